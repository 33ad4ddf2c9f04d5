"""The descriptive trend: worked numbers, brute force, outside oracles."""

import math
from itertools import combinations, permutations
from statistics import median
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import LogNormalAFTFitter
from scipy.stats import kendalltau, theilslopes

from builders import reconciled
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.stages import INDICATORS
from exchange_stats.measures import compute, trends
from exchange_stats.measures.projection.questions import load_projection

WORKED = [3.1, 3.4, 3.2, 3.9, 4.2, 4.6]
YEARS = (2013, 2015, 2016, 2018, 2019, 2023, 2024, 2025)
LOW = (1750, 2350, 2450, 3050, 3195, 3395, 3695, 4200)
HIGH = (1850, 2450, 2550, 3150, 3205, 3405, 3705, 4300)
STATED = {y: Interval(lo, hi) for y, lo, hi in zip(YEARS, LOW, HIGH, strict=True)}


def test_mann_kendall_of_the_worked_values():
    tau, p_value = trends.mann_kendall(WORKED)
    assert tau == pytest.approx(0.86667, abs=5e-6)
    assert p_value == pytest.approx(0.016667, abs=5e-7)


def test_four_points_in_perfect_order_show_nothing():
    assert trends.mann_kendall([1, 2, 3, 4])[1] == pytest.approx(2 / math.factorial(4))


def test_equal_values_have_no_trend():
    assert trends.mann_kendall([7.0, 7.0, 7.0]) == (0.0, 1.0)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=12, unique=True))
def test_mann_kendall_without_ties_is_scipy_s_exact_test(values):
    tau, p_value = trends.mann_kendall(values)
    expected = kendalltau(range(len(values)), values, method="exact")
    assert tau == pytest.approx(expected.statistic)
    assert p_value == pytest.approx(expected.pvalue)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=6))
def test_mann_kendall_with_ties_counts_every_order(values):
    def steady(order) -> int:
        return sum((b > a) - (b < a) for a, b in combinations(order, 2))

    orders = [steady(order) for order in permutations(values)]
    below, above = (
        sum(s <= steady(values) for s in orders),
        sum(s >= steady(values) for s in orders),
    )
    expected = min(1.0, 2 * min(below, above) / len(orders))
    assert trends.mann_kendall(values)[1] == pytest.approx(expected)


def test_slope_and_bounds_of_the_worked_values():
    found = theilslopes(WORKED, range(6), 0.95)
    assert (found.slope, found.low_slope, found.high_slope) == pytest.approx((0.30, 0.05, 0.50))
    trend = trends.describe_trend({year: math.exp(value) for year, value in enumerate(WORKED)})
    assert trend.slope == pytest.approx(0.30)
    assert (trend.bounds.lo, trend.bounds.hi) == pytest.approx((0.05, 0.50))
    assert trend.p_value == pytest.approx(0.016667, abs=5e-7)


@given(st.dictionaries(st.integers(2000, 2025), st.integers(1, 9999), min_size=3, max_size=10))
def test_the_slope_is_the_median_of_all_pairs_of_years(values):
    slopes = [
        (math.log(values[b]) - math.log(values[a])) / (b - a)
        for a, b in combinations(sorted(values), 2)
    ]
    trend = trends.describe_trend(values)
    assert trend.slope == pytest.approx(median(slopes), abs=1e-12)
    assert trend.bounds.lo <= trend.slope + 1e-12
    assert trend.slope <= trend.bounds.hi + 1e-12


def test_censored_fit_of_the_worked_statements():
    fit = trends.fit_censored(STATED)
    assert fit.slope == pytest.approx(0.0583541, abs=5e-8)
    assert fit.intercept == pytest.approx(8.3324136, abs=5e-7)
    assert fit.sigma == pytest.approx(0.0798737, abs=5e-7)
    assert fit.log_likelihood == pytest.approx(-25.186511, abs=5e-7)
    middles = [math.log((lo + hi) / 2) for lo, hi in zip(LOW, HIGH, strict=True)]
    assert np.polyfit(YEARS, middles, 1)[0] == pytest.approx(0.058526, abs=5e-7)


