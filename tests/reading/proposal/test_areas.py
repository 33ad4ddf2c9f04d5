"""Tables are told apart, downwards and side by side."""

import numpy as np

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of, is_header_row, is_run_of_years
from exchange_stats.reading.proposal.grid import grid_of


def areas(drawing):
    found = areas_of(grid_of(sheet_of(drawing)))
    return [(area.first, area.last, area.columns, area.numeric) for area in found]


def test_a_sheet_of_words_has_no_area():
    assert areas("only|words\nand|more") == []
    assert areas("2010") == []
    assert areas("a|2010") == []


def test_a_lone_number_in_a_title_begins_no_table():
    assert areas("1|Visits\n|\nx|n\na|5\nb|6") == [(3, 4, (0, 1), (1,))]


def test_a_second_header_begins_a_second_table():
    drawing = "x|2018|2019\na|5|7\nb|6|8\nx|2018|2019\nc|5|7\nd|6|8"
    assert [area[:2] for area in areas(drawing)] == [(1, 2), (4, 5)]


def test_a_year_among_the_values_begins_none():
    assert [area[:2] for area in areas("x|n\na|5\nb|2013\nc|7")] == [(1, 3)]


def test_a_blank_row_inside_a_table_does_not_end_it():
    assert [area[:2] for area in areas("x|n|m\na|5|7\n\nb|6|8")] == [(1, 3)]


def test_an_empty_column_between_groups_of_one_table_does_not_split_it():
    assert [area[2] for area in areas("x|n||m\na|1||2\nb|5||6")] == [(0, 3)]


def test_years_run_on_and_counts_do_not():
    grid = grid_of(sheet_of("2018|2019|2020\n1990|2005|2060\n2018|2019|2018"))
    columns = np.arange(3)
    assert is_run_of_years(grid, 0, columns)
    assert not is_run_of_years(grid, 1, columns)


def test_years_may_begin_anew_in_the_next_group():
    grid = grid_of(sheet_of("2018|2019|2018|2019"))
    assert is_run_of_years(grid, 0, np.arange(4))


def test_a_row_of_one_repeated_text_is_no_header():
    grid = grid_of(sheet_of("a|unknown|unknown\nb|n|m"))
    assert not is_header_row(grid, 0, np.array([1, 2]))
    assert is_header_row(grid, 1, np.array([1, 2]))


def test_a_panel_begins_where_all_headings_stand_again():
    drawing = "no|name|n|no|name|n\n1|a|50|6|f|15\n2|b|28|7|g|14\n3|c|23|8|h|11"
    assert [area[2] for area in areas(drawing)] == [(0, 2), (3, 5)]


def test_years_that_stand_again_over_values_begin_no_panel():
    drawing = "x|2018|2019|2018|2019\na|5|7|9|11\nb|6|8|10|12"
    assert [area[2] for area in areas(drawing)] == [(0, 4)]


def test_many_blank_rows_end_a_table_and_few_do_only_with_other_columns():
    drawing = "x|n|m\na|5|7\nb|6|8\n{}c|5|7\nd|6|8"
    assert len(areas(drawing.format("\n" * 9))) == 1
    assert len(areas(drawing.format("\n" * 10))) == 2


def test_the_same_years_back_to_front_run_on_and_words_do_not():
    grid = grid_of(sheet_of("2020|2019|2018\n2018|1800|2019\n2018|a|b"))
    assert is_run_of_years(grid, 0, np.arange(3))
    assert not is_run_of_years(grid, 1, np.arange(3))
    assert not is_run_of_years(grid, 2, np.arange(3))


def test_a_column_with_more_words_than_numbers_is_no_table():
    assert areas("x|n\na|1\nb|2\n|q\n|r\n|s\n|t\nc|3\n") == []
    assert areas("x|n\na|1\nb|2\n|q\nc|3") == [(1, 4, (0, 1), (1,))]


def test_a_number_in_words_within_a_column_begins_no_table():
    drawing = "Year|n|remark\n2015|5|\n2016|more than 4,000|late\n2017|7|"
    assert areas(drawing) == [(1, 3, (0, 2), (0, 1))]


def test_a_row_of_numbers_in_words_ends_a_table_with_them():
    drawing = "x|low|high|now\na|5|7|9\nb|6|8|9\nc|at least 5|up to 7|-"
    assert areas(drawing) == [(1, 3, (0, 3), (1, 2, 3))]


def test_spans_beside_numbers_are_values():
    assert areas("x|plan|n\na|10-15|5\nb|20-25|6\nc|30|7\nd|5|8")[0][3] == (1, 2)


def test_a_heading_of_labels_directly_under_data_begins_a_table():
    drawing = "Country|2022|2023\na|5|7\nb|6|8\nInstitution|n\nc|5\nd|6"
    assert [area[:2] for area in areas(drawing)] == [(1, 2), (4, 5)]


def test_academic_years_far_apart_are_a_header():
    assert areas("x|1999/00|2010/11|2022/23\na|5|7|8\nb|6|8|9")[0][:2] == (1, 2)


def test_the_only_number_of_a_sheet_is_a_table_under_a_heading():
    assert areas("Indicator|2023\nStudents|455") == [(1, 1, (0, 1), (1,))]
    assert areas("Students|\nIn all|455") == []


def test_a_lone_year_on_top_of_a_column_is_its_heading():
    assert areas("Indicator|2023\nStudents|455\nTeachers|50")[0][:2] == (1, 2)
    assert areas("x|n\na|2013\nb|455\nc|50")[0][:2] == (1, 3)


def test_a_last_row_of_words_under_years_goes_on_with_them():
    assert areas("Year|n\n2015|321\n2016|324\n2017|secret")[0][:2] == (1, 3)
    assert areas("x|n\na|321\nb|324\nc|secret")[0][:2] == (1, 2)
