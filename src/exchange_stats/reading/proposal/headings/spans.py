"""Headings that reach over several columns without a merge."""

from exchange_stats.reading.proposal.areas import Area
from exchange_stats.reading.proposal.grid import BLANK, Grid


def spans_of(grid: Grid, area: Area, rows: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """Return the headings that reach over the empty cells at their right."""
    spans: list[tuple[int, int, int]] = []
    paths: dict[int, tuple[str, ...]] = {}
    last = area.columns[1]
    for position, row in enumerate(rows[:-1]):
        merged = any(
            grid.span(row, column)[1] > grid.span(row, column)[0]
            for column in range(area.numeric[0], last + 1)
        )
        below = rows[position + 1 :]
        texts = {column: grid.text(row, column) for column in range(area.numeric[0], last + 1)}
        owner = 0
        for column in texts:
            if texts[column]:
                owner = column
            elif owner and not merged and _reaches(grid, (owner, column), paths, below):
                texts[column] = texts[owner]
                spans.append((row, owner, column))
            else:
                owner = 0
        for column, text in texts.items():
            paths[column] = (*paths.get(column, ()), text)
    return spans


def _reaches(
    grid: Grid,
    columns: tuple[int, int],
    paths: dict[int, tuple[str, ...]],
    below: tuple[int, ...],
) -> bool:
    """Return whether a heading holds for a column: same headings above, own ones below."""
    owner, column = columns
    if paths.get(owner, ()) != paths.get(column, ()):
        return False
    return all(any(grid.kinds[row, place] != BLANK for row in below) for place in columns)
