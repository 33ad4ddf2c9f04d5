"""How wide the columns of a table are set in print: words on one line where they find room."""

from itertools import pairwise

from exchange_stats.publishing.drawing import typesetting
from exchange_stats.publishing.office.numbers.listing import Listing

NARROWEST, ROOMY, LONGEST = 50.0, 120.0, 0.6  # points of a column; share that names may take
PADDING = 2.0  # what stands beside the words of a cell, to their size


def widths_of(listing: Listing, width: float, size: float) -> list[float]:
    """Return points for each column: words on one line if they fit, numbers with room.

    Parameters
    ----------
    width : float
        Points that the table may take.
    size : float
        Points of the words.
    """
    least, whole = least_widths(listing, size), _whole_widths(listing, size)
    wanted = [
        max(NARROWEST, small) if numeric else max(small, min(all_of_it, LONGEST * width))
        for small, all_of_it, numeric in zip(least, whole, listing.numeric, strict=True)
    ]
    spare = width - sum(wanted)
    if sum(least) > width:  # words too long for the page are broken
        return [small * width / sum(least) for small in least]
    if spare < 0:
        over = sum(wanted) - sum(least)
        pairs = zip(least, wanted, strict=True)
        return [big + (big - small) * spare / over for small, big in pairs]
    more = spare / max(1, sum(listing.numeric))
    return [
        min(max(ROOMY, big), big + more) if numeric else big
        for big, numeric in zip(wanted, listing.numeric, strict=True)
    ]


def least_widths(listing: Listing, size: float) -> list[float]:
    """Return points for each column in which no word is broken."""
    columns = zip(listing.heading, *([c.words for c in row] for row in listing.rows), strict=True)
    return [
        max(_points(part, size) for one in words for part in one.split(" ")) for words in columns
    ]


def _whole_widths(listing: Listing, size: float) -> list[float]:
    columns = zip(*([cell.words for cell in row] for row in listing.rows), strict=True)
    return [max(_points(one, size) for one in words) for words in columns]


def _points(words: str, size: float) -> float:
    """Return the width of a cell; Word sets a little room between Chinese signs and figures."""
    meetings = sum(a.isascii() != b.isascii() for a, b in pairwise(words) if a != " " != b)
    return typesetting.measure(words, size, bold=True) + meetings * size / 4 + PADDING * size
