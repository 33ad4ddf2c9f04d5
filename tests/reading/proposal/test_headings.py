"""The door of the package of headings gives the header of a table."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings import Header, header_of


def test_the_door_gives_header_rows_title_and_unit():
    grid = grid_of(sheet_of("Students|<|<\n||(persons)\nx|2018|2019\na|5|7\nb|6|8"))
    found = header_of(grid, areas_of(grid)[0])
    assert isinstance(found, Header)
    assert (found.rows, found.title, found.unit) == ((2,), "Students", "(persons)")
