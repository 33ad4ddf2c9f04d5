"""Numbers that name rows are labels, all others are values; no column of numbers is lost."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings import header_of
from exchange_stats.reading.proposal.label_columns import columns_of


def columns(drawing, **options):
    grid = grid_of(sheet_of(drawing))
    area = areas_of(grid)[0]
    return columns_of(grid, area, header_of(grid, area), **options)


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


def test_numbers_before_the_names_of_the_rows_are_codes_without_a_word():
    found = columns("district|name|n|m\n11203|a|5|7\n11206|b|6|8\n11212|c|6|9")
    assert (found.labels, found.values) == ((0, 1), (2, 3))
    assert found.reasons == ("column 1: it stands before the names of the rows",)


def test_serial_numbers_may_begin_anew():
    drawing = "|name|n\n1|a|5\n2|b|6\n3|c|7\n4|d|7\n|||\n1|e|8\n2|f|9"
    assert columns(drawing).labels == (1,)


def test_a_headed_column_of_few_numbers_among_words_is_not_lost():
    assert columns("x|n|m\na|5|7\nb|6|x(2)\nc|6|none yet\nd|7|9").values == (1, 2)
    assert columns("x|n|how\na|5|census\nb|6|sample\nc|6|survey").values == (1,)


def test_words_among_the_values_are_labels_where_the_rows_are_not_told_apart():
    drawing = "name|line|what|n\na|3|all|5\na|7|private|4\nb|3|all|6\nb|7|private|2"
    found = columns(drawing)
    assert (found.labels, found.texts) == ((0, 2), ())


def test_the_codes_of_a_list_of_names_are_its_values():
    drawing = "no|name|code|place\n1|a|4111010001|x\n2|b|4111010002|y\n3|c|4111010007|z"
    assert columns(drawing).values == ()
    found = columns(drawing, lists=True)
    assert (found.labels, found.values) == ((1, 3), (2,))
    assert found.reasons == ("no column but that of the codes has numbers: a list of names",)


def test_a_heading_that_begins_or_ends_with_code_makes_labels_before_the_first_values():
    drawing = "x|\u041a\u043e\u0434 \u043f\u043e \u041e\u041a\u0421\u041c|n\na|156|5\nb|398|6"
    assert columns(drawing).labels == (0, 1)
    assert columns("x|n|area code of\na|5|156\nb|6|398").values == (1, 2)


def test_a_year_in_a_heading_makes_no_labels_of_large_numbers():
    found = columns("x|academic year|n\na|12500.5|5\nb|13800.25|6")
    assert (found.labels, found.values) == ((0,), (1, 2))


def test_years_under_a_heading_that_ends_in_the_word_are_labels_behind_values_too():
    assert columns("x|n|Data year\na|5|2021\nb|6|2022").labels == (0, 2)
    assert columns("x|n|Data year\na|5|2021\nb|6|12500").labels == (0,)


def test_two_numbered_lines_before_a_table_are_none():
    found = columns("Notes\n1|Data are headcounts.\n2|Rounded to 5.")
    assert (found.labels, found.values) == ((), ())
