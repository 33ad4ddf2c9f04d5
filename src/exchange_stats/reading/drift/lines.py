"""The rows of a table against its layout: labels new, renamed or gone, totals hidden or gone."""

from collections.abc import Callable, Iterator

from exchange_stats.reading.drift.change import Change
from exchange_stats.reading.drift.columns import ASK
from exchange_stats.reading.drift.sides import Sides
from exchange_stats.reading.proposal.grid import YEAR, kind_of_text
from exchange_stats.reading.table import joined
from exchange_stats.reading.workbook import column_letters

Codes = Callable[[str, str], str | None]


def row_changes(sides: Sides, codes: Codes) -> Iterator[Change]:
    """Yield what has changed in the rows of a table; a further year in an open body is no change.

    Parameters
    ----------
    codes : callable
        Dimension and label to its codes in ``facts/labels.csv``.
    """
    for position in range(len(sides.old.labels)):
        yield from _label_changes(sides, position, codes)
    if not str(sides.table["body"]).strip().endswith(":"):
        yield from _appended(sides)
    yield from _totals(sides)
    yield from _hidden(sides)


def _label_changes(sides: Sides, position: int, codes: Codes) -> Iterator[Change]:
    """Yield the labels of one label column that were renamed, are new or gone."""
    old = _labels(sides.old.rows, sides.old.lines, position)
    new = _labels(sides.new.rows, sides.new.lines, position)
    gone, fresh = old.keys() - new.keys(), new.keys() - old.keys()
    pairs = [
        (sides.old.line(row)[position], sides.new.line(now)[position])
        for row, now in sides.rows.items()
    ]
    renamed = {now: was for was, now in reversed(pairs) if was in gone and now in fresh}
    for text in (text for text in new if text in fresh):
        place = sides.place(new[text], sides.new.labels[position])
        noted = _noted(sides, position, new[text], codes)
        if text in renamed:
            found = f"the label {renamed[text]!r} became {text!r}{noted}"
            yield Change("label renamed", place, found)
        else:
            yield Change("label new", place, f"the label {text!r} is new{noted}")
    told = {*renamed.values(), *(sides.old.line(row)[position] for row in _gone_totals(sides))}
    for text in (text for text in old if text in gone - told):
        yield Change("label gone", sides.new.sheet.name, f"the label {text!r} is gone")


def _labels(rows: range, lines: list[tuple[str, ...]], position: int) -> dict[str, int]:
    """Return the labels of one label column with the first row of each; years are no labels."""
    found: dict[str, int] = {}
    for row, line in zip(rows, lines, strict=True):
        if line[position] and kind_of_text(line[position]) != YEAR:
            found.setdefault(line[position], row)
    return found


def _noted(sides: Sides, position: int, row: int, codes: Codes) -> str:
    """Return whether the dictionary has a label, as words behind it."""
    line = sides.new.line(row)
    letters = column_letters(sides.old.labels[position])
    texts = {"row": joined(line), letters: line[position]}
    asked = [
        (name, texts[where])
        for name, where in sides.table.get("dimensions", {}).items()
        if where in texts
    ]
    if not asked:
        return ""
    if any(codes(name, text) is not None for name, text in asked):
        return " (facts/labels.csv knows it)"
    return " (not in facts/labels.csv)"


def _appended(sides: Sides) -> Iterator[Change]:
    if sides.fresh_rows:
        first, last = sides.fresh_rows[0] + 1, sides.fresh_rows[-1] + 1
        rows = f"row {first}" if first == last else f"{len(sides.fresh_rows)} rows from {first} on"
        place = sides.place(sides.fresh_rows[0], sides.new.labels[0])
        yield Change("row appeared", place, f"{rows} appeared, the layout ends the body at a row")


def _total_rows(sides: Sides) -> set[int]:
    return {*sides.declared_rows("total_rows"), *sides.declared_rows("subtotal_rows")}


def _gone_totals(sides: Sides) -> list[int]:
    return sorted(_total_rows(sides) & set(sides.old.rows) - sides.rows.keys())


def _totals(sides: Sides) -> Iterator[Change]:
    values = sides.declared_columns("values")
    for row in sorted(_total_rows(sides) & set(sides.old.rows)):
        label = joined(sides.old.line(row))
        name, now = f"the total {label!r} of row {row + 1}", sides.rows.get(row)
        if now is None:
            yield Change("total gone", sides.new.sheet.name, f"{name} is gone")
            continue
        place = sides.place(now, sides.new.labels[0])
        if now in sides.new.sheet.hidden_rows and row not in sides.old.sheet.hidden_rows:
            yield Change("total hidden", place, f"{name} is hidden; {ASK}")
        elif sides.old.has_numbers((row,), values) and not sides.new.has_numbers(
            (now,), sides.now(values)
        ):
            yield Change("total gone", place, f"{name} holds no number any more")


def _hidden(sides: Sides) -> Iterator[Change]:
    for row, now in sides.rows.items():
        before, after = sides.old.sheet.hidden_rows, sides.new.sheet.hidden_rows
        if row not in _total_rows(sides) and now in after and row not in before:
            place = sides.place(now, sides.new.labels[0])
            yield Change("row hidden", place, f"row {now + 1} is hidden; {ASK}")
