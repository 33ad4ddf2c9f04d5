"""Rolling origin and scores: worked numbers, what is seen and what is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import reconciled
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.stages import INDICATORS
from exchange_stats.measures import backtest, compute
from exchange_stats.measures.backtest import Forecast
from exchange_stats.measures.projection.answer import Fan, Method
from exchange_stats.measures.projection.questions import load_projection, method_of
from exchange_stats.measures.projection.walk import fit_walk

COUNTS = dict(
    zip(range(2010, 2019), (1441, 1901, 2513, 3115, 3163, 3232, 3247, 4154, 4614), strict=True)
)


@pytest.fixture(scope="module")
def method() -> Method:
    return method_of(load_projection())


def forecast(actual: float, said: float, scale: float) -> Forecast:
    fan = Fan(said, {80: Interval(90, 110)})
    return Forecast(2018, 2019, actual, scale, fan, fan)


def test_the_worked_interval_score():
    assert backtest.interval_score(Interval(90, 110), 120, 80) == pytest.approx(120)
    assert backtest.interval_score(Interval(90, 110), 80, 80) == pytest.approx(120)
    assert backtest.interval_score(Interval(90, 110), 110, 80) == pytest.approx(20)


def test_the_worked_mase():
    scale = backtest.change_scale({1: 10, 2: 12, 3: 11, 4: 14})
    assert scale == pytest.approx(2)
    scores = backtest.score([forecast(101, 100, scale), forecast(99, 100, scale)])
    assert scores.mase == pytest.approx(0.5)
    assert scores.errors == 2


def test_a_change_over_four_years_counts_by_its_root():
    assert backtest.change_scale({2010: 10, 2014: 14}) == pytest.approx(2)


def test_within_is_a_fraction():
    scores = backtest.score([forecast(y, 100, 1) for y in (89, 90, 100, 110, 111)])
    assert scores.within == {80: 3}
    assert scores.fraction(80) == "3 of 5"
    assert scores.msis[80] == pytest.approx((30 + 20 + 20 + 20 + 30) / 5)


def test_no_forecast_has_no_score():
    with pytest.raises(ValueTextError, match="no forecast, expected at least one"):
        backtest.score([])


def test_every_origin_sees_only_the_years_before(method):
    found = backtest.roll_origin(COUNTS, method, least=5)
    assert [(one.origin, one.period) for one in found] == [
        (year, year + 1) for year in range(2014, 2018)
    ]
    for one in found:
        known = {year: n for year, n in COUNTS.items() if year <= one.origin}
        assert one.actual == COUNTS[one.period]
        assert one.walk.median == pytest.approx(fit_walk(known, 0.6).median(1))
        assert one.unchanged.median == pytest.approx(COUNTS[one.origin])


def test_a_year_that_was_not_counted_is_not_predicted(method):
    values = {year: n for year, n in COUNTS.items() if year != 2016}
    found = backtest.roll_origin(values, method, least=5)
    assert [one.period for one in found] == [2015, 2018]
    assert [one.period for one in backtest.roll_origin(values, method, least=5, horizon=2)] == [
        2017
    ]


def test_a_series_that_never_moved_is_not_predicted(method):
    assert backtest.hold_out(dict.fromkeys(range(6), 7), {6: 7}, method) == []


@given(
    st.dictionaries(st.integers(2000, 2025), st.integers(1, 9999), min_size=7, max_size=15),
    st.integers(2, 100),
)
def test_scores_do_not_depend_on_the_unit(values, factor):
    method = method_of(load_projection())
    found = backtest.roll_origin(values, method, least=5)
    if found:
        scaled = {year: n * factor for year, n in values.items()}
        other = backtest.score(backtest.roll_origin(scaled, method, least=5))
        scores = backtest.score(found)
        assert other.mase == pytest.approx(scores.mase, rel=1e-6)
        assert other.msis[80] == pytest.approx(scores.msis[80], rel=1e-6)


def test_the_reference_on_consecutive_years_scores_its_own_changes(method):
    scores = backtest.score(backtest.roll_origin(COUNTS, method, least=5))
    expected = []
    for year in range(2015, 2019):
        known = [COUNTS[y] for y in range(2010, year)]
        scale = sum(abs(b - a) for a, b in pairwise(known)) / (len(known) - 1)
        expected.append(abs(COUNTS[year] - known[-1]) / scale)
    assert scores.mase_unchanged == pytest.approx(sum(expected) / 4)


def test_backtests_are_added_with_the_number_of_errors():
    table = reconciled(*({"period": str(y), "value": str(n)} for y, n in COUNTS.items()))
    series, facts = compute.load_indicators()["series"], load_projection()
    added = backtest.add_backtests(INDICATORS.empty(), table, series, facts)
    rows = added[added["series"] == "in_china_all@KGZ:masked"].set_index("indicator_id")
    assert rows.loc["backtest_errors", "value"] == "4"
    assert rows.loc["backtest_within_80", "value"] == "4"
    assert set(added["indicator_id"]) <= set(facts["formula"])


def test_a_series_without_an_error_gets_no_rows():
    table = reconciled(*({"period": str(2014 + i), "value": str(5 + i)} for i in range(5)))
    series, facts = compute.load_indicators()["series"], load_projection()
    assert backtest.add_backtests(INDICATORS.empty(), table, series, facts).empty
