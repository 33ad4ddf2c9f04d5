"""Returns of three institutions with a small cell, and what a release makes of them."""

from builders import reconciled

WHERE = {"origin": "KGZ", "isced_field": "_T", "sex": "_T", "funding": "_T"}
TABLE = {"id": "students", "dimensions": ["institution", "isced_level"], "where": WHERE}
WOMEN = {**TABLE, "id": "women", "where": WHERE | {"sex": "F"}}
SPEC = {"id": "returns", "method": "suppress", "table": [TABLE]}
COUNTS = {"a": ("20", "3", "12"), "b": ("30", "40", "11"), "c": ("25", "17", "19")}
LEVELS = {"6": "degree", "7": "degree", "_Z": "nondegree"}


def rows(counts=COUNTS, **said):
    """Return the rows of returns: every level of every institution, and its printed total."""
    made = []
    sex = said.get("sex", "")
    for name, numbers in counts.items():
        for (level, programme), number in zip(LEVELS.items(), numbers, strict=True):
            missing = {"status": number} if number in ("O", "M") else {"value": number}
            made.append({"isced_level": level, "programme": programme, **missing})
            made[-1] |= {"institution": name, "fact_id": f"rec-{name}-{level}{sex}", **said}
        total = str(sum(int(number) for number in numbers if number.isdigit()))
        made.append({"institution": name, "value": total, "fact_id": f"rec-{name}{sex}", **said})
    return made


def returned(counts=COUNTS, **said):
    """Return the same as stage ``reconciled``."""
    return reconciled(*rows(counts, **said))
