"""Tables that stand side by side are told apart by their own labels."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas.panels import panels_of
from exchange_stats.reading.proposal.grid import grid_of


def panels(drawing, first, last):
    return panels_of(grid_of(sheet_of(drawing)), first, last)


def test_tables_side_by_side_have_their_own_columns():
    drawing = "|n|m|||n|m\na|1|2||e|3|4\nb|5|6||f|7|8"
    assert panels(drawing, 1, 2) == [(0, 2), (4, 6)]


def test_the_years_of_the_rows_are_labels_too():
    drawing = "Year|n|||Year|n\n2015|321|||2015|41\n2016|324|||2016|39"
    assert panels(drawing, 1, 2) == [(0, 1), (4, 5)]


def test_a_column_left_free_within_a_table_does_not_part_it():
    drawing = "x|n|m||n|m\na|1|2||3|4\nb|5|6||7|8"
    assert panels(drawing, 1, 2) == [(0, 5)]


def test_years_as_values_begin_no_table():
    drawing = "x|n||since\na|1||1990\nb|5||2001"
    assert panels(drawing, 1, 2) == [(0, 3)]


def test_years_under_the_same_heading_begin_a_table_without_a_free_column():
    drawing = "Year|came|Year|left\n2018|100|2018|50\n2019|120|2019|60"
    assert panels(drawing, 1, 2) == [(0, 1), (2, 3)]
