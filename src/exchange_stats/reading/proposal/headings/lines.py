"""The lines above a table: titles, units, and the corner that holds them."""

from exchange_stats.reading import words
from exchange_stats.reading.proposal.areas import Area
from exchange_stats.reading.proposal.grid import YEAR, Grid

LONG, SHORT = 90, 40


def is_title(grid: Grid, row: int, area: Area) -> bool:
    """Return whether a row is a title: one text from the left edge over the whole table."""
    left, right = area.columns
    shown = [column for column in range(left, right + 1) if grid.filled[row, column]]
    places = {grid.merged.get((row, column), (row, column)) for column in shown}
    texts = {grid.text(*place) for place in places}
    if len(texts) > 1:
        return _spans_the_labels(grid, row, area, places)
    text = next(iter(texts))
    if len(places) > 1:
        return len(places) > 2 and shown[0] < area.numeric[0]
    starts, ends = grid.span(row, shown[0])
    if starts < area.numeric[0] <= ends or (starts == left and ends - starts >= 2):
        return True
    return ends == starts and len(text) > LONG


def _spans_the_labels(grid: Grid, row: int, area: Area, places: set[tuple[int, int]]) -> bool:
    """Return whether a merge reaches from the labels over values, and nothing else heads values.

    Beside it may stand a unit, or the title in another language over the labels at the right.
    """
    first, last = area.numeric[0], area.numeric[-1]
    wide = {place for place in places if _reaches_over(grid, row, place[1], first)}
    others = {grid.text(*place) for place in places - wide if place[1] <= last}
    return bool(wide) and all(is_unit(text) for text in others)


def _reaches_over(grid: Grid, row: int, column: int, first: int) -> bool:
    starts, ends = grid.span(row, column)
    return starts < first <= ends


def names_labels(grid: Grid, row: int, area: Area, below: list[int]) -> bool:
    """Return whether a row heads the labels, which the header rows below it do not, and values."""
    left, first, last = area.columns[0], area.numeric[0], area.numeric[-1]
    if any(grid.text(one, column) for one in below for column in range(left, first)):
        return False
    own = {text for column in range(left, first) if (text := grid.text(row, column))}
    heads = {text for column in range(first, last + 1) if (text := grid.text(row, column))}
    return bool(own and heads - own) and not is_title(grid, row, area)


def is_unit_line(grid: Grid, row: int, area: Area) -> bool:
    """Return whether the few texts of a row over the values only name units.

    So does a lone text in the corner at the right, whatever it says.
    """
    shown = [
        column for column in range(area.numeric[0], area.columns[1] + 1) if grid.filled[row, column]
    ]
    texts = {grid.text(row, column) for column in shown}
    if len(texts) > 2 or any(grid.kinds[row, column] == YEAR for column in area.numeric):
        return False
    return all(is_unit(text) for text in texts) or _is_corner(grid, row, area, shown)


def _is_corner(grid: Grid, row: int, area: Area, shown: list[int]) -> bool:
    """Return whether one text stands over one of the last columns, or again and again with gaps.

    Left of it may be the unit in the other language of the table.
    """
    if not shown or len({grid.text(row, column) for column in shown}) > 1:
        return False
    before = [grid.text(row, column) for column in range(area.columns[0], shown[0])]
    text = grid.text(row, shown[0])
    told = words.begins_or_ends("of_which", text) or words.begins_or_ends("total", text)
    if told or len(text) > SHORT or not all(is_unit(other) for other in before if other):
        return False
    gaps = shown[-1] - shown[0] >= len(shown)
    return gaps or (len(area.numeric) > 2 and len(shown) == 1 and shown[0] >= area.numeric[-2])


def is_unit(text: str) -> bool:
    """Return whether a text only names a unit, as ``(thousand persons)`` does.

    A unit behind a comma is that of the heading before it.
    """
    if words.begins_or_ends("unit", text) and len(text) <= SHORT:
        own = text.rpartition(", ")[0]
        return not own or any(character.isdigit() for character in own) or is_unit(own)
    bracketed = text[:1] in "(\uff08" and text[-1:] in ")\uff09"
    return bracketed and any(phrase in text.casefold() for phrase in words.phrases("unit"))


def lines_above(grid: Grid, area: Area, row: int) -> tuple[str, str]:
    """Return title and unit from the lines between the area's top and its header."""
    left, right = area.columns
    lines = []
    for line in range(area.top, row):
        texts = [grid.text(line, column) for column in range(left, right + 1)]
        lines += [text for text in dict.fromkeys(texts) if text]
    units = [text for text in lines if is_unit(text)]
    titles = [text for text in lines if text not in units]
    return " ".join(titles[-3:]), units[-1] if units else ""
