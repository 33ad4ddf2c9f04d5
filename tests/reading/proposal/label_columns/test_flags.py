"""Columns of flags are known by their heading, or by their few short signs without one."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings import header_of
from exchange_stats.reading.proposal.label_columns import columns_of


def columns(drawing):
    grid = grid_of(sheet_of(drawing))
    area = areas_of(grid)[0]
    return columns_of(grid, area, header_of(grid, area))


def test_short_signs_under_no_heading_are_flags_of_the_numbers_left_of_them():
    found = columns("x|2018||2019|\na|5|b|7|\nb|6||8|p")
    assert (found.values, found.flags, found.texts) == ((1, 3), (2, 4), ())


def test_words_under_no_heading_are_no_flags():
    found = columns("x|2018||2019\na|5|by post|7\nb|6||8")
    assert (found.flags, found.texts) == ((), (2,))


def test_columns_whose_heading_names_flags_hold_them_whatever_they_say():
    found = columns("x|OBS_VALUE|OBS_FLAG|Flags|n\na|5|b|break in series|7\nb|6|||8")
    assert (found.values, found.flags, found.texts) == ((1, 4), (2, 3), ())
    assert columns("flag|n|m\na|5|7\nb|6|8").flags == ()
