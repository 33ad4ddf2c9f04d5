"""Cells that are not what they show are named with their place."""

from dataclasses import replace

import pytest

from builders import sheet_of
from exchange_stats.reading.workbook import Look, Sheet, fault_reasons, faults_of, no_table
from exchange_stats.reading.workbook.sheets import formatted


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.125, "0.0%", "12.5%"),
        (16900, "#,##0.0,", "16.9"),
        (16900, '0.0," тыс."', "16.9 тыс."),
        (16900000, "0.0,,", "16.9"),
        (16900, "_-* #,##0_-", "16900"),
        (16.9, '0.0" тыс."', "16.9 тыс."),
    ],
)
def test_a_number_is_shown_as_its_format_says(value, code, shown):
    assert formatted(value, code) == shown


def fault(value, code):
    sheet = sheet_of(f"x|n\na|{value}", {(1, 1): Look(number_format=code)})
    return faults_of(sheet, [1], [1])[0, 0]


def test_a_format_that_shows_thousands_is_doubtful_without_its_word():
    assert fault(16900, "0.0,").status == "U"
    assert fault(16900, '0.0," тыс."').status == ""
    assert fault(16.9, '0.0" тыс."').status == "U"


def test_a_rounded_print_is_no_fault():
    assert fault(16.94, "_-0.0_-").status == ""


def test_a_value_under_a_merge_is_told_at_the_first_cell():
    sheet = replace(sheet_of("x|n|m\na|5|7"), merges=((1, 1, 1, 2),))
    assert faults_of(sheet, [1], [1, 2])[0, 0].note == (
        "one value for the merged cells B2:C2; hidden under them: C2 = 7"
    )


def test_reasons_name_the_cell_and_stop_at_a_number():
    looks = {(row, 1): Look(error="#N/A") for row in range(1, 12)}
    sheet = sheet_of("x|n\n" + "\n".join(f"a{row}|5" for row in range(11)), looks)
    reasons = list(fault_reasons(sheet, range(1, 12), [1]))
    assert reasons[0] == "B2: the error #N/A stands in the cell"
    assert reasons[-1] == "3 more cells are not what they show; see their notes"


def test_a_plain_sheet_has_no_faults():
    assert faults_of(sheet_of("x|n\na|5"), [1], [1]) == {}


def test_only_cells_of_the_body_have_faults_of_the_body():
    looks = {(1, 1): Look(error="#N/A"), (0, 1): Look(error="#N/A"), (1, 0): Look(error="#REF!")}
    sheet = replace(sheet_of("5|n\na|5\nb|6", looks), merges=((0, 0, 0, 1), (1, 1, 2, 1)))
    found = faults_of(sheet, [1, 2], [1])
    assert set(found) == {(0, 0)}
    assert found[0, 0].note == (
        "one value for the merged cells B2:B3; hidden under them: B3 = 6; "
        "the error #N/A stands in the cell"
    )


def test_a_print_that_is_no_number_says_no_other_number():
    assert fault(16900, '"n/a"').status == ""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["a", None], ["b"]], "only words without numbers"),
        ([[5, None], [2.5]], "only numbers without words beside them"),
        ([[None], []], "only cells without content"),
    ],
)
def test_what_stands_where_no_table_is_is_told(rows, said):
    told = no_table("a.xlsx", [Sheet("s", rows, {})])
    assert (told.code, told.file) == ("W_NO_TABLE", "a.xlsx")
    assert said in told.told("en")
