"""The whole method judged on the yearly series of the M1 competition; skipped without them."""

import json
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest

from exchange_stats.measures import backtest
from exchange_stats.measures.projection.answer import Method
from exchange_stats.measures.projection.questions import load_projection, method_of


@pytest.fixture(scope="module")
def method() -> Method:
    return method_of(load_projection())


@pytest.fixture(scope="module")
def m1(project_root: Path) -> list[dict]:
    path = project_root.parent / "shared" / "benchmarks" / "m1_yearly.json"
    if not path.is_file():
        pytest.skip("the yearly series of M1 are not here")
    return json.loads(path.read_text(encoding="utf-8"))


def forecasts(m1, method, points, horizon, *, left_out=()):
    found = []
    for one in m1:
        history = one["x"][-points:]
        if len(history) >= points:
            training = {i: y for i, y in enumerate(history) if i not in left_out}
            later = dict(enumerate(one["xx"][:horizon], start=len(history)))
            found += backtest.hold_out(training, later, method)
    return backtest.score(found)


@pytest.mark.parametrize("points", range(5, 15))
def test_the_80_percent_interval_holds_what_it_promises(m1, method, points):
    scores = forecasts(m1, method, points, min(3, points // 3))
    assert scores.errors > 100
    assert 0.78 <= scores.within[80] / scores.errors <= 0.90
    assert 0.92 <= scores.within[95] / scores.errors <= 0.99


def test_coverage_holds_when_years_are_missing(m1, method):
    scores = forecasts(m1, method, 12, 2, left_out=(2, 5, 6, 9))
    assert 0.78 <= scores.within[80] / scores.errors <= 0.90


def test_accuracy_is_that_of_the_table_in_docs_benchmarks(m1, method):
    scores = forecasts(m1, method, 0, 6)
    assert scores.errors == 6 * 181
    assert scores.smape == pytest.approx(18.44, abs=0.005)
    assert scores.mase == pytest.approx(3.996, abs=0.0005)
    assert scores.mase_unchanged == pytest.approx(4.893, abs=0.0005)


@pytest.mark.parametrize("horizon", [2, 3, 6])
def test_damped_drift_beats_none_and_all_of_it(m1, method, horizon):
    def smape(shrinkage: float) -> float:
        other = Method(shrinkage, method.levels, method.rules)
        return forecasts(m1, other, 0, horizon).smape

    ends = min(smape(0.0), smape(1.0))
    assert max(smape(shrinkage) for shrinkage in (0.4, 0.6, 0.75)) < ends


def test_a_masked_shock_costs_nothing_and_a_kept_one_does(m1, method):
    """Three years at 60 percent, three years before the end: kept, masked, and never there."""
    msis = {}
    for name in ("kept", "masked", "none"):
        scores = []
        for one in m1:
            if len(one["x"]) < 12:
                continue
            values = dict(enumerate(one["x"][-12:]))
            later = {12: one["xx"][0], 13: one["xx"][1]}
            scale = fmean(abs(b - a) for a, b in pairwise(values.values()))
            if name == "kept":
                values |= {year: 0.6 * values[year] for year in (6, 7, 8)}
            if name == "masked":
                values = {year: n for year, n in values.items() if year not in (6, 7, 8)}
            scores += [
                backtest.interval_score(found.walk.intervals[80], found.actual, 80) / scale
                for found in backtest.hold_out(values, later, method)
            ]
        msis[name] = fmean(scores)
    assert msis["kept"] > 2 * msis["none"]
    assert msis["masked"] < 1.1 * msis["none"]
