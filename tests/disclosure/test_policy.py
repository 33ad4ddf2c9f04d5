"""Thresholds by table, primary cells and their cover."""

from dataclasses import replace

import pandas as pd
import pytest

from exchange_stats.disclosure.policy import (
    Dominance,
    Policy,
    Primary,
    average_allowed,
    load_policy,
    percentage_allowed,
    policy_for,
    primary_amount,
    primary_count,
    table_primaries,
)
from exchange_stats.disclosure.tables import Table
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from table_builders import at, crossed


@pytest.mark.parametrize(
    ("columns", "threshold"),
    [
        (("institution", "isced_level"), 5),
        (("institution", "isced_field", "sex"), 5),
        (("institution", "isced_field", "sex", "isced_level"), 10),
        (("institution", "funding"), 10),
        (("health",), 10),
    ],
)
def test_a_detailed_table_has_the_higher_threshold(columns, threshold):
    policy = load_policy(columns)
    assert (policy.threshold, policy.base) == (threshold, threshold)


def test_linked_tables_have_the_strictest_policy_and_a_fixed_column_counts():
    cells = pd.DataFrame({"institution": ["A"], "value": ["9"]})
    plain = Table("a", cells, ("institution",))
    scholars = Table("b", cells, ("institution",), context={"funding": "cgs", "host": "CHN"})
    everybody = Table("c", cells, ("institution",), context={"funding": "_T"})
    assert policy_for([plain, everybody]).threshold == 5
    assert policy_for([plain, scholars]).threshold == 10


def test_a_fact_file_without_a_threshold_is_refused(tmp_path):
    (tmp_path / "disclosure.toml").write_text("[threshold]\npublic = 5\ndetailed_when = []\n")
    with (
        factbook.using(tmp_path),
        pytest.raises(FactError, match="expected all thresholds"),
    ):
        load_policy(("institution",))


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, None),
        (1, Primary("A", 1, 4)),
        (3, Primary("A", 1, 2)),
        (4, Primary("A", 1, 1)),
        (5, None),
    ],
)
def test_counts_below_the_threshold_are_primary_and_true_zeros_are_not(count, expected):
    assert primary_count(count, Policy()) == expected


def test_zeros_are_primary_when_the_policy_says_so_but_never_structural_ones():
    policy = Policy(protect_zeros=True)
    table = crossed("f m\nA: 0 18\nB: - 14\nC: 9 9")
    assert table_primaries(table, policy) == {at("A", "f"): Primary("A", 0, 5)}


def test_a_cell_declared_confidential_is_primary_at_any_size():
    assert primary_count(40, Policy(), "C") == Primary("C", 1, 1)
    assert primary_count(40, Policy(), "F") is None


# Region D, men, of the data set microdata1 of sdcTable: 11 records of sum 366, one of 280
# (sdcTable, tests/testthat/test-primarySuppression.r). The other ten are taken as equal.
DOMINATED = [280] + [8.6] * 10
EVEN = [30.0] * 12


@pytest.mark.parametrize(
    "rule",
    [
        Dominance(units=2, percent=75, p_percent=0),
        Dominance(percent=100, p_percent=70),
        Dominance(percent=100, p_percent=60, prior=80),
    ],
    ids=["nk(2,75)", "p70", "pq(60,80)"],
)
def test_published_dominance_problem(rule):
    policy = Policy(threshold=3, dominance=rule)
    assert primary_amount(DOMINATED, policy)
    assert primary_amount([10, 20], policy)  # region A, women: two records
    assert primary_amount(EVEN, policy) is None


def test_cover_of_an_amount_by_hand():
    # 60 + 30 of 100: (2, 80) needs 100/80 * 90 - 100; p = 25: 0.25 * 60 - 10
    nk = Policy(threshold=1, dominance=Dominance(2, 80, 0))
    assert primary_amount([60, 30, 10], nk) == Primary("T", 12.5, 12.5)
    p = Policy(threshold=1, dominance=Dominance(2, 100, 25))
    assert primary_amount([60, 30, 10], p) == Primary("M", 5, 5)
    few = Policy(threshold=4, dominance=Dominance(2, 100, 10))
    assert primary_amount([34, 33, 33], few) == Primary("A", 10, 10)
    one = replace(nk, dominance=Dominance(2, 50, 0))
    assert primary_amount([60, 30, 10], one).reason == "O"


def test_an_amount_of_nobody_is_not_primary():
    assert primary_amount([], Policy()) is None
    assert primary_amount([0, 0], Policy()) is None


def test_percentages_and_averages_need_a_base():
    assert [percentage_allowed(n) for n in (22, 22.5, 23)] == [False, True, True]
    assert [average_allowed(n) for n in (7, 8)] == [False, True]
