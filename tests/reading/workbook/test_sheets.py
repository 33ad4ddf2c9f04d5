"""Sheets give cells by place and print them as the workbook shows them."""

import datetime

import pytest

from exchange_stats.reading.workbook.sheets import Look, Sheet, cell_name, place_of, plain_text


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


def test_outside_the_sheet_there_is_nothing():
    assert Sheet("s", [[1]]).value(5, 5) is None


@pytest.mark.parametrize(("rows", "cells"), [((0, 1, 2), [2, None, 6]), ((0, 2), [2, 6])])
def test_cells_of_a_column_come_by_rows_also_where_rows_are_short_or_left_out(rows, cells):
    assert list(Sheet("s", [[1, 2], [3], [5, 6]]).cells(rows, 1)) == cells


@pytest.mark.parametrize(("value", "text"), [(True, "TRUE"), (False, "FALSE"), (5, "5")])
def test_truth_values_print_as_a_workbook_shows_them(value, text):
    assert plain_text(value) == text


def test_a_moment_prints_its_time_and_a_day_does_not():
    assert plain_text(datetime.datetime(2024, 9, 1)) == "2024-09-01"
    assert plain_text(datetime.datetime(2024, 9, 1, 12, 30)) == "2024-09-01 12:30:00"
