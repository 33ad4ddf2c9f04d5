"""Rows of column numbers, ages and academic years are told from rows of data."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings.numbering import (
    has_data_label,
    names_codes,
    names_years,
    only_counts,
    runs_on,
)


def judged(drawing, row):
    grid = grid_of(sheet_of(drawing))
    area = areas_of(grid)[0]
    return runs_on(grid, row, area), has_data_label(grid, row, area)


def test_column_numbers_go_up_by_one_under_all_columns():
    assert judged("x|men|women|all\n1|2|3|4\na|5|7|12\nb|6|8|14", 1) == (True, False)


def test_ages_between_headings_of_words_go_up_by_one():
    drawing = "Country|Under 17|17|18|19|20 and over|All\na|1|5|7|2|3|18\nb|1|6|8|2|3|20"
    assert judged(drawing, 0) == (True, False)


def test_grades_under_one_merged_heading_go_up_by_one():
    drawing = "No|Country|Grade|<|<|Total\n^|^|1|2|3|^\n1|a|5|7|9|21\n2|b|6|8|9|23"
    assert judged(drawing, 1) == (True, False)


def test_a_row_of_data_with_words_among_its_numbers_does_not():
    drawing = "x|n|m|k|how|why\nOsh|1|2|3|late|late\nb|6|8|9|late|late"
    assert judged(drawing, 1)[0] is False


def test_a_row_whose_numbers_jump_does_not():
    assert judged("x|n|m|k\na|1|2|4\nb|6|8|9", 1) == (False, False)


def test_academic_years_written_as_numbers_run_on():
    drawings = ("x|202021|202122\na|5|7\nb|6|8", "x|202122|202021\na|5|7\nb|6|8")
    grids = [grid_of(sheet_of(drawing)) for drawing in drawings]
    assert all(names_years(grid, 0, areas_of(grid)[0]) for grid in grids)


def test_counts_that_look_like_academic_years_do_not_run_on():
    grid = grid_of(sheet_of("x|n|m\na|202021|202324\nb|202122|8"))
    assert not any(names_years(grid, row, areas_of(grid)[0]) for row in (1, 2))


def test_column_letters_and_numbers_above_the_headings_are_all_that_they_hold():
    grid = grid_of(sheet_of("Form\nA|B|1|2\nx|code|n|m\na|7|5|7\nb|8|6|8"))
    assert [only_counts(grid, area) for area in areas_of(grid)] == [True, False]
    lone = grid_of(sheet_of("a|5|9\n\n\n\nx|n|m\na|5|7\nb|6|8"))
    assert not only_counts(lone, areas_of(lone)[0])


def test_a_row_of_codes_says_so_in_its_label():
    grid = grid_of(sheet_of("x|n|m\nCountry code|156|398\nCodex|5|7\na|6|8"))
    assert [names_codes(grid, row, areas_of(grid)[0]) for row in (1, 2)] == [True, False]
