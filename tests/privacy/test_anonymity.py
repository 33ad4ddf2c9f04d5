"""Groups are counted as the published examples count them, and small ones stop the way out."""

import importlib

import pytest

from exchange_stats.ground.errors import PrivacyError
from exchange_stats.privacy.anonymity import distinct_values, group_sizes, require_anonymous

MARITAL = ["single", "married", "married", "single", "widow"]
FIVE = [{"region": "A", "status": status} for status in MARITAL]
# Made by hand: only the counts of the published example were at hand, not its records.
SEVEN = [
    {"key": key, "value": value}
    for key, values in (("x", "abc"), ("y", "abab"))
    for value in values
]
LIMITS = {"k": 5, "l": 2}


def test_the_five_records_of_the_published_example_stand_in_groups_of_two_and_one():
    assert group_sizes(FIVE, ["region", "status"]) == [2, 2, 2, 2, 1]
    assert group_sizes(FIVE, ["region"]) == [5, 5, 5, 5, 5]


def test_seven_records_with_three_and_two_values_give_the_counts_of_the_published_example():
    assert distinct_values(SEVEN, ["key"], "value") == [3, 3, 3, 2, 2, 2, 2]


def test_a_missing_value_is_a_value_of_its_own():
    rows = [{"sex": "F"}, {"sex": ""}, {"sex": "F"}, {"sex": ""}, {"sex": "M"}]
    assert group_sizes(rows, ["sex"]) == [2, 2, 2, 2, 1]


def test_another_library_finds_the_same_least_numbers():
    pytest.importorskip("pycanon")
    oracle = importlib.import_module("pycanon.anonymity")
    pandas = importlib.import_module("pandas")
    five, seven = pandas.DataFrame(FIVE), pandas.DataFrame(SEVEN)
    assert oracle.k_anonymity(five, ["region", "status"]) == 1
    assert oracle.k_anonymity(seven.assign(of="us"), ["key", "of"]) == 3
    assert oracle.l_diversity(seven.assign(of="us"), ["key", "of"], ["value"]) == 2
    assert min(group_sizes(FIVE, ["region", "status"])) == 1
    assert min(group_sizes(SEVEN, ["key"])) == 3


def group(size, **codes):
    return [dict(codes) for _ in range(size)]


def test_groups_of_five_and_more_pass():
    rows = group(5, level="6", funding="cgs") + group(7, level="7", funding="self")
    require_anonymous(rows, ["level"], LIMITS, [])
    require_anonymous([], ["level"], LIMITS, ["funding"])


def test_a_group_of_four_stops_with_counts_only():
    rows = group(5, level="6") + group(4, level="8") + group(1, level="_Z")
    expected = (
        r"persons by level: 5 of 10 records stand in groups under 5, expected none; "
        r"widen bands or merge fields \(E_K_ANON\)"
    )
    with pytest.raises(PrivacyError, match=expected):
        require_anonymous(rows, ["level"], LIMITS, [])


def test_a_group_of_one_funding_stops_when_funding_is_shown():
    rows = (
        group(5, level="6", funding="cgs")
        + group(5, level="6", funding="self")
        + group(6, level="7", funding="cgs")
    )
    require_anonymous(rows, ["level"], LIMITS, [])
    expected = r"6 of 16 records stand in groups that show fewer than 2 values of funding.*E_K_ANON"
    with pytest.raises(PrivacyError, match=expected):
        require_anonymous(rows, ["level", "funding"], LIMITS, ["funding"])
    require_anonymous(rows[:10], ["level", "funding"], LIMITS, ["funding"])
