"""Cells that are not what they show are named with their place."""

import datetime
from dataclasses import replace

import pytest

from builders import sheet_of
from exchange_stats.reading.workbook import (
    Look,
    Sheet,
    fault_reasons,
    faults_of,
    no_table,
    numbers_left,
)
from exchange_stats.reading.workbook.faults import Fault, is_split_year, put_years, warnings_of
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
    assert looked(16900, number_format='0" in all"') == ("", "16900 in all", "")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["a", None], ["b"]], "only words without numbers"),
        ([[5, None], [2.5]], "only numbers that stand alone"),
        ([[None], []], "only cells without content"),
    ],
)
def test_what_stands_where_no_table_is_is_told(rows, said):
    told = no_table("a.xlsx", [Sheet("s", rows, {})])
    assert (told.code, told.file) == ("W_NO_TABLE", "a.xlsx")
    assert said in told.told("en")


def looked(value, **look):
    """Return the status, the print and the note of a cell with a look."""
    sheet = sheet_of(f"x|n\na|{value}", {(1, 1): Look(**look)})
    found = faults_of(sheet, [1], [1])
    return (found[0, 0].status, found[0, 0].printed, found[0, 0].note) if found else None


@pytest.mark.parametrize(
    ("value", "look", "told"),
    [
        ("x", {"error": "#N/A"}, ("O", "#N/A", "the error #N/A stands in the cell")),
        (
            "",
            {"formula_without_value": True},
            (
                "O",
                "",
                "a formula without a saved value: open the workbook in Excel and save it",
            ),
        ),
        (0.125, {"number_format": "0.0%"}, ("", "12.5%", "stored as 0.125, shown as 12.5%")),
        (
            16900,
            {"number_format": "0.0,"},
            (
                "U",
                "16.9",
                "stored as 16900, shown as '16.9': which of the two has the unit of the table?",
            ),
        ),
        (
            4,
            {"number_format": "0.0,"},
            (
                "U",
                "0.0",
                "stored as 4, shown as '0.0': which of the two has the unit of the table?",
            ),
        ),
        (5, {"superscript": "1)"}, ("", "5¹⁾", "")),
        ("Osh", {"superscript": "1)"}, ("", "Osh¹⁾", "")),
        ("Osh", {"number_format": "0.0%"}, None),
        (5, {"bold": True}, None),
        (5, {"error": "#N/A", "under_merge": True}, None),
    ],
)
def test_what_is_said_of_a_cell_and_how_it_is_printed(value, look, told):
    assert looked(value, **look) == told


def test_merges_of_words_say_nothing_and_the_next_one_is_told():
    sheet = replace(sheet_of("x|n|m\na|b|c\nd|5|7"), merges=((1, 0, 1, 1), (2, 2, 2, 3)))
    assert {at: one.note for at, one in faults_of(sheet, [1, 2], [0, 1, 2]).items()} == {
        (1, 2): "one value for the merged cells C3:D3"
    }


def test_eight_cells_are_named_without_more_and_hidden_places_are_told():
    looks = {(row, 1): Look(error="#N/A") for row in range(1, 9)}
    drawn = sheet_of("x|n\n" + "\n".join(f"a{row}|5" for row in range(11)), looks)
    assert len(list(fault_reasons(drawn, range(1, 12), [1]))) == 8
    hidden = replace(drawn, looks={}, hidden=True, hidden_columns=frozenset({1, 3}))
    rows = frozenset(range(1, 9))
    assert list(fault_reasons(replace(hidden, hidden_rows=rows), range(1, 12), [1])) == [
        "rows 2, 3, 4, 5, 6, 7, 8, 9: hidden in the workbook, and read",
        "column B: hidden in the workbook, and read",
        "sheet 's': hidden in the workbook, and read",
    ]
    more = list(fault_reasons(replace(hidden, hidden_rows=rows | {9}), range(1, 12), [1]))
    assert more[0] == "rows 2, 3, 4, 5, 6, 7, 8, 9 ...: hidden in the workbook, and read"


def test_hidden_columns_are_told_where_they_hold_a_cell():
    hidden = frozenset(range(1, 16_384))
    looks = {(0, 4): Look(error="#N/A"), (0, 5): Look(formula_without_value=True)}
    looks[0, 6] = Look(bold=True)
    sheet = Sheet("s", [["x", None, 5.0, None, None, None, None]], looks, hidden_columns=hidden)
    (told,) = (one for one in warnings_of([sheet]) if one.code == "W_HIDDEN")
    assert (told.cell, told.said["en"]) == ("C1", "hidden but read: 0 rows, 3 columns, 0 sheets")
    empty = replace(sheet, values=[["x", None]], looks={})
    assert list(warnings_of([empty])) == []


