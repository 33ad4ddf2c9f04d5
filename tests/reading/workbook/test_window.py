"""Around a cell stand its neighbours, its headings and its labels, as they are printed."""

from builders import sheet_of
from exchange_stats.reading.workbook.window import cells_around

SHEET = sheet_of(
    """
Country|2014|2015|2016|2017|2018|2019
a|1|2|3|4|5|6
b|1|2|3|4|5|6
c|1|2|3|4|5|6
d|1|2|3|4|5|6
e|1|2|3|4|5|6
f|1|2|3|4|5|6
"""
)


def grid(*places, **more):
    cells = cells_around(SHEET, places, **more)
    rows = dict.fromkeys(cell["row"] for cell in cells)
    return {row: [c["cell"] for c in cells if c["row"] == row] for row in rows}


def test_two_cells_to_each_side_are_shown_with_the_labels():
    found = grid((4, 4))
    assert list(found) == ["3", "4", "5", "6", "7"]
    assert found["5"] == ["A5", "C5", "D5", "E5", "F5", "G5"]


def test_headings_are_shown_above():
    assert list(grid((5, 4), header_rows=(0,))) == ["1", "4", "5", "6", "7"]


def test_the_edge_of_the_sheet_is_the_edge():
    assert grid((0, 0)) == {row: [f"{c}{row}" for c in "ABC"] for row in "123"}
    assert list(grid((6, 6))) == ["5", "6", "7"]


def test_lines_and_columns_of_other_places_are_shown_too():
    found = grid((1, 1), (6, 6))
    assert list(found) == ["1", "2", "3", "4", "7"]
    assert found["7"] == ["A7", "B7", "C7", "D7", "G7"]


def test_cells_are_printed_as_the_workbook_prints_them():
    cells = {cell["cell"]: cell["printed"] for cell in cells_around(SHEET, [(0, 1)])}
    assert (cells["A1"], cells["B1"], cells["B2"]) == ("Country", "2014", "1")


def test_of_a_lone_cell_nothing_else_is_shown():
    lone = {"row": "1", "column": "A", "cell": "A1", "printed": "a"}
    assert cells_around(sheet_of("a"), [(0, 0)]) == [lone]
