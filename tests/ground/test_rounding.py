"""Rounding as statistical offices do it."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.rounding import (
    decimals_within,
    half_up,
    largest_remainder,
    supported,
    to_base,
)

CHINA_2018 = [295043, 81562, 73618, 35733, 6229]


def texts(values):
    return [str(value) for value in values]


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (2.5, 0, "3"),
        (3.5, 0, "4"),
        (2.675, 2, "2.68"),
        (0.15, 1, "0.2"),
        ("0.15", 1, "0.2"),
        (Decimal("0.25"), 1, "0.3"),
        (1.005, 2, "1.01"),
        (2.4999, 0, "2"),
        (9.995, 2, "10.00"),
        (52.4, 2, "52.40"),
        (-2.5, 0, "-3"),
        (-0.04, 1, "0.0"),
        ("-0", 0, "0"),
        (-0.05, 1, "-0.1"),
        (4200, 0, "4200"),
        (4250, -2, "4.3E+3"),
    ],
)
def test_halves_go_up_on_the_printed_decimal_and_away_from_zero(value, decimals, rounded):
    assert str(half_up(value, decimals)) == rounded


@pytest.mark.parametrize(
    ("lo", "hi", "decimals", "printed"),
    [
        (9.2533, 9.6607, 4, ["9.3", "9.7"]),
        (8.842, 10.118, 1, ["9", "10"]),
        (3747, 3854, 0, ["3700", "3900"]),
        (4046.4, 8882.3, 0, ["4000", "9000"]),
        (4201, 4299, 0, ["4200", "4300"]),
        (445, 454, 0, ["445", "454"]),
        (-0.9, 29.7, 1, ["0", "30"]),
        (0.0, 0.0004, 2, ["0.00"]),
        (5, 5, 1, ["5.0"]),
        (9.2533, math.inf, 1, ["9.3"]),
    ],
)
def test_no_digit_is_printed_that_is_finer_than_the_bounds(lo, hi, decimals, printed):
    assert [f"{end:f}" for end in supported(Interval(lo, hi), decimals)] == printed


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(0, 6))
def test_the_last_digit_is_worth_at_most_the_width_and_ends_move_less_than_that(lo, width, wanted):
    bounds = Interval(lo, lo + width)
    if bounds.exact:
        return
    step = Decimal(10) ** -decimals_within(bounds, wanted)
    assert step <= Decimal(str(bounds.hi - bounds.lo)) * Decimal("1.000001") or step <= 1
    ends = (Decimal(str(bounds.lo)), Decimal(str(bounds.hi)))
    printed = supported(bounds, wanted)
    assert abs(printed[0] - ends[0]) <= step / 2
    assert abs(printed[-1] - ends[1]) <= step / 2


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0, 0), (1, 0), (2, 0), (2.5, 5), (3, 5), (7, 5), (7.5, 10), (8, 10), (12, 10), (13, 15)],
)
def test_counts_go_to_the_nearest_five(value, rounded):
    assert to_base(value, 5) == rounded


@pytest.mark.parametrize(("value", "base", "rounded"), [(1, 3, 0), (1.5, 3, 3), (449, 100, 400)])
def test_counts_go_to_any_base(value, base, rounded):
    assert to_base(value, base) == rounded


def test_published_shares_of_2018_rounded_one_by_one_add_to_more_than_a_hundred():
    shares = [half_up(Decimal(part) * 100 / 492185, 2) for part in CHINA_2018]
    assert texts(shares) == ["59.95", "16.57", "14.96", "7.26", "1.27"]
    assert sum(shares) == Decimal("100.01")


@pytest.mark.parametrize(
    ("decimals", "shares"),
    [
        (2, ["59.94", "16.57", "14.96", "7.26", "1.27"]),
        (1, ["59.9", "16.6", "14.9", "7.3", "1.3"]),
        (0, ["60", "17", "15", "7", "1"]),
    ],
)
def test_largest_remainder_of_the_shares_of_2018(decimals, shares):
    assert texts(largest_remainder(CHINA_2018, decimals)) == shares


@pytest.mark.parametrize(
    ("parts", "shares"),
    [
        ([1, 1, 1], ["34", "33", "33"]),
        ([1, 1, 1, 1, 1, 1], ["17", "17", "17", "17", "16", "16"]),
        ([5], ["100"]),
        ([0, 3], ["0", "100"]),
        ([0, 1, 1, 1], ["0", "34", "33", "33"]),
    ],
)
def test_ties_go_to_the_parts_that_stand_first(parts, shares):
    assert texts(largest_remainder(parts)) == shares


@pytest.mark.parametrize("parts", [[], [0, 0], [5, -1], [-1, -2]])
def test_shares_of_nothing_or_of_negative_parts_are_refused(parts):
    with pytest.raises(ValueTextError, match=r"expected counts, not all zero; give no shares"):
        largest_remainder(parts)


PARTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@given(PARTS, st.integers(0, 3))
def test_shares_add_to_a_hundred_and_each_is_less_than_a_step_off(parts, decimals):
    shares = largest_remainder(parts, decimals)
    assert sum(shares) == 100
    step = Decimal(1).scaleb(-decimals)
    off = [abs(share * sum(parts) - 100 * part) for share, part in zip(shares, parts, strict=True)]
    assert max(off) < step * sum(parts)


@given(PARTS, st.integers(0, 3))
def test_a_larger_part_has_no_smaller_share(parts, decimals):
    shares = largest_remainder(parts, decimals)
    by_part = [share for _, share in sorted(zip(parts, shares, strict=True))]
    assert by_part == sorted(by_part)
