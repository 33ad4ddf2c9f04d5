"""What a sheet shows of a table: headings, labels, units, the rows up to a blank one."""

import pytest

from builders import sheet_of
from drifted import TABLE
from exchange_stats.reading.drift import shown
from exchange_stats.reading.drift.shown import blank_rows, headings_at, show, unit_phrases

SHEET = sheet_of(
    """
Students by country
||||persons
Country|Year|All|of which|<
||^|degree|language
Osh|2017|1|2|3
|2018|4|5|6

Notes
"""
)


def test_headings_go_through_merges_and_end_with_the_last():
    assert headings_at(SHEET, (2, 3)) == [
        *("Country", "Year", "All", "of which / degree", "of which / language")
    ]


def test_labels_fill_down_and_the_body_ends_before_a_blank_row():
    found = show(SHEET, TABLE, 0)
    assert found.rows == range(4, 6)
    assert found.lines == [("Osh", "2017"), ("Osh", "2018")]
    assert show(SHEET, TABLE, 1).rows == range(4, 8)


def test_blank_rows_within_the_body_are_counted():
    assert blank_rows(SHEET, {**TABLE, "body": "5:8"}) == 1
    assert blank_rows(SHEET, {**TABLE, "body": "5:"}) == 0


def test_the_lines_above_are_those_of_the_table():
    assert show(SHEET, TABLE, 0).texts_above(1) == {(1, 4): "persons"}


@pytest.mark.parametrize(
    ("value", "is_one"), [(3, True), ("3 1)", True), ("-", False), (None, False), (True, False)]
)
def test_a_number_may_be_a_text(value, is_one):
    assert shown.is_number(value) is is_one


def test_a_unit_may_stand_within_a_text():
    assert unit_phrases("Students, thousand persons") >= {"persons", "thousand"}
    assert unit_phrases("Country") == set()


def test_rows_below_the_last_one_are_blank():
    assert blank_rows(SHEET, {**TABLE, "body": "5:9"}) == 2
