"""Rows are data, sections, missing rows or repeated headers."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings import header_of
from exchange_stats.reading.proposal.label_columns import columns_of
from exchange_stats.reading.proposal.row_roles import rows_of
from exchange_stats.reading.workbook import Look


def rows(drawing, looks=None):
    grid = grid_of(sheet_of(drawing, looks))
    area = areas_of(grid)[0]
    header = header_of(grid, area)
    return rows_of(grid, area, header, columns_of(grid, area, header))


def test_rows_without_values_head_the_rows_below_when_they_open_the_table():
    found = rows("x|n|m\nMen\na|5|7\nb|6|8\nWomen\na|5|7\nb|6|8")
    assert found.sections == (1, 4)
    assert found.body == (2, 3, 5, 6)
    assert "held to head the rows below" in found.reasons[0]


def test_rows_without_values_that_follow_one_another_are_missing():
    found = rows("x|n|m\na\nb\nc|5|7\nd\ne|6|8")
    assert (found.sections, found.body) == ((), (1, 2, 3, 4, 5))


def test_headings_that_follow_one_another_part_rows_whose_labels_repeat():
    found = rows("x|n|m\nIndex\nby month\n2019|5|7\n2020|6|8\nby year\n2019|1|2\n2020|3|4")
    assert (found.sections, found.body) == ((1, 2, 5), (3, 4, 6, 7))


def test_a_bold_row_without_values_is_a_section_wherever_it_stands():
    drawing = "x|n|m\na|5|7\nb|6|8\nNorth\nc|5|7\nd|6|8"
    assert rows(drawing, {(3, 0): Look(bold=True)}).sections == (3,)
    assert rows(drawing).sections == ()


def test_of_which_is_neither_section_nor_data():
    found = rows("x|n|m\nAll|5|7\nof which:\nwomen|3|4\nmen|2|3")
    assert (found.sections, found.body) == ((), (1, 3, 4))


def test_a_row_that_is_set_in_is_part_of_the_row_above():
    found = rows("x|n|m\nAll|5|7\n__women|3|4\n____young|1|2\nOther|2|3")
    assert found.parents == {2: 1, 3: 2}


def test_a_header_printed_again_is_left_out():
    found = rows("x|n|m\na|5|7\nx|n|m\nb|6|8")
    assert 2 not in found.body


def test_a_text_centred_over_the_values_is_a_section():
    found = rows("x|n|m|k\n||Women|\na|5|7|9\n||Men|\nb|6|8|9")
    assert found.sections == (1, 3)
    assert found.body == (2, 4)


def test_a_section_ends_what_rows_are_part_of():
    drawing = "x|n|m\nAll|9|9\nBy kind\n__degree|5|7\n__other|4|2"
    looks = {(2, 0): Look(bold=True)}
    found = rows(drawing, looks)
    assert found.sections == (2,)
    assert found.parents == {}


def test_a_row_without_values_after_a_blank_row_is_a_section():
    assert rows("x|n|m\nAll|5|7\na|2|3\n\nWomen\na|1|2\nb|1|2").sections == (4,)


def test_a_heading_of_rows_that_are_set_in_ends_with_the_first_row_that_is_not():
    found = rows("x|n|m\nStudents:\n_all|5|7\n_women|3|4\nAdmitted|6|8\nTeachers|1|2")
    assert (found.sections, found.body) == ((), (2, 3, 4, 5))
    assert found.parents == {2: 1, 3: 1}


def test_a_heading_of_rows_that_are_all_set_in_is_a_section():
    found = rows("x|n|m\nMen:\n_a|5|7\n_b|3|4\nWomen:\n_a|6|8\n_b|1|2")
    assert (found.sections, found.parents) == ((1, 4), {})


def test_a_total_of_all_parts_is_in_none_of_them():
    found = rows("x|n|m\nMen\na|5|7\nb|6|8\nWomen\nc|5|7\nd|6|8\nTotal|22|30")
    assert found.sections == ()
    assert found.parents == {2: 1, 3: 1, 5: 4, 6: 4}


def test_a_total_of_each_part_is_in_it():
    found = rows("x|n|m\nMen\na|5|7\nb|6|8\nTotal|11|15\nWomen\nc|5|7\nd|6|8\nTotal|11|15")
    assert found.sections == (1, 5)


def test_headings_with_blank_rows_between_them_follow_one_another():
    drawing = "x|n|m\nA\n\n\nB\na|5|7\nb|6|8\n\nC\n\nD\na|5|7\nb|6|8"
    found = rows(drawing)
    assert (found.sections, found.body) == ((1, 4, 8, 10), (5, 6, 11, 12))


def test_words_among_the_values_of_a_table_without_a_header_repeat_none():
    found = rows("a|5|7.5\nb|6|few\nc|7|9.5")
    assert (found.body, found.repeated) == ((0, 1, 2), ())


def test_rows_with_all_labels_and_no_value_are_sections_where_they_open_the_table_and_are_few():
    first = "x|y|n\nNorth|region|\n"
    assert rows(first + "a|b|5\nc|d|6\ne|f|7").sections == (1,)
    assert rows(first + "a|b|5\nc|d|6").sections == ()
    assert rows("x|y|n\na|b|5\nc|d|6\nNorth|region|\ne|f|7").sections == ()


def test_a_note_among_the_rows_is_no_row():
    found = rows("x|n|m\na|5|7\nNote: with branches\nb|6|8\nc|7|9")
    assert (found.body, found.sections) == ((1, 3, 4), ())
    assert "row 3: a note among the rows, not read" in found.reasons


def test_a_row_with_all_its_labels_and_no_value_is_a_row():
    found = rows("x|y|z|n\na|b|c|5\na|b|d\na|e|c|6\na|e|d|7")
    assert (found.body, found.sections) == ((1, 2, 3, 4), ())
