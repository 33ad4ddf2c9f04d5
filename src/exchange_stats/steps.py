"""What each step from a number to its cells says, in sentences of ``facts/texts.csv``."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from exchange_stats.evidence import corrections
from exchange_stats.ground import comparison, factbook
from exchange_stats.ground.stages import PLACE
from exchange_stats.measures import compute
from exchange_stats.measures.framework.aims import load_results
from exchange_stats.measures.projection import questions
from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery.ways import (
    Amount,
    Day,
    Filling,
    Listed,
    Quoted,
    Said,
    Slot,
    Term,
    named,
)

Row = Mapping[str, str]


def corrections_of(row: Row) -> Iterator[Said]:
    """Yield what was declared wrong in the cell of a fact, and why."""
    place = tuple(row[name] for name in PLACE)
    for one in corrections.load_corrections() if row.get("flags") else ():
        if tuple(one[name] for name in PLACE) == place:
            after = Amount(one["value"]) if one["value"] else one["action"]
            why = {name: Quoted(one[name], "en") for name in ("reason", "evidence")}
            yield _said("corrected", was=Quoted(one["was"]), after=after, **why)


def _computed(row: Row) -> tuple[Said, ...]:
    span = [row["from_period"], row["period"]]
    about = ", ".join(
        filter(None, (row["indicator_id"], row["series"], "\u2013".join(filter(None, span))))
    )
    unit, formula = _unit(row), _formula(row["indicator_id"])
    said = _said("computed", about=about, amount=_amount(row), unit=unit, formula=formula)
    return (said, *_unlike(row["note_id"]))


def _formula(name: str) -> Filling:
    """Return the formula of an indicator; a count of entries where it has none of its own."""
    written = _formulas(factbook.facts_folder()).get(name, "")
    if not texts.has_text(f"way.formula.{name}", "en"):
        return Quoted(written, "en") if written else Said("way.formula.entries")
    sides = zip(("home", "partner"), factbook.pair(), strict=True)
    return Said(f"way.formula.{name}", {side: Said(f"country.{code}") for side, code in sides})


def _unlike(note_id: str) -> Iterator[Said]:
    if note_id:
        reason = _reasons(factbook.facts_folder())[note_id]
        yield _said("unlike", note=named(f"way.note.{note_id}", reason))


def _unit(row: Row) -> Filling:
    return named(f"way.unit.{row['unit']}", row["unit"])


def _projected(row: Row) -> tuple[Said, ...]:
    about = ", ".join([row["series_id"], row["period"], row["variant"]])
    if row["refused_because"]:
        return (_said("refused", about=about, as_of=row["as_of"], reason=_refusal(row)),)
    bounds = _said("bounds", lo=Amount(row["lo"]), hi=Amount(row["hi"]))
    words: dict[str, Filling] = {"unit": _unit(row), "formula": _formula(row["method"])}
    said = _said("projected", about=about, as_of=row["as_of"], amount=bounds, **words)
    if not row["reason"]:
        return (said,)
    assumed = named(f"way.assumption.{row['variant']}", row["reason"])
    return (said, _said("assumed", assumption=assumed), *_unlike(row["note_id"]))


def _refusal(row: Row) -> Filling:
    numbers = {name: Amount(row[name]) for name in ("found", "limit")}
    for key in (f"way.refusal.{row['refused_because']}", f"refusal.{row['refused_because']}"):
        if texts.has_text(key, "en"):
            return Said(key, {**numbers, "period": Day(row["period"]), "found": Day(row["found"])})
    return Quoted(row["reason"], "en")


def _judged(row: Row) -> tuple[Said, ...]:
    actual = Amount(row["actual"]) if row["actual"] else _said("no_data")
    stated = Amount(row["target"]) if row["target"] else _said("no_number")
    target = Quoted(row["shown"]) if row["shown"] else stated
    known = _said("known", actual=actual, target=target)
    words: dict[str, Filling] = {
        "level": Said(f"scorecard.{row['level']}"),
        "result": _result(row["result_id"], row["statement"]),
        "rating": _either("way.rating", row["rating"]),
        "reason": _either("reason", row["rating_reason"]),
        "rule": _rating_rule(row["rating_rule"]),
    }
    return (_said("judged", date=Day(row["as_of"]), known=known, **words),)


def _result(result_id: str, statement: str = "") -> Filling:
    return named(f"result.{result_id}", statement) if statement else Said(f"result.{result_id}")


def _either(head: str, names: str) -> Filling:
    """Return the words of judgements; ends that are judged unlike are joined by a stroke."""
    return Listed(tuple(named(f"{head}.{name}", name) for name in names.split("/")))


def _rating_rule(written: str) -> Filling:
    rules = _rules(factbook.facts_folder())
    rule, _, row = written.partition(": ")
    if written in rules or rule not in rules:
        return named(f"way.rule.{rules.get(written, '')}", written)
    return _said("rule_of", rule=named(f"way.rule.{rules[rule]}", rule), row=_result(row))


def _released(row: Row) -> tuple[Said, ...]:
    how = named(f"way.how.{row['how']}", row["how"])
    slot, amount = Slot(row), _amount(row)
    said = _said("released", slot=slot, amount=amount, table=row["table_id"], how=how)
    return (said,) if row["inputs"] else (said, _said("kept"))


def _chosen(row: Row) -> tuple[Said, ...]:
    rule = named(f"way.choice.{row['rule']}", row["rule"])
    said = _said(
        "chosen", slot=Slot(row), amount=_amount(row), rule=rule, n=Amount(row["n_claims"])
    )
    losers = zip(
        row["rejected"].split(), row["reasons"].split(), row["distances"].split(), strict=True
    )
    lost = (
        _said("lost", claim=claim, why=named(f"way.reason.{why}", why), far=Amount(far))
        for claim, why, far in losers
    )
    return (said, *lost)


def _compared(row: Row) -> tuple[Said, ...]:
    found: dict[str, Filling] = {
        "slot": Slot({**{name: row[name] for name in ("origin", "host")}, "period": row["asked"]}),
        "publisher": Quoted(row["publisher"], "en"),
        "printed": Quoted(row["printed"]),
        "relation": named(f"way.relation.{row['relation']}", row["relation"]),
    }
    far = [_said("distance", n=Amount(row["distance"]))] * (row["distance"] not in ("", "0"))
    why = named(f"way.reason.{row['reason']}", row["reason"])
    because = [_said("because", why=why)] * bool(row["reason"])
    return (_said("compared", **found), *far, *because)


def read_as(table: str, row: Row) -> tuple[Said, ...]:
    """Return how a cell was read: what is printed there, and as which number; or its entry."""
    if table == "cooperation":
        record = named(f"way.record.{row['record']}", row["record"])
        date = Day(row["date_from"]) if row["date_from"] else _said("no_date")
        title = named(f"entry.{row['entry_id']}", row["title"])
        return (_said("entry", record=record, id=row["entry_id"], title=title, date=date),)
    printed = row["quantity"] if table == "claims" else row["printed"]
    marks = [named(f"way.qualifier.{row['qualifier'] or 'none'}", row["qualifier"])]
    flags = map(_flag, row.get("flags", "").split())
    listed = Listed((*marks, *flags))
    quoted = Quoted(printed)
    return (_said("read", slot=Slot(row), printed=quoted, amount=_amount(row), marks=listed),)


def _flag(name: str) -> Filling:
    return Term(f"status={name}") if len(name) == 1 else named(f"way.flag.{name}", name)


def stated_by(claim: Row) -> Said:
    """Return who published a statement, under which title, when and where."""
    quoted = {
        name: Quoted(claim[name], tag) for name, tag in (("publisher", "en"), ("title", "und"))
    }
    date = Day(claim["published"]) if claim["published"] else _said("no_date")
    return _said("stated", **quoted, date=date, url=claim["url"])


def in_cell(row: Row, workbooks: Mapping[str, Row]) -> Said:
    """Return source, file, sheet and cell of a fact, and the first signs of the file's SHA-256."""
    book = workbooks.get(row["workbook_id"], {})
    return _said(
        "cell",
        source=named(f"source.{book.get('source', '')}", book.get("publisher", "")),
        title=Quoted(book.get("title", ""), _script(book.get("title", ""))),
        path=book.get("path", row["workbook_id"]),
        sheet=row["sheet"],
        cell=row["cell"],
        sha=book.get("sha256", "")[:12],
    )


