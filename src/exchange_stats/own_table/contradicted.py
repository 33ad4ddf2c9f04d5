"""What was told before of the cells of a table, and cannot be true with its numbers."""

from collections.abc import Iterator
from math import fsum, inf, isnan

from exchange_stats.disclosure.ledger import Rows
from exchange_stats.disclosure.tables import Key, Table, all_cells, key_text, table_values
from exchange_stats.ground.errors import DisclosureError, refuse
from exchange_stats.ground.numerals import number_text


def refuse_other_totals(table: Table, told: Rows) -> None:
    """Refuse a table without a total, whose parts make another than was told of it.

    Raises
    ------
    DisclosureError
        Naming each such total, what the parts make and who told what.
    """
    lacking = [text for given, text in _contradictions(table, told) if not given]
    if lacking:
        headline = "disclosure: parts that do not make the total that was told before"
        advice = (
            "check which persons both count; if your numbers are right, give the totals too "
            "(add_totals): the number told before is then revised"
        )
        refuse(DisclosureError, headline, lacking, advice)


def revisions(table: Table, told: Rows) -> tuple[str, ...]:
    """Return the cells of which another number was told before, each in a sentence."""
    return tuple(text for given, text in _contradictions(table, told) if given)


def _contradictions(table: Table, told: Rows) -> Iterator[tuple[bool, str]]:
    """Yield whether a table gives a cell itself, and how that differs from what was told."""
    values = table_values(table)
    cells = {key_text(key): key for key in all_cells(table)}
    for row in told:
        key = cells.get(" ".join(sorted(row["cell"].split())))
        if key is None or not row["shown"]:
            continue
        lo, hi = float(row["lo"]), float(row["hi"] or inf)
        least, most = _bounds(key, values)
        if least > hi or most < lo:
            verb = "is" if key in values else "adds up to"
            number = number_text(least) + ("" if least == most else " or more")
            bounds = f"{number_text(lo)} to {number_text(hi)}" if hi < inf else f"{lo:.0f} or more"
            who = f"{row['release_id']} {row['table_id']}".strip()
            sentence = f"{key_text(key)} {verb} {number}; {who} told {row['shown']} ({bounds})"
            yield key in values, sentence


def _bounds(key: Key, values: dict[Key, float]) -> tuple[float, float]:
    """Return the value of a cell, or what its parts add up to; open above if one is missing."""
    if key in values and not isnan(values[key]):
        return values[key], values[key]
    size = max(map(len, values))
    parts = [value for cell, value in values.items() if len(cell) == size and set(key) <= set(cell)]
    known = [value for value in parts if not isnan(value)]
    return fsum(known), fsum(known) if len(known) == len(parts) else inf
