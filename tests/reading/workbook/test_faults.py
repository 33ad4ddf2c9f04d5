"""Cells that are not what they show are named with their place."""

from dataclasses import replace

import pytest

from builders import sheet_of
from exchange_stats.reading.workbook import Look, fault_reasons, faults_of
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
