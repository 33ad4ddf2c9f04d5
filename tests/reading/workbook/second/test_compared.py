"""Two readings of one sheet are the same where only their forms differ."""

import datetime

import pytest

from exchange_stats.reading.workbook.second.compared import differences, filled_in
from exchange_stats.reading.workbook.sheets import Look, Sheet


def test_blanks_forms_of_dates_and_error_cells_are_no_differences():
    first = Sheet("s", [["a ", 1.0, datetime.date(2020, 1, 1), None, "x"]])
    second = Sheet("s", [["a", 1, 43831.0, "", None]], {(0, 4): Look(error="#N/A")})
    assert differences(first, second) == []


def test_another_number_and_a_missing_cell_are_differences():
    first, second = Sheet("s", [["a", 1.0], [2.0]]), Sheet("s", [["a", 1.5], [2.0, "b"]])
    assert differences(first, second) == [(0, 1), (1, 1)]


def test_cells_with_a_value_are_counted():
    assert filled_in(Sheet("s", [["a", None], [], [0.0]])) == 2


def test_rows_that_are_alike_are_passed_over():
    first, second = (Sheet("s", [["a", 1.0], ["b", n]], {}) for n in (2.0, 3.0))
    assert differences(first, second) == [(1, 1)]
    assert differences(Sheet("s", [["a "]], {}), Sheet("s", [["a", None]], {})) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("a", 1.0), (1.0, "1"), (None, "x"), (None, 0.0)),
        *((datetime.date(2020, 1, 1), "2020-01-01"), (datetime.date(2020, 1, 1), None)),
    ],
)
def test_a_text_a_number_a_day_and_a_blank_are_never_the_same(one, other):
    assert differences(Sheet("s", [[one]]), Sheet("s", [[other]])) == [(0, 0)]
    assert differences(Sheet("s", [[other]]), Sheet("s", [[one]])) == [(0, 0)]


@pytest.mark.parametrize(
    ("one", "other"),
    [(0.3, 0.1 + 0.2), (None, "  "), ("a_x000D_\nb", "a b"), (datetime.time(12), 0.5)],
)
def test_the_last_digit_of_a_number_and_blanks_of_a_text_do_not_count(one, other):
    assert differences(Sheet("s", [[one]]), Sheet("s", [[other]])) == []
