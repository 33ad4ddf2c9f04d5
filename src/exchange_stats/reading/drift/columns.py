"""The columns of a table against its layout: appeared, gone, renamed, hidden."""

from collections.abc import Iterator

from exchange_stats.reading import words
from exchange_stats.reading.drift.change import Change
from exchange_stats.reading.drift.shown import unit_phrases
from exchange_stats.reading.drift.sides import Sides
from exchange_stats.reading.workbook import column_letters

ASK = "show it in the workbook, or ask why"


def column_changes(sides: Sides) -> Iterator[Change]:
    """Yield what has changed in the columns of a table."""
    totals, bottom = sides.declared_columns("total_columns"), sides.new.header[-1]
    for column in sides.fresh_columns:
        yield Change("column appeared", sides.place(bottom, column), _between(sides, column))
    for column, heading in enumerate(sides.old.headings):
        is_total, name = column in totals, sides.column_name(column)
        now = sides.columns.get(column)
        if now is None:
            if heading:
                kind = "total gone" if is_total else "column gone"
                yield Change(kind, sides.new.sheet.name, f"{name} is gone")
            continue
        place = sides.place(bottom, now)
        if heading != sides.new.headings[now]:
            yield _renamed(place, heading, sides.new.headings[now])
        hidden = sides.new.sheet.hidden_columns - sides.old.sheet.hidden_columns
        if now in hidden and column not in sides.old.sheet.hidden_columns:
            kind = "total hidden" if is_total else "column hidden"
            yield Change(kind, place, f"{name} is hidden; {ASK}")
        elif is_total and _emptied(sides, column, now):
            yield Change("total gone", place, f"{name} holds no number any more")


def _between(sides: Sides, column: int) -> str:
    headings = sides.new.headings
    beside = [
        f"{column_letters(c)} {headings[c]!r}"
        for c in (column - 1, column + 1)
        if 0 <= c < len(headings)
    ]
    where = f"between {' and '.join(beside)}" if len(beside) == 2 else f"beside {beside[0]}"
    return f"column {column_letters(column)} {headings[column]!r} appeared {where}"


def _renamed(place: str, old: str, new: str) -> Change:
    bare = [words.BRACKETS.sub("", text).strip() for text in (old, new)]
    of_unit = bare[0] == bare[1] and any(map(unit_phrases, (old, new)))
    kind = "unit changed" if of_unit else "label renamed"
    return Change(kind, place, f"the heading {old!r} became {new!r}")


def _emptied(sides: Sides, column: int, now: int) -> bool:
    old, new = sides.old, sides.new
    return old.has_numbers(old.rows, (column,)) and not new.has_numbers(new.rows, (now,))