def test_the_first_cell_of_each_kind_is_named_in_a_whole_workbook():
    looks = {(2, 1): Look(error="#N/A"), (1, 1): Look(error="#REF!")}
    bare = {(0, 0): Look(formula_without_value=True)}
    sheets = [Sheet("a", [["x"]], {}), Sheet("b", [], looks, hidden=True), Sheet("c", [], bare)]
    found = {one.code: (one.sheet, one.cell, one.said["en"]) for one in warnings_of(sheets)}
    assert found == {
        "W_ERROR_CELL": ("b", "B2", "2 error cells, first b!B2"),
        "W_NO_CACHED_VALUE": ("c", "A1", "1 formulas without a saved value, first c!A1"),
        "W_HIDDEN": ("b", "A1", "hidden but read: 0 rows, 0 columns, 1 sheets"),
    }
    assert list(warnings_of(sheets[:1])) == []


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (datetime.date(2020, 9, 1), "yyyy", 2020.0),
        (datetime.date(2020, 9, 1), "mmm yyyy", datetime.date(2020, 9, 1)),
        (202122.0, '0000"/"00', "2021/22"),
        (202122.0, r"0000\-00", "2021-22"),
        (202123.0, '0000"/"00', 202123.0),
        (202122.0, "#,##0", 202122.0),
        ("soon", "yyyy", "soon"),
    ],
)
def test_a_year_stands_as_the_workbook_shows_it(value, number_format, shown):
    sheet = Sheet("s", [[value]], {(0, 0): Look(number_format=number_format)})
    put_years([sheet])
    assert sheet.values == [[shown]]


def test_only_years_that_follow_one_another_are_a_split_year():
    numbers = (202122, 199900.0, 202123, 202122.5, 2122, "202122")
    assert [is_split_year(number) for number in numbers] == [True, True, *[False] * 4]


def test_numbers_in_no_table_are_counted_and_the_first_is_named():
    told = [*numbers_left("a.xlsx", ["s!C8", "s!C9"])]
    assert [(one.code, one.sheet, one.cell) for one in told] == [("W_NUMBERS_LEFT", "s", "C8")]
    assert told[0].told("en") == (
        'W_NUMBERS_LEFT: "a.xlsx": 2 numbers in no table, not read, first s!C8; '
        "look at them with `exchange-stats inspect`"
    )
    assert not [*numbers_left("a.xlsx", [])]


def test_only_cells_of_the_body_have_faults():
    looks = {(0, 1): Look(error="#N/A"), (1, 0): Look(error="#N/A"), (1, 1): Look(error="#REF!")}
    sheet = Sheet("s", [["x", "n"], ["a", None]], looks)
    assert [*faults_of(sheet, [1], [1])] == [(0, 0)]


def test_what_lies_beside_a_merged_range_is_not_under_it():
    sheet = Sheet("s", [[1.0, 2.0, 9.0], [3.0, 4.0, 9.0], [9.0, 9.0, 9.0]], {}, ((0, 0, 1, 1),))
    (fault,) = faults_of(sheet, [0, 1, 2], [0, 1, 2]).values()
    told = "one value for the merged cells A1:B2; hidden under them: B1 = 2, A2 = 3, B2 = 4"
    assert fault.note == told


@pytest.mark.parametrize(
    ("hidden", "cell"),
    [
        ({"hidden_rows": frozenset({3, 5})}, "A4"),
        ({"hidden_columns": frozenset({2, 4})}, "C1"),
        ({"hidden": True, "hidden_rows": frozenset({3})}, "A1"),
    ],
)
def test_the_first_cell_of_what_is_hidden_is_named(hidden, cell):
    notes = list(warnings_of([Sheet("a", [[1.0]]), Sheet("s", [[1.0] * 5], **hidden)]))
    assert [(note.code, note.sheet, note.cell) for note in notes] == [("W_HIDDEN", "s", cell)]


def test_of_a_cell_without_a_fault_nothing_is_told():
    assert not any((Fault().status, Fault().printed, Fault().note))
