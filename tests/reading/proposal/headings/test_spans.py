"""A heading holds for the empty cells at its right, when they stand under it."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings.spans import spans_of


def spans(drawing, *rows):
    grid = grid_of(sheet_of(drawing))
    return spans_of(grid, areas_of(grid)[0], rows)


def test_a_group_heading_reaches_to_the_next_one():
    drawing = "x|2018||2019|\n|men|women|men|women\na|1|2|3|4\nb|5|6|7|8"
    assert spans(drawing, 0, 1) == [(0, 1, 2), (0, 3, 4)]


def test_a_heading_does_not_reach_under_another_one():
    drawing = "x|GDP|first\n|gross|\n|product|industry\na|1.5|2.5\nb|5.5|6.5"
    assert spans(drawing, 0, 1, 2) == []


def test_declared_merges_are_trusted_alone():
    drawing = "x|2018|<|\n|men|women|other\na|1|2|3\nb|5|6|7"
    assert spans(drawing, 0, 1) == []


def test_a_column_without_a_heading_of_its_own_is_not_reached():
    drawing = "x|2018||\n|men|women|\na|1|2|3\nb|5|6|7"
    assert spans(drawing, 0, 1) == [(0, 1, 2)]
