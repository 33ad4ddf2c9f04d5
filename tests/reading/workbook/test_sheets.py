"""Sheets give cells by place and print them as the workbook shows them."""

import datetime
from dataclasses import astuple
from pathlib import Path

import pytest

from exchange_stats.reading.workbook.sheets import (
    Look,
    Notice,
    Sheet,
    Workbook,
    cell_name,
    formatted,
    place_of,
    plain_text,
)


@pytest.mark.parametrize(
    ("value", "text"), [(2018.0, "2018"), (0.1 + 0.2, "0.3"), (True, "TRUE"), (None, "")]
)
def test_values_print_as_the_workbook_shows_them(value, text):
    assert plain_text(value) == text


def test_addresses_go_beyond_z():
    assert cell_name(0, 0) == "A1"
    assert cell_name(9, 26) == "AA10"


def test_addresses_and_places_are_inverse():
    assert place_of("AB12") == (11, 27)
    assert cell_name(*place_of("XFD1048576")) == "XFD1048576"


def test_a_superscript_is_printed_raised():
    sheet = Sheet("s", [["4 200"]], {(0, 0): Look(superscript="1")})
    assert sheet.printed(0, 0) == "4 200\u00b9"


def test_an_error_is_printed_as_the_workbook_shows_it():
    assert Sheet("s", [[None]], {(0, 0): Look(error="#N/A")}).printed(0, 0) == "#N/A"


def test_a_percent_format_is_printed_as_percent():
    sheet = Sheet("s", [[0.1534]], {(0, 0): Look(number_format="0.0%")})
    assert sheet.printed(0, 0) == "15.3%"
    assert sheet.value(0, 0) == 0.1534


@pytest.mark.parametrize("place", [(5, 5), (1, 0), (0, 1), (-1, 0), (0, -1)])
def test_outside_the_sheet_there_is_nothing(place):
    assert Sheet("s", [[1]]).value(*place) is None


def test_what_is_said_of_a_cell_by_no_look_is_printed_plainly():
    looks = {(0, 0): Look(bold=True), (0, 1): Look(number_format="0%")}
    sheet = Sheet("s", [[5.0, "x", 0.5]], looks)
    assert [sheet.printed(0, column) for column in range(3)] == ["5", "x", "0.5"]


def test_cells_inside_a_merged_range_lead_to_its_first():
    sheet = Sheet("s", [[1, 2, 3], [4, 5], [6, 7, 8]], {}, ((0, 0, 1, 1), (2, 1, 9, 9)))
    first, last = dict.fromkeys([(0, 0), (0, 1), (1, 0), (1, 1)], (0, 0)), (2, 1)
    assert sheet.merged == {**first, (2, 1): last, (2, 2): last}


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.128, "0%", "13%"),
        (0.125, "0.0%;-0.0%", "12.5%"),
        (0.125, '[Red]0.0%" "', "12.5%"),
        (0.125, "_-0.00%*x", "12.50%"),
        (5.0, '0" %"', "5 %"),
        (5.0, '0\\ "k"', "5 k"),
        (16_900_000.0, '0.0,,"M"', "16.9M"),
        (2_000.0, '0,"k"', "2k"),
        (2_000.0, "#,##0", "2000"),
    ],
)
def test_a_format_changes_the_size_of_a_number_and_adds_its_words(value, number_format, shown):
    assert formatted(value, number_format) == shown


def test_a_sheet_is_found_by_its_name():
    book = Workbook(Path("a.xlsx"), "xlsx", (Sheet("a", []), Sheet("b", [])))
    assert book.sheet("b") is book.sheets[1]
    assert book.sheet("c") is None


@pytest.mark.parametrize(("file", "where"), [("a.csv", '"a.csv": '), ("", "")])
def test_a_notice_is_told_on_one_line_with_its_file_where_there_is_one(file, where):
    notice = Notice("W_X", file, "", "", {"en": "found"}, {"en": "look"})
    assert notice.told("en") == f"W_X: {where}found; look"


@pytest.mark.parametrize(("rows", "cells"), [((0, 1, 2), [2, None, 6]), ((0, 2), [2, 6])])
def test_cells_of_a_column_come_by_rows_also_where_rows_are_short_or_left_out(rows, cells):
    assert list(Sheet("s", [[1, 2], [3], [5, 6]]).cells(rows, 1)) == cells


@pytest.mark.parametrize(("value", "text"), [(True, "TRUE"), (False, "FALSE"), (5, "5")])
def test_truth_values_print_as_a_workbook_shows_them(value, text):
    assert plain_text(value) == text


def test_a_moment_prints_its_time_and_a_day_does_not():
    assert plain_text(datetime.datetime(2024, 9, 1)) == "2024-09-01"
    assert plain_text(datetime.datetime(2024, 9, 1, 12, 30)) == "2024-09-01 12:30:00"


def test_a_cell_and_a_sheet_of_which_nothing_is_said_have_nothing_beside_them():
    assert not any(astuple(Look()))
    assert not any(astuple(Sheet("", [])))
