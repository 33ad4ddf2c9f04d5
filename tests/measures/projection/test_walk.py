"""The random walk with damped drift: worked numbers, gaps, invariants, an outside oracle."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.regression.linear_model import WLS

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.measures.projection.walk import fit_unchanged, fit_walk

# Students from Kyrgyzstan in China, 2010 to 2018, as the ministry's yearbook counts them.
COUNTS = dict(
    zip(range(2010, 2019), (1441, 1901, 2513, 3115, 3163, 3232, 3247, 4154, 4614), strict=True)
)
SERIES = st.dictionaries(st.integers(1990, 2030), st.integers(1, 10**6), min_size=3, max_size=15)


def test_drift_and_sigma_of_the_worked_series():
    walk = fit_walk(COUNTS, 0.6)
    assert walk.drift / 0.6 == pytest.approx(0.1454697, abs=5e-8)
    assert walk.sigma == pytest.approx(0.1367980, abs=5e-8)


@pytest.mark.parametrize(
    ("horizon", "median", "intervals"),
    [
        (1, 5034.8, {50: (4541.2, 5582.1), 80: (4100.4, 6182.2), 95: (3572.5, 7095.6)}),
        (2, 5494.0, {80: (4045.5, 7461.1)}),
        (3, 5995.1, {80: (4046.4, 8882.3)}),
    ],
)
def test_fan_of_the_worked_series(horizon, median, intervals):
    walk = fit_walk(COUNTS, 0.6)
    assert walk.median(horizon) == pytest.approx(median, abs=0.05)
    for level, (low, high) in intervals.items():
        bounds = walk.interval(horizon, level)
        assert (bounds.lo, bounds.hi) == pytest.approx((low, high), abs=0.05)


def test_missing_years_change_sigma_but_not_the_middle():
    walk = fit_walk({y: n for y, n in COUNTS.items() if y not in (2013, 2016)}, 0.6)
    assert walk.sigma == pytest.approx(0.1279780, abs=5e-8)
    assert walk.median(1) == pytest.approx(5034.8, abs=0.05)
    bounds = walk.interval(1, 80)
    assert (bounds.lo, bounds.hi) == pytest.approx((4120.8, 6151.6), abs=0.05)


def test_reference_stays_at_the_newest_count_and_estimates_no_drift():
    walk = fit_unchanged({2015: 100, 2016: 200, 2020: 100})
    assert walk.median(3) == pytest.approx(100)
    # d = ln 2 over one year, -ln 2 over four: sigma^2 = (1 + 1/4) ln(2)^2 / 2
    assert walk.sigma == pytest.approx(math.log(2) * math.sqrt(0.625))
    assert walk.freedom == 2
    assert walk.interval(4, 80).hi / walk.interval(1, 80).hi == pytest.approx(
        walk.interval(1, 80).hi / 100
    )  # twice the width of the logarithm after four times the years


@pytest.mark.parametrize("values", [{}, {2018: 5}, {2017: 4, 2018: 5}])
def test_a_walk_of_fewer_than_three_points_is_refused(values):
    with pytest.raises(ValueTextError, match=f"{len(values)} points.*expected at least 3"):
        fit_walk(values, 0.6)


def test_a_count_of_zero_is_refused_with_its_year():
    with pytest.raises(ValueTextError, match="2017: 0"):
        fit_walk({2016: 3, 2017: 0, 2018: 5, 2019: 4}, 0.6)


@given(SERIES, st.integers(1, 5))
def test_intervals_lie_inside_one_another_and_hold_the_median(values, horizon):
    walk = fit_walk(values, 0.6)
    narrow, middle, wide = (walk.interval(horizon, level) for level in (50, 80, 95))
    slack = 1 + 1e-9
    assert wide.lo <= middle.lo * slack <= narrow.lo * slack**2 <= walk.median(horizon) * slack**3
    assert wide.hi >= middle.hi / slack >= narrow.hi / slack**2 >= walk.median(horizon) / slack**3


@given(SERIES, st.integers(2, 1000), st.integers(-50, 50))
def test_the_unit_scales_the_fan_and_the_calendar_does_not_matter(values, factor, shift):
    walk = fit_walk(values, 0.6)
    other = fit_walk({year + shift: factor * n for year, n in reversed(values.items())}, 0.6)
    assert other.newest == walk.newest + shift
    assert other.median(2) == pytest.approx(factor * walk.median(2), rel=1e-6)
    assert other.interval(2, 80).lo == pytest.approx(factor * walk.interval(2, 80).lo, rel=1e-6)


@given(SERIES)
def test_without_drift_the_median_is_the_newest_count(values):
    assert fit_walk(values, 0).median(3) == pytest.approx(values[max(values)])


@pytest.mark.parametrize("left_out", [(), (2013, 2016)], ids=["every year", "two years missing"])
@pytest.mark.parametrize("horizon", [1, 3])
def test_full_drift_is_weighted_least_squares(left_out, horizon):
    """With all of the drift kept, the walk is a regression of changes on years (statsmodels)."""
    values = {y: n for y, n in COUNTS.items() if y not in left_out}
    years = sorted(values)
    spans = [float(b - a) for a, b in pairwise(years)]
    changes = [math.log(values[b] / values[a]) for a, b in pairwise(years)]
    fitted = WLS(changes, spans, weights=[1 / span for span in spans]).fit()
    told = fitted.get_prediction([[float(horizon)]], weights=[1 / horizon]).summary_frame(0.2)
    bounds = fit_walk(values, 1.0).interval(horizon, 80)
    assert math.log(bounds.lo / 4614) == pytest.approx(told["obs_ci_lower"].iloc[0])
    assert math.log(bounds.hi / 4614) == pytest.approx(told["obs_ci_upper"].iloc[0])
