"""Progress, pace and rating, on numbers worked by hand."""

from datetime import date

import pytest

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.framework.aims import load_results
from exchange_stats.measures.framework.progress import (
    Aim,
    expected_by,
    growth_ratio,
    judge,
    progress_of,
)

START, DUE = date(2025, 1, 1), date(2027, 1, 1)
HALF = date(2026, 1, 1)
PACE = load_results()["pace"]


def exactly(value):
    return Interval(float(value), float(value))


def rated(actual, today=HALF, **aim):
    usual = {"target_type": "value", "target": 10.0, "start": START, "due": DUE}
    found = judge(Aim(**{**usual, "baseline": exactly(0), **aim}), actual, today, PACE)
    return "/".join(found.ratings), "/".join(found.reasons)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "progress"),
    [(0, 10, 8, 0.8), (100, 80, 90, 0.5), (40, 60, 35, -0.25)],
)
def test_progress_works_upwards_downwards_and_backwards(baseline, target, actual, progress):
    assert progress_of(exactly(baseline), target, exactly(actual)) == exactly(progress)


def test_progress_is_undefined_where_the_baseline_may_be_the_target():
    assert progress_of(exactly(10), 10, exactly(10)) is None
    assert progress_of(Interval(8, 12), 10, exactly(9)) is None


def test_progress_between_bounds_has_both_ends():
    assert progress_of(exactly(0), 10, Interval(4, 8)) == Interval(0.4, 0.8)
    assert progress_of(Interval(0, 2), 10, exactly(6)) == Interval(0.5, 0.6)


def test_the_part_of_the_time_is_between_none_and_all():
    assert expected_by(HALF, START, DUE) == 0.5
    assert expected_by(date(2024, 1, 1), START, DUE) == 0
    assert expected_by(date(2030, 1, 1), START, DUE) == 1


def test_a_date_before_the_start_is_refused():
    with pytest.raises(ValueTextError, match="due 2025-01-01, begun 2027-01-01: expected a later"):
        expected_by(HALF, DUE, START)


def test_a_target_of_growth_has_the_ratio_of_rates_and_not_of_the_straight_line():
    ratio = growth_ratio(3400, 4200, 5000, (2, 4))
    assert round(ratio, 5) == 1.10098
    linear = progress_of(exactly(3400), 5000, exactly(4200)).lo / 0.5
    assert round(linear, 3) == 1.000


@pytest.mark.parametrize("numbers", [(0, 1, 2), (1, 0, 2), (2, 3, 2)])
def test_a_rate_from_zero_or_to_no_growth_is_refused(numbers):
    with pytest.raises(ValueTextError, match="use the linear pace"):
        growth_ratio(*numbers, (1, 2))


@pytest.mark.parametrize(
    ("actual", "rating", "reason"),
    [
        (5, "green", "on_track"),
        (4.5, "green", "on_track"),
        (4.4, "amber", "behind"),
        (3, "amber", "behind"),
        (2.9, "red", "far_behind"),
        (0, "red", "far_behind"),
        (-1, "red", "far_behind"),
        (10, "blue", "complete"),
        (11, "blue", "complete"),
    ],
)
def test_a_rating_follows_the_share_of_the_pace(actual, rating, reason):
    assert rated(exactly(actual)) == (rating, reason)


def test_a_pace_below_every_step_is_refused():
    steps = {"linear": [step for step in PACE["linear"] if "from" in step]}
    aim = Aim("value", 10.0, START, DUE, exactly(0))
    with pytest.raises(ValueTextError, match=r"results.toml \[pace\]: 0.1 .* without from; add it"):
        judge(aim, exactly(0.5), HALF, steps)


def test_both_ends_of_an_interval_are_rated_the_lower_first():
    assert rated(Interval(3, 5)) == ("amber/green", "behind/on_track")


def test_without_data_without_date_or_at_the_start_nothing_is_rated():
    assert rated(None) == ("grey", "no_data")
    assert rated(None, today=date(2029, 1, 1)) == ("grey", "no_data")
    assert rated(exactly(4), due=None) == ("grey", "no_due_date")
    assert rated(exactly(4), today=START) == ("grey", "not_due")
    assert rated(exactly(4), baseline=exactly(10)) == ("grey", "no_baseline")
    assert rated(exactly(4), target=None, target_type="") == ("grey", "no_target")


def test_no_data_is_not_zero():
    assert rated(None)[0] == "grey"
    assert rated(exactly(0))[0] == "red"


@pytest.mark.parametrize(
    ("actual", "rating", "reason"),
    [
        (4200, "green", "on_track"),
        (4050, "amber", "behind"),
        (3500, "red", "far_behind"),
        (3300, "red", "moving_away"),
        (5000, "blue", "complete"),
    ],
)
def test_a_target_of_growth_is_rated_by_its_own_steps(actual, rating, reason):
    growing = {"baseline": exactly(3400), "target": 5000.0, "pace": "growth"}
    dated = {"start": date(2023, 1, 1), "due": date(2027, 1, 1), "today": date(2025, 1, 1)}
    assert rated(exactly(actual), **growing, **dated) == (rating, reason)


def test_a_milestone_is_reached_or_waits_or_is_late():
    kept = {"target_type": "milestone", "target": None}
    assert rated(exactly(1), **kept) == ("blue", "complete")
    assert rated(exactly(0), **kept) == ("grey", "not_due")
    assert rated(None, **kept) == ("grey", "not_due")
    assert rated(None, due=None, **kept) == ("grey", "no_data")
    assert rated(exactly(0), today=date(2027, 1, 2), **kept) == ("red", "overdue")


def test_a_cap_holds_up_to_its_number_and_a_floor_from_it_on():
    cap, floor = {"target_type": "cap"}, {"target_type": "floor"}
    assert rated(exactly(10), **cap) == ("green", "within")
    assert rated(exactly(10), **floor) == ("green", "within")
    assert rated(exactly(11), **cap) == ("red", "beyond")
    assert rated(exactly(9), **floor) == ("red", "beyond")
    assert rated(Interval(8, 12), **cap) == ("green/red", "within/beyond")
    assert rated(None, **cap) == ("grey", "no_data")