# lifelines calls DataFrame.std by position, which pandas 4 will not allow.
@pytest.mark.filterwarnings("ignore:Starting with pandas version 4.0 all arguments of std")
def test_censored_fit_agrees_with_lifelines():
    table = pd.DataFrame({"lo": LOW, "hi": HIGH, "year": [y - 2025.0 for y in YEARS]})
    fitter = LogNormalAFTFitter().fit_interval_censoring(table, "lo", "hi")
    fit = trends.fit_censored(STATED)
    assert fitter.params_["mu_", "year"] == pytest.approx(fit.slope, abs=1e-5)
    assert fitter.params_["mu_", "Intercept"] == pytest.approx(fit.intercept, abs=1e-4)
    assert math.exp(fitter.params_["sigma_", "Intercept"]) == pytest.approx(fit.sigma, abs=1e-4)
    assert fitter.log_likelihood_ == pytest.approx(fit.log_likelihood, abs=1e-4)


def test_exact_numbers_give_the_line_of_least_squares():
    counts = {year: Interval(n, n) for year, n in enumerate((1441, 1901, 2513, 3115, 3163, 3232))}
    logarithms = [math.log(bounds.lo) for bounds in counts.values()]
    slope, intercept = np.polyfit(range(6), logarithms, 1)
    residuals = [y - intercept - slope * x for x, y in enumerate(logarithms)]
    fit = trends.fit_censored(counts)
    assert fit.slope == pytest.approx(slope, abs=1e-6)
    assert fit.intercept == pytest.approx(intercept + 5 * slope, abs=1e-6)
    assert fit.sigma == pytest.approx(np.std(residuals), abs=1e-6)


def test_an_open_upper_bound_lifts_the_line():
    open_end = STATED | {2025: Interval(4200, math.inf)}
    assert trends.fit_censored(open_end).intercept > trends.fit_censored(STATED).intercept


def test_a_fit_without_a_maximum_is_refused(monkeypatch):
    def lost(*_, **__):
        return SimpleNamespace(success=False, message="too many steps")

    monkeypatch.setattr(trends, "minimize", lost)
    with pytest.raises(ValueTextError, match=r"too many steps, expected .*; give the slope of the"):
        trends.fit_censored(STATED)


def test_growth_is_percent_a_year():
    assert trends.growth(math.log(1.07)) == pytest.approx(7)


@pytest.mark.parametrize("values", [{2018: 5, 2019: 6}, {2017: 0, 2018: 5, 2019: 6}])
def test_no_trend_is_described_of_too_few_points_or_of_zero(values):
    with pytest.raises(ValueTextError, match="expected at least 3 points above zero"):
        trends.describe_trend(values)
    with pytest.raises(ValueTextError, match="expected at least 3 points above zero"):
        trends.fit_censored({year: Interval(n, n) for year, n in values.items()})


def test_trends_are_added_for_the_series_that_are_asked_for():
    counts = (1441, 1901, 2513, 3115, 3163, 3232, 3247, 4154, 4614)
    table = reconciled(*({"period": str(2010 + i), "value": str(n)} for i, n in enumerate(counts)))
    series, facts = compute.load_indicators()["series"], load_projection()
    added = trends.add_trends(INDICATORS.empty(), table, series, facts)
    rows = added[added["series"] == "in_china_all@KGZ:masked"].set_index("indicator_id")
    assert list(rows.index) == ["trend_growth", "trend_tau", "trend_p_value"]
    slope = theilslopes(np.log(counts), range(9)).slope
    assert float(rows.loc["trend_growth", "value"]) == pytest.approx(100 * math.expm1(slope))
    assert float(rows.loc["trend_p_value", "value"]) == pytest.approx(
        2 / math.factorial(9), abs=5e-7
    )
    assert set(rows["from_period"] + "-" + rows["period"]) == {"2010-2018"}
    assert len(rows.loc["trend_tau", "inputs"].split()) == 9


def test_a_series_of_four_points_gets_no_trend():
    table = reconciled(*({"period": str(2015 + i), "value": str(5 + i)} for i in range(4)))
    series, facts = compute.load_indicators()["series"], load_projection()
    assert trends.add_trends(INDICATORS.empty(), table, series, facts).empty
