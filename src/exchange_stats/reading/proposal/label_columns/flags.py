"""Columns of flags: signs that say of the numbers left of them what they are."""

from exchange_stats.reading import words
from exchange_stats.reading.proposal.grid import Grid

MOST_FLAGS, LONGEST_FLAG = 10, 3


def headed_flags(values: list[int], texts: list[int], headings: dict[int, str]) -> list[int]:
    """Return the columns whose heading says that they hold the flags of a number left of them."""
    named = {column for column in (*values, *texts) if words.is_a("flag", headings[column])}
    numbers = [column for column in values if column not in named]
    return sorted(column for column in named if numbers and column > numbers[0])


def bare_flags(grid: Grid, rows: range, values: list[int], headings: dict[int, str]) -> list[int]:
    """Return the columns of flags right of values: a few short signs, not headed."""
    found = []
    for column in values:
        heading = headings.get(column + 1)
        if column + 1 in values or heading not in ("", headings[column]):
            continue
        shown = {text for row in rows if (text := grid.text(row, column + 1))}
        short = len(shown) <= MOST_FLAGS and all(len(text) <= LONGEST_FLAG for text in shown)
        if shown and short and not any(map(str.isdecimal, shown)):
            found.append(column + 1)
    return found