def _script(title: str) -> str:
    return "zh-Hans" if any("\u4e00" <= sign <= "\u9fff" for sign in title) else "en"


def _said(part: str, **fields: Filling) -> Said:
    return Said(f"way.said.{part}", fields)


TELLERS: dict[str, tuple[str, Callable[[Row], tuple[Said, ...]]]] = {
    "indicators": ("computed", _computed),
    "projections": ("projected", _projected),
    "results": ("judged", _judged),
    "release": ("released", _released),
    "ledger": ("compared", _compared),
    "reconciled": ("chosen", _chosen),
}


def _amount(row: Row) -> Filling:
    """Return the value of a fact to be told, its bounds when it has them, or why it is missing."""
    if "lo" not in row:
        return Amount(row.get("shown", row["value"])) if row["value"] else _missing(row)
    if row["value"] == "" and row["lo"] == "":
        return _missing(row)
    if row["lo"] == row["hi"]:
        return Amount(row["value"])
    ends = [Amount(row[name]) if row[name] else _said("open") for name in ("lo", "hi")]
    return _said("bounds", lo=ends[0], hi=ends[1])


def _missing(row: Row) -> Said:
    return _said("missing", words=Term(f"status={row['status']}"), status=row["status"])


@cache
def _formulas(folder: Path) -> dict[str, str]:
    del folder  # part of the cache key
    entries = compute.load_indicators()["indicator"]
    written = {name: entry["formula"] for name, entry in entries.items()}
    return {**questions.load_projection()["formula"], **written}


@cache
def _reasons(folder: Path) -> dict[str, str]:
    del folder  # part of the cache key
    return {name: note.reason for name, note in comparison.load_notes().items()}


@cache
def _rules(folder: Path) -> dict[str, str]:
    del folder  # part of the cache key
    return {words: name for name, words in load_results()["rule"].items()}
