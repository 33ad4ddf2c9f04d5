"""A series has one definition and one value a year; what is missing stays out."""

import pytest

from builders import reconciled
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.series import select_series

TOTAL = {"origin": "KGZ", "programme": "all", "institution": "_T"}


def select(*rows, **codes):
    return select_series(reconciled(*rows), "students", {**TOTAL, **codes})


def test_a_series_is_in_order_of_its_years():
    series = select({}, {"period": "2010", "value": "1441"}, {"period": "2017", "value": "4154"})
    assert {year: point.value for year, point in series.items()} == {
        2010: 1441.0,
        2017: 4154.0,
        2018: 4614.0,
    }
    assert list(series) == [2010, 2017, 2018]


def test_only_rows_of_all_the_codes_belong_to_it():
    series = select({}, {"programme": "degree"}, {"origin": "KAZ"}, {"institution": "uni-a"})
    assert [point.rows[0]["programme"] for point in series.values()] == ["all"]
    assert len(series) == 1


def test_a_missing_value_is_left_out_and_never_filled():
    assert list(select({}, {"period": "2017", "status": "O"})) == [2018]


def test_a_point_keeps_its_bounds_its_period_and_its_facts():
    row = {"period": "2025", "value": "4200", "lo": "4201", "hi": "4299", "fact_id": "rec-1"}
    point = select(row)[2025]
    assert (point.bounds, point.period) == (Interval(4201, 4299), "2025")
    assert [found["fact_id"] for found in point.rows] == ["rec-1"]


def test_an_empty_upper_bound_is_open():
    point = select({"value": "7", "lo": "8", "hi": ""})[2018]
    assert point.bounds == Interval(8, float("inf"))


def test_an_academic_year_stands_at_the_year_in_which_it_ends():
    ends = {"period_kind": "academic", "period_start": "2024", "period_end": "2025"}
    series = select({"period": "2024/25", **ends})
    assert [(year, point.period) for year, point in series.items()] == [(2025, "2024/25")]


PARTS = [
    {"institution": "uni-a", "value": "10", "lo": "10", "hi": "12"},
    {"institution": "uni-b", "value": "20", "lo": "19", "hi": "20"},
    {"institution": "_T", "value": "31"},
]


def test_a_sum_adds_the_parts_with_their_bounds_and_never_the_total():
    codes = {"origin": "KGZ", "sum_over": ["institution"]}
    point = select_series(reconciled(*PARTS), "returns", codes)[2018]
    assert (point.value, point.bounds) == (30.0, Interval(29, 32))
    assert [row["institution"] for row in point.rows] == ["uni-a", "uni-b"]


def test_two_values_for_one_year_are_refused():
    with pytest.raises(FactError, match=r"\[series.students\]: two values for \[2018\]"):
        select({}, {"basis": "at_date"})


def test_a_sum_over_rows_that_differ_in_something_else_is_refused():
    codes = {"origin": "KGZ", "sum_over": ["institution"]}
    rows = reconciled(*PARTS, {**PARTS[0], "sex": "F", "value": "5"})
    with pytest.raises(FactError, match="two values for"):
        select_series(rows, "returns", codes)


def test_an_unknown_column_is_refused():
    with pytest.raises(FactError, match="no column 'programm'"):
        select({}, programm="all")


def test_no_row_is_an_empty_series():
    assert select({}, origin="KAZ") == {}
