"""A proposal says where the parts lie, why, what speaks against it, and what else it could be."""

import pytest

from builders import sheet_of
from exchange_stats.reading.proposal.amounts import Decimals
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.workbook import Sheet


def proposal(drawing):
    return propose_layouts(sheet_of(drawing))[0]


def test_an_empty_sheet_has_no_proposal():
    assert propose_layouts(sheet_of("")) == []


def test_the_parts_have_their_places():
    found = proposal("Students\n(persons)\nx|n|m\nTotal|40|60\na|10|20\nb|30|40\nSource: us")
    layout = found.layout
    assert (layout.header_rows, layout.label_columns, layout.value_columns) == ((2,), (0,), (1, 2))
    assert (layout.body_rows, layout.total_rows) == ((3, 4, 5), {3})
    assert layout.note_rows == (6,)
    assert (found.title, found.unit) == ("Students", "(persons)")


def test_every_table_has_its_number():
    drawing = "x|2018|2019\na|5|7\nb|6|8\nx|2018|2019\nc|5|7\nd|6|8"
    names = [found.layout.table for found in propose_layouts(sheet_of(drawing))]
    assert names == ["table 1", "table 2"]


def test_what_speaks_for_it_is_said():
    found = proposal("x|n|m\nTotal|40|60\na|10|20\nb|30|40")
    assert "row 2: equals the sum of 2 rows" in found.reasons_for


def test_what_speaks_against_it_is_said():
    found = proposal("x|n|how|m||\na|5|census|7||0\nb|soon|sample|8||0\nc|6|sample|9||1")
    against = "\n".join(found.reasons_against)
    assert "column C: texts among the value columns, not read" in against
    assert "column F: numbers without a heading, not read" in against
    assert "B3: a text where a number is expected" in against


def test_number_texts_with_two_readings_are_told():
    found = proposal("x|n\na|'2.300\nb|'4.500")
    assert any("two readings" in reason for reason in found.reasons_against)


@pytest.mark.parametrize(
    ("printed", "mark"),
    [
        (("'1020", "'3,011", "'2,110", "'6,141"), "."),
        (("'1020", "'3,011", "'2,110", "'1025,121"), ","),
    ],
)
def test_a_sum_decides_what_the_texts_leave_open(printed, mark):
    lines = [f"{name}|{text}" for name, text in zip("abcd", printed, strict=True)]
    assert proposal("\n".join(["x|n", *lines])).decimals == Decimals(mark, certain=True)


def test_a_sum_that_holds_under_both_marks_decides_nothing():
    found = proposal("x|n\na|'3,011\nb|'2,110\nc|'5,121")
    assert not found.decimals.certain


def test_a_table_without_headings_is_doubted():
    assert "no header row found" in proposal("a|5|7.5\nb|6|8.5").reasons_against[0]


def test_the_next_likely_reading_is_named():
    assert proposal("x|n|m\na|5|7\nb|6|8").runner_up == "header in row 1 held to be data"


def test_a_list_of_codes_is_no_table_of_values_unless_lists_are_asked_for():
    listed = sheet_of("Name|Code\na|31\nb|51")
    assert propose_layouts(listed) == []
    (found,) = propose_layouts(listed, lists=True)
    assert (found.layout.label_columns, found.layout.value_columns) == ((0,), (1,))


def test_a_sheet_without_a_column_has_no_proposal():
    assert propose_layouts(Sheet("s", [[], []], {})) == []


def test_a_text_where_a_number_is_expected_is_told_with_its_cell():
    found = proposal("x|n|m\na|5|7\nb|soon|8\nc|6|9")
    assert "B3: a text where a number is expected" in found.reasons_against


def test_sums_are_looked_for_in_tables_of_a_size_that_a_person_reads():
    rows = [["x", "n"], *([f"r{number}", 1] for number in range(4999)), ["u", 4999]]
    (found,) = propose_layouts(Sheet("s", [list(row) for row in rows], {}))
    assert found.layout.total_rows == {5000}
    (longer,) = propose_layouts(Sheet("s", [*rows[:-1], ["v", 1], ["u", 5000]], {}))
    assert longer.layout.total_rows == set()


def test_a_heading_without_a_value_below_it_is_told():
    assert "column C: a heading and no values" in proposal("x|n|m\na|5|\nb|6|").reasons_against


def test_column_letters_above_the_headings_are_no_table():
    drawing = "Form\nA|B|1|2\nx|code|n|m\na|7|5|7\nb|8|6|8"
    assert [found.layout.table for found in propose_layouts(sheet_of(drawing))] == ["table 1"]
