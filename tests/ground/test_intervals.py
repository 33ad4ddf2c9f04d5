"""A quantity between two bounds, and arithmetic at the corners."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval, add, growth, ratio, share, subtract


def shown(interval, decimals, factor=1):
    """Bounds as a report prints them."""
    return [round(factor * interval.lo, decimals), round(factor * interval.hi, decimals)]


@pytest.mark.parametrize(
    ("outbound", "inbound", "bounds"),
    [
        ((4200, 4200), (450, 450), [9.3333, 9.3333]),
        ((4200, 4300), (445, 455), [9.2308, 9.6629]),
        ((4201, 4299), (445, 454), [9.2533, 9.6607]),
    ],
)
def test_ratio_of_the_two_flows(outbound, inbound, bounds):
    assert shown(ratio(Interval(*outbound), Interval(*inbound)), 4) == bounds


def test_ratio_with_a_wider_count_is_roughly_nine_or_ten_to_one():
    assert shown(ratio(Interval(4200, 4300), Interval(425, 475)), 3) == [8.842, 10.118]


def test_asymmetry_from_the_share_of_one_flow_in_both():
    outbound = share(Interval(4200, 4300), Interval(445, 455))
    assert 2 * outbound.lo - 1 == pytest.approx(3745 / 4655)
    assert 2 * outbound.hi - 1 == pytest.approx(3855 / 4745)


def test_net_flow_of_the_two_flows():
    assert subtract(Interval(450, 450), Interval(4200, 4200)) == Interval(-3750, -3750)
    assert subtract(Interval(445, 454), Interval(4201, 4299)) == Interval(-3854, -3747)


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        ((3695, 3705), (4200, 4300), [13.36, 16.37]),
        ((395, 405), (445, 455), [9.88, 15.19]),
        ((375, 425), (425, 475), [0.0, 26.67]),
        ((350, 449), (445, 454), [-0.89, 29.71]),
        ((489172, 489172), (492185, 492185), [0.62, 0.62]),
    ],
)
def test_growth_at_the_corners(before, after, percent):
    assert shown(growth(Interval(*before), Interval(*after)), 2, 100) == percent


def test_yearly_growth_over_twelve_years_from_the_ratio():
    bounds = ratio(Interval(4200, 4300), Interval(1750, 1850))
    yearly = Interval(bounds.lo ** (1 / 12) - 1, bounds.hi ** (1 / 12) - 1)
    assert shown(yearly, 3, 100) == [7.071, 7.779]


def test_share_of_scholarship_holders_with_both_numbers_known():
    assert shown(share(Interval(63041, 63041), Interval(429144, 429144)), 2, 100) == [12.81, 12.81]


def test_share_takes_the_part_out_of_the_total():
    assert share(Interval(1, 3), Interval(1, 9)) == Interval(0.1, 0.75)


def test_sum_of_bounds():
    assert add(Interval(4201, 4299), Interval(445, 454)) == Interval(4646, 4753)


@pytest.mark.parametrize(
    ("over", "bounds"), [((-10, 10), (-10, 10)), ((-10, -4), (-10, -2)), ((0, 4), (0, 4))]
)
def test_a_ratio_of_what_may_be_negative_has_its_widest_corners(over, bounds):
    assert ratio(Interval(*over), Interval(1, 2)) == Interval(*bounds)


OPEN = Interval(4201, math.inf)


@pytest.mark.parametrize(
    ("found", "bounds"),
    [
        (add(OPEN, Interval(1, 2)), (4202, math.inf)),
        (subtract(OPEN, Interval(1, 2)), (4199, math.inf)),
        (subtract(Interval(1, 2), OPEN), (-math.inf, -4199)),
        (subtract(OPEN, OPEN), (-math.inf, math.inf)),
        (ratio(OPEN, Interval(1, 2)), (2100.5, math.inf)),
        (ratio(Interval(4201, 4201), Interval(1, math.inf)), (0, 4201)),
        (ratio(OPEN, Interval(1, math.inf)), (0, math.inf)),
        (growth(Interval(4201, math.inf), Interval(4201, 4201)), (-1, 0)),
        (share(OPEN, Interval(4201, 4201)), (0.5, 1)),
        (share(Interval(4201, 4201), OPEN), (0, 0.5)),
        (share(OPEN, OPEN), (0, 1)),
    ],
)
def test_an_open_end_stays_open_or_meets_its_limit(found, bounds):
    assert found == Interval(*bounds)


@pytest.mark.parametrize("bounds", [(2, 1), (math.nan, 1), (1, math.nan), (math.inf, 1)])
def test_bounds_in_the_wrong_order_or_no_numbers_are_refused(bounds):
    with pytest.raises(ValueTextError, match="expected lo <= hi"):
        Interval(*bounds)


@pytest.mark.parametrize("under", [(0, 5), (-1, 5), (0, 0), (-5, -1)])
def test_a_ratio_to_what_may_be_zero_is_refused(under):
    with pytest.raises(ValueTextError, match="undefined at zero; give no ratio"):
        ratio(Interval(1, 2), Interval(*under))


def test_growth_from_what_may_be_zero_is_refused():
    with pytest.raises(ValueTextError, match="undefined at zero"):
        growth(Interval(0, 9), Interval(10, 10))


@pytest.mark.parametrize(("part", "rest"), [((0, 0), (0, 5)), ((0, 5), (0, 0)), ((0, 0), (0, 0))])
def test_share_of_a_total_that_may_be_empty_is_refused(part, rest):
    with pytest.raises(ValueTextError, match="share of an empty total"):
        share(Interval(*part), Interval(*rest))


@pytest.mark.parametrize(("part", "rest"), [((-5, 1), (1, 2)), ((1, 2), (-1, 2))])
def test_share_of_what_may_be_negative_is_refused(part, rest):
    with pytest.raises(ValueTextError, match="expected no negative"):
        share(Interval(*part), Interval(*rest))


@pytest.mark.parametrize(
    ("other", "meets"),
    [((4299, 5000), True), ((4300, 5000), False), ((4250, 4260), True), ((0, 4200), False)],
)
def test_intervals_meet_when_they_share_a_value(other, meets):
    claim = Interval(4201, 4299)
    assert claim.meets(Interval(*other)) is meets
    assert Interval(*other).meets(claim) is meets


def test_only_a_single_value_is_exact():
    assert Interval(450, 450).exact
    assert not Interval(445, 454).exact


def spans(low):
    return st.tuples(st.integers(low, 60), st.integers(0, 6)).map(lambda s: (s[0], s[0] + s[1]))


def points(bounds):
    return range(bounds[0], bounds[1] + 1)


OPERATIONS = {
    "add": (add, lambda a, b: a + b, -60, -60),
    "subtract": (subtract, lambda a, b: a - b, -60, -60),
    "ratio": (ratio, lambda a, b: a / b, -60, 1),
    "growth": (lambda a, b: growth(b, a), lambda a, b: a / b - 1, 0, 1),
    "share": (share, lambda a, b: a / (a + b), 0, 1),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(data=st.data())
def test_bounds_are_the_least_and_the_greatest_of_all_whole_numbers_inside(name, data):
    operation, plain, low_first, low_second = OPERATIONS[name]
    first, second = data.draw(spans(low_first)), data.draw(spans(low_second))
    grid = [plain(a, b) for a, b in product(points(first), points(second))]
    found = operation(Interval(*first), Interval(*second))
    assert (found.lo, found.hi) == (min(grid), max(grid))
