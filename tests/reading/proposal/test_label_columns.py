"""Numbers that name rows are labels; labels fill the cells that they leave empty."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.header_stack import header_of
from exchange_stats.reading.proposal.label_columns import columns_of, fills_of
from exchange_stats.reading.proposal.row_roles import rows_of


def parts(drawing):
    grid = grid_of(sheet_of(drawing))
    area = areas_of(grid)[0]
    header = header_of(grid, area)
    columns = columns_of(grid, area, header)
    return grid, columns, list(rows_of(grid, area, header, columns).body)


def columns(drawing):
    return parts(drawing)[1]


def fills(drawing):
    return fills_of(*parts(drawing))


def test_a_heading_that_names_a_year_or_a_code_makes_labels():
    found = columns("country|year|code|n\na|10|7|5\nb|11|8|6")
    assert (found.labels, found.values) == ((0, 1, 2), (3,))
    assert "its heading 'year' names a year" in found.reasons[0]


def test_years_of_the_rows_are_labels_without_a_word():
    assert columns("x|n|m\n2018|5|7\n2019|6|8").labels == (0,)


def test_a_column_headed_by_a_year_holds_values():
    assert columns("x|2018|2019\na|1990|5\nb|2001|6").values == (1, 2)


def test_codes_with_leading_zeros_are_labels():
    assert columns("x|c|n\na|'031|5\nb|'032|6").labels == (0, 1)


def test_serial_numbers_are_left_out():
    found = columns("x|name|n\n1|a|5\n2|b|6\n3|c|7")
    assert (found.labels, found.serial, found.values) == ((1,), (0,), (2,))


def test_values_that_count_up_beside_labels_stay_values():
    assert columns("name|n|m\na|1|5\nb|2|4\nc|3|9").values == (1, 2)


def test_numbers_without_a_heading_are_not_read_beside_headed_ones():
    found = columns("x|n||\na|5||0\nb|6||0")
    assert (found.values, found.unnamed) == ((1,), (3,))


def test_a_headed_column_of_signs_or_blanks_holds_missing_values():
    assert columns("x|n|m|k\na|5|-|\nb|6|-|").values == (1, 2, 3)


def test_texts_after_the_first_values_are_no_labels():
    found = columns("x|n|how|m\na|5|census|7\nb|6|sample|8")
    assert (found.labels, found.texts) == ((0,), (2,))


def test_without_texts_the_first_column_names_the_rows():
    assert columns("age|n|m\n17|5|7\n18|6|8\n21|6|8").labels == (0,)


def test_a_label_on_the_first_of_its_rows_fills_down():
    assert fills("y|m|n\na|Jan|5\n|Feb|6\nb|Jan|7\n|Feb|8") == (frozenset({0}), frozenset())


def test_a_label_on_the_last_row_of_its_group_fills_up():
    drawing = "y|m|n\n|Jan|5\n|Feb|6\na total||11\n|Jan|7\n|Feb|8\nb total||15"
    assert fills(drawing) == (frozenset(), frozenset({0}))


def test_a_label_that_is_written_out_again_and_again_does_not_fill():
    drawing = "r|c|n\nAsia|a|5\nAsia|b|6\n|c|7\nAfrica|d|8\nAfrica|e|9"
    assert fills(drawing) == (frozenset(), frozenset())
