"""Claims contradict each other by their intervals, and only when they may count the same."""

import math

import pytest

from builders import observation, observations
from exchange_stats.evidence.reconcile import conflict
from exchange_stats.ground.intervals import Interval

WORDS = {"value": "4200", "lo": "4201", "hi": "4299", "qualifier": "more_than"}
WORDS |= {"printed": "more than 4,200"}


def test_the_gap_is_the_highest_lower_less_the_lowest_upper_bound():
    assert conflict.gap([Interval(4201, 4299), Interval(4701, 4799)]) == 402
    assert conflict.gap([Interval(4201, 4299), Interval(4299, 4349)]) == 0


def test_the_hull_holds_all_and_the_intersection_what_all_share():
    both = [Interval(4201, 4299), Interval(4250, 4349)]
    assert conflict.hull(both) == Interval(4201, 4349)
    assert conflict.intersection(both) == Interval(4250, 4299)


def test_a_missing_value_is_unbounded_and_a_missing_upper_bound_is_open():
    assert conflict.interval_of({"lo": "", "hi": ""}) == Interval(-math.inf, math.inf)
    assert conflict.interval_of({"lo": "8", "hi": ""}) == Interval(8, math.inf)
    strict = {"lo": "8", "hi": "9", "lo_strict": "8", "hi_strict": ""}
    assert conflict.interval_of(strict, "_strict") == Interval(8, math.inf)


@pytest.mark.parametrize(
    ("changed", "may_be_the_same"),
    [
        ({}, True),
        ({"programme": "unknown"}, True),
        ({"population": "unknown", "basis": "unknown"}, True),
        ({"programme": "degree"}, False),
        ({"population": "residence"}, False),
        ({"basis": "at_date"}, False),
        ({"coverage": "reporting"}, False),
        ({"coverage": "unknown"}, True),
        ({"isced_level": "5T8"}, True),
        ({"isced_level": "6"}, False),
    ],
)
def test_only_definitions_that_are_not_known_to_differ_may_contradict(changed, may_be_the_same):
    assert conflict.compatible(observation(), observation(**changed)) is may_be_the_same


def test_the_parts_of_a_definition_that_are_left_open_are_counted():
    assert conflict.unstated(observation()) == 0
    assert conflict.unstated(observation(basis="unknown", programme="unknown")) == 2


def test_the_strict_reading_opens_more_than_and_lowers_nearly():
    nearly = {"value": "4500", "lo": "4400", "hi": "4499", "qualifier": "nearly"}
    nearly |= {"printed": "nearly 4,500", "period": "2017"}
    exact = {"value": "4614", "period": "2016"}
    strict = conflict.read_strictly(observations(WORDS, nearly, exact))
    assert list(zip(strict["lo"], strict["hi"], strict=True)) == [
        ("4201", ""),
        ("0", "4499"),
        ("4614", "4614"),
    ]
