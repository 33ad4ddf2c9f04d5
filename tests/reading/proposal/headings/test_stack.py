"""Header rows are found from the body upwards; titles, units and numbering are not among them."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings import header_of


def header(drawing):
    grid = grid_of(sheet_of(drawing))
    return header_of(grid, areas_of(grid)[0])


def test_titles_and_units_stand_above_the_header():
    found = header("Students by year|<|<\n||(thousand persons)\nx|2018|2019\na|5|7\nb|6|8")
    assert found.rows == (2,)
    assert found.title == "Students by year"
    assert found.unit == "(thousand persons)"


def test_a_title_repeated_in_every_cell_is_a_title():
    assert header("All|All|All\nx|n|m\na|5|7\nb|6|8").rows == (1,)


def test_a_blank_row_after_the_header_does_not_hide_it():
    found = header("x|n|m\n\na|5|7\nb|6|8")
    assert (found.rows, found.body) == ((0,), 2)


def test_rows_with_a_label_alone_below_the_header_belong_to_the_body():
    found = header("x|n|m\nCities\na|5|7\nb|6|8")
    assert (found.rows, found.body) == ((0,), 1)


def test_column_numbers_are_no_header_and_no_data():
    found = header("x|men|women|all\nA|1|2|3\na|5|7|12\nb|6|8|14")
    assert (found.rows, found.numbering, found.body) == ((0,), (1,), 2)


def test_numbers_that_alone_tell_the_columns_apart_are_the_header():
    found = header("x|17|18|19\na|5|7|12\nb|6|8|14")
    assert (found.rows, found.numbering) == ((0,), ())


def test_a_data_row_whose_numbers_run_on_stays_data():
    assert header("x|men|women|all\nOsh|1|2|3\nNaryn|6|8|14").body == 1


def test_a_table_without_a_header_has_none():
    assert header("a|5|7.5\nb|6|8.5").rows == ()


def test_a_unit_at_the_right_of_a_line_with_the_year_is_no_header():
    found = header("2014年|||单位：人、%\nx|n|m|k\na|5|7|9\nb|6|8|10")
    assert found.rows == (1,)


def test_the_number_of_a_table_is_no_header():
    assert header("5.1.4|Students||\n|2018|2019|2020\na|5|7|9\nb|6|8|10").rows == (1,)


def test_a_blank_row_between_levels_is_passed_when_the_columns_need_telling_apart():
    drawing = "|2018||2019|\n\nx|men|women|men|women\na|5|7|9|11\nb|6|8|10|12"
    assert header(drawing).rows == (0, 2)


def test_letters_over_the_labels_number_two_columns_too():
    assert header("x|y|men|women\nA|B|1|2\nOsh|c|5|7\nb|d|6|8").numbering == (1,)


def test_numbers_in_brackets_below_a_section_line_number_the_columns():
    drawing = "x|men|women|all\nCountries|||\n|(1)|(2)|(3)\na|5|7|12\nb|6|8|14"
    found = header(drawing)
    assert (found.rows, found.numbering, found.body) == ((0,), (2,), 3)


def test_years_over_a_line_of_the_stub_are_headings_not_column_numbers():
    found = header("TIME|2018|2019|2020\nGEO|||\na|5|7|12\nb|6|8|14")
    assert (found.rows, found.numbering, found.body) == ((0, 1), (), 2)


def test_a_lone_word_under_headings_with_a_label_heads_the_rows_below():
    found = header("Indicator|2018|2019|2020\nRegions|||\na|5|7|12\nb|6|8|14")
    assert (found.rows, found.body) == ((0,), 1)


def test_a_number_behind_a_word_under_the_word_for_the_labels_is_data():
    drawing = "Country|Number|Source\nChina|over 4,200|Ministry\nGermany|1129|DAAD\nUSA|273|IIE"
    found = header(drawing)
    assert (found.rows, found.body) == ((0,), 1)


def test_a_header_in_a_second_language_is_one():
    drawing = "Страна|Всего|Женщины\nMamlekettin aty|Baary|2-3 kurs\na|5|7\nb|6|8"
    assert header(drawing).rows == (0, 1)


def test_years_written_as_decimals_are_headings():
    assert header("x|2001|'2002.0|'2003.0\nn|354|379|462\nk|5|6|7").rows == (0,)


def test_a_lone_text_heads_a_single_column_of_numbers():
    assert header("n\n5\n6").rows == (0,)


def test_column_numbers_above_a_blank_row_are_no_header():
    found = header("x|men|women|all\n|(1)|(2)|(3)\n\na|5|7|12\nb|6|8|14")
    assert (found.rows, found.numbering, found.body) == ((0,), (1,), 2)


def test_a_line_over_the_labels_alone_is_no_header():
    found = header("Persons|\n|\na|5\nb|6")
    assert (found.rows, found.body, found.unit) == ((), 2, "Persons")


def test_a_heading_that_reaches_down_keeps_its_last_row_in_the_header():
    found = header("x|All|n\n|^|\na|5|6\nb|6|7")
    assert (found.rows, found.body) == ((0, 1), 2)


def test_academic_years_written_as_numbers_are_the_header():
    found = header("Students by year\nx|202021|202122\na|5|7\nb|6|8")
    assert (found.rows, found.body) == ((1,), 2)


def test_a_heading_beside_the_number_of_its_row_is_no_header():
    found = header("No|x|n|m\nI|Teaching\n1.1|a|5|7\n1.2|b|6|8\nII|Research\n2.1|c|5|7")
    assert (found.rows, found.body) == ((0,), 1)


def test_codes_of_the_headings_are_a_header_row():
    found = header("x|n|m\nCode|156|398\n2022|5|7\n2023|6|8")
    assert (found.rows, found.body) == ((0, 1), 2)


def test_a_blank_row_does_not_part_headings_from_those_of_the_labels():
    found = header("Students\nx|number||share\n\n|2021|2022|2022\na|5|7|9\nb|6|8|10")
    assert found.rows == (1, 3)
    assert header("Students||all\n\nx|2021|2022\na|5|7\nb|6|8").rows == (2,)
