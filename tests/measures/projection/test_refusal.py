"""Every refusal rule fires, at its edge, with the numbers in its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.measures.projection.refusal import Lift, Rules, lift, refusals

RULES = Rules(least_points=6, most_age=2, most_horizon=3, points_per_year=3)


def counts(first: int, last: int) -> dict[int, float]:
    return {year: 100.0 + year % 5 for year in range(first, last + 1)}


def rules_broken(values, period, as_of):
    return [refusal.rule for refusal in refusals(values, period, as_of, RULES)]


@pytest.mark.parametrize(
    ("values", "period", "as_of", "broken"),
    [
        (counts(2017, 2025), 2027, 2026, []),
        (counts(2016, 2024), 2027, 2026, []),
        (counts(2010, 2018), 2021, 2018, []),
        (counts(2020, 2025), 2027, 2026, []),
        ({}, 2027, 2026, ["no_points"]),
        (counts(2022, 2025), 2026, 2026, ["too_few_points"]),
        (counts(2021, 2025), 2026, 2026, ["too_few_points"]),
        (counts(2015, 2023), 2025, 2026, ["newest_too_old"]),
        (counts(2015, 2024), 2028, 2026, ["horizon_too_long"]),
        (counts(2018, 2025), 2028, 2026, ["horizon_too_long_for_points"]),
        (counts(2020, 2025), 2028, 2026, ["horizon_too_long_for_points"]),
        (counts(2016, 2024), 2024, 2026, ["already_counted"]),
        (counts(2016, 2024) | {2019: 0}, 2026, 2026, ["zero_count"]),
        (dict.fromkeys(range(2016, 2025), 4200.0), 2026, 2026, ["no_variation"]),
    ],
)
def test_each_rule_fires_at_its_edge(values, period, as_of, broken):
    assert rules_broken(values, period, as_of) == broken


def test_all_rules_that_are_broken_are_named():
    broken = rules_broken({2018: 5, 2020: 5}, 2027, 2026)
    assert broken == ["too_few_points", "no_variation", "newest_too_old", "horizon_too_long"]


def test_the_reason_and_the_numbers_agree():
    (refusal,) = refusals(counts(2015, 2023), 2025, 2026, RULES)
    assert refusal.reason == (
        "the newest usable count is of 2023, 3 years before 2026; at most 2 are allowed"
    )
    assert (refusal.found, refusal.limit) == (3, 2)


@given(
    st.dictionaries(st.integers(2000, 2026), st.integers(1, 99), min_size=1, max_size=20),
    st.integers(2020, 2035),
)
def test_what_is_refused_for_a_year_is_refused_for_the_next(values, period):
    if period > max(values) and refusals(values, period, 2026, RULES):
        assert refusals(values, period + 1, 2026, RULES)


@pytest.mark.parametrize(
    ("years", "wanted"),
    [
        (range(2010, 2019), Lift(1, 2024)),  # nine counts to 2018: a tenth of 2024 is enough
        (range(2014, 2019), Lift(1, 2025)),  # six points allow two years ahead, not three
        (range(2017, 2019), Lift(4, 2025)),  # and six are asked for
        ((), Lift(6, 2025)),
    ],
)
def test_the_fewest_counts_that_would_lift_a_refusal(years, wanted):
    values = {year: 100 + year % 7 for year in years}
    assert lift(values, 2027, 2026, RULES) == wanted
    added = {wanted.newest - n: 200 + n for n in range(wanted.counts)}
    assert refusals({**values, **added}, 2027, 2026, RULES) == ()


@pytest.mark.parametrize(
    ("values", "period", "as_of"),
    [
        ({2017: 0, 2018: 5}, 2027, 2026),
        ({2018: 5}, 2018, 2019),
        ({year: year for year in range(2010, 2019)}, 2022, 2018),
    ],
    ids=["a zero stays", "already counted", "too far when it was asked"],
)
def test_what_no_count_can_lift(values, period, as_of):
    assert lift(values, period, as_of, RULES) is None


def test_counts_of_years_that_a_variant_leaves_out_lift_nothing():
    assert lift({}, 2027, 2026, RULES, after=2022) is None
    assert lift({}, 2030, 2029, RULES, after=2022) == Lift(6, 2028)
