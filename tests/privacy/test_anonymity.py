"""Groups are counted as the published examples count them, and small ones stop the way out."""

import pandas as pd
import pytest
from pycanon import anonymity as pycanon

from exchange_stats.ground.errors import PrivacyError
from exchange_stats.privacy.anonymity import distinct_values, group_sizes, require_anonymous

MARITAL = ["single", "married", "married", "single", "widow"]
FIVE = [{"region": "A", "status": status} for status in MARITAL]
# Records and counts: sdcMicro (github.com/sdcTools/sdcMicro), tests/testthat/test_ldiversity.R.
KEYS = ["sex", "occupation", "ethnicity"]
SEVEN = [
    dict(zip([*KEYS, "sensitive"], record, strict=True))
    for record in (
        ("female", "", "other", "1"),
        ("female", "", "other", "0"),
        ("female", "", "other", "2"),
        ("male", "teacher", "other", "1"),
        ("male", "teacher", "other", "0"),
        ("female", "nurse", "majority", "0"),
        ("female", "nurse", "majority", "1"),
    )
]
LIMITS = {"k": 5, "l": 2}


def test_the_five_records_of_the_published_example_stand_in_groups_of_two_and_one():
    assert group_sizes(FIVE, ["region", "status"]) == [2, 2, 2, 2, 1]
    assert group_sizes(FIVE, ["region"]) == [5, 5, 5, 5, 5]


def test_the_seven_records_of_the_published_example_have_three_and_two_values_by_group():
    assert distinct_values(SEVEN, KEYS, "sensitive") == [3, 3, 3, 2, 2, 2, 2]
    assert group_sizes(SEVEN, KEYS) == [3, 3, 3, 2, 2, 2, 2]


def test_a_missing_value_is_a_value_of_its_own():
    rows = [{"sex": "F"}, {"sex": ""}, {"sex": "F"}, {"sex": ""}, {"sex": "M"}]
    assert group_sizes(rows, ["sex"]) == [2, 2, 2, 2, 1]


def test_another_library_finds_the_same_least_numbers():
    five, seven = pd.DataFrame(FIVE), pd.DataFrame(SEVEN)
    assert pycanon.k_anonymity(five, ["region", "status"]) == 1
    assert pycanon.k_anonymity(seven, KEYS) == 2
    assert pycanon.l_diversity(seven, KEYS, ["sensitive"]) == 2
    assert min(group_sizes(FIVE, ["region", "status"])) == 1
    assert min(group_sizes(SEVEN, KEYS)) == 2
    assert min(distinct_values(SEVEN, KEYS, "sensitive")) == 2


def group(size, **codes):
    return [dict(codes) for _ in range(size)]


def test_groups_of_five_and_more_pass():
    rows = group(5, level="6", funding="cgs") + group(7, level="7", funding="self")
    require_anonymous(rows, ["level"], LIMITS, [])
    require_anonymous([], ["level"], LIMITS, ["funding"])


def test_a_group_of_four_stops_with_counts_only():
    rows = group(5, level="6") + group(4, level="8") + group(1, level="_Z")
    with pytest.raises(PrivacyError) as refused:
        require_anonymous(rows, ["level"], LIMITS, [])
    assert str(refused.value) == (
        "persons by level: 5 of 10 records stand in groups under 5, expected none; "
        "widen bands or merge fields (E_K_ANON)"
    )


def test_all_keys_of_the_groups_are_named():
    rows = group(4, level="6", sex="F", funding="cgs")
    with pytest.raises(PrivacyError, match=r"^persons by level, sex: 4 of 4 records"):
        require_anonymous(rows, ["level", "sex"], LIMITS, [])
    with pytest.raises(PrivacyError, match=r"^persons by level, sex: 4 of 4 records"):
        require_anonymous(rows, ["level", "sex", "funding"], {"k": 1, "l": 2}, ["funding"])


def test_a_group_of_one_funding_stops_when_funding_is_shown():
    rows = (
        group(5, level="6", funding="cgs")
        + group(5, level="6", funding="self")
        + group(6, level="7", funding="cgs")
    )
    require_anonymous(rows, ["level"], LIMITS, [])
    with pytest.raises(PrivacyError) as refused:
        require_anonymous(rows, ["level", "funding"], LIMITS, ["funding"])
    assert str(refused.value) == (
        "persons by level: 6 of 16 records stand in groups that show fewer than 2 values of "
        "funding, expected none; widen bands, or leave out funding (E_K_ANON)"
    )
    require_anonymous(rows[:10], ["level", "funding"], LIMITS, ["funding"])
