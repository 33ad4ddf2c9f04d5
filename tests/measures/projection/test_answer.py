"""A projection with its reference, or the reasons why there is none."""

import pytest

from exchange_stats.measures.projection.answer import Method, Projection, fan, project
from exchange_stats.measures.projection.refusal import Rules
from exchange_stats.measures.projection.walk import fit_walk

METHOD = Method(0.6, (50, 80, 95), Rules(6, 2, 3, 3))
COUNTS = dict(
    zip(range(2010, 2019), (1441, 1901, 2513, 3115, 3163, 3232, 3247, 4154, 4614), strict=True)
)


def test_a_projection_has_its_reference_beside_it():
    answer = project(COUNTS, 2019, 2018, METHOD)
    assert isinstance(answer, Projection)
    assert answer.walk.median == pytest.approx(5034.8, abs=0.05)
    assert answer.unchanged.median == pytest.approx(4614)
    assert list(answer.walk.intervals) == [50, 80, 95]


def test_the_same_series_asked_for_2027_is_refused():
    answer = project(COUNTS, 2027, 2026, METHOD)
    assert [refusal.rule for refusal in answer] == ["newest_too_old", "horizon_too_long"]


def test_a_fan_has_the_intervals_that_are_asked_for():
    walk = fit_walk(COUNTS, 0.6)
    found = fan(walk, 2, (10, 99))
    assert found.median == walk.median(2)
    assert found.intervals == {10: walk.interval(2, 10), 99: walk.interval(2, 99)}
