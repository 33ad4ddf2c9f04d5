"""Concentration, inequality, dissimilarity and intensity, on numbers worked by hand."""

import math
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy

from counted import between, one, point, results, series
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.measures.indicators import spread

FOUR = {name: series(y2018=value) for name, value in zip("abcd", (40, 30, 20, 10), strict=True)}


@pytest.mark.parametrize(
    ("form", "value"), [("index", 0.3), ("normalised", 0.06667), ("effective", 3.33333)]
)
def test_concentration_of_four_parts(form, value):
    result = one("concentration", FOUR, name="c", parts=list("abcd"), form=form)
    assert round(result.value, 5) == value
    assert (result.bounds.lo, result.bounds.hi) == pytest.approx((result.value, result.value))


def test_an_effective_number_turns_the_bounds_round():
    spec = {"name": "c", "parts": ["a", "b"]}
    named = between(a=(10, 10), b=(10, 30))
    index, number = (one("concentration", named, **spec, form=f) for f in ("index", "effective"))
    assert (index.bounds.lo, index.bounds.hi) == pytest.approx((0.5, 0.625))
    assert (number.bounds.lo, number.bounds.hi) == pytest.approx((1.6, 2.0))


def test_inequality_of_four_parts_is_between_and_within_two_groups():
    named = dict(zip("abcd", map(series_of, (10, 20, 30, 40)), strict=True))
    assert round(one("inequality", named, name="t", parts=list("abcd")).value, 7) == 0.1064401
    parted = spread.theil_split([[10, 20], [30, 40]])
    assert tuple(round(part, 7) for part in parted) == (0.0822829, 0.0241573)
    assert sum(parted) == pytest.approx(spread.theil([10, 20, 30, 40]))


def series_of(value):
    return series(y2018=value)


def test_a_part_of_none_adds_nothing_to_inequality():
    assert spread.theil([0, 10]) == pytest.approx(math.log(2))


def test_inequality_is_the_missing_entropy_of_the_shares():
    """The index is ln n less the entropy of the shares, which scipy knows how to compute."""
    amounts = [7874, 764, 923, 928, 1441]
    shares = [amount / sum(amounts) for amount in amounts]
    assert spread.theil(amounts) == pytest.approx(math.log(5) - entropy(shares))
    assert spread.theil(amounts) == pytest.approx(entropy(shares, [0.2] * 5))


def test_inequality_is_the_limit_of_generalised_entropy():
    """GE(a) = (mean (y/mean)^a - 1) / (a (a - 1)) tends to the index as a tends to 1."""
    amounts = [7874, 764, 923, 928, 1441]
    mean = sum(amounts) / 5

    def generalised(a):
        return (sum((y / mean) ** a for y in amounts) / 5 - 1) / (a * (a - 1))

    either_side = (generalised(1 + 1e-4) + generalised(1 - 1e-4)) / 2
    assert spread.theil(amounts) == pytest.approx(either_side, rel=1e-6)


boxes = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda b: (b[0], b[0] + b[1])),
    min_size=2,
    max_size=4,
).filter(lambda box: all(low for low, _ in box[:1]))


@pytest.mark.parametrize(
    ("kind", "measure"),
    [("concentration", spread.herfindahl), ("inequality", spread.theil)],
)
@given(box=boxes)
def test_bounds_of_spread_hold_for_all_counts_inside_and_are_attained(kind, measure, box):
    named = {str(n): {1: point(1, low, low, high)} for n, (low, high) in enumerate(box)}
    found = one(kind, named, name="n", parts=list(named), form="index").bounds
    grid = [measure(cell) for cell in product(*(range(a, b + 1) for a, b in box)) if sum(cell)]
    assert max(grid) == pytest.approx(found.hi)
    assert min(grid) >= found.lo - 1e-12
    levels = [step / 500 for step in range(500 * 17)]
    near = ([min(max(level, a), b) for a, b in box] for level in levels)
    assert min(measure(cell) for cell in near) == pytest.approx(found.lo, abs=1e-5)


def test_a_spread_over_many_open_counts_has_no_bounds():
    named = between(**{f"p{n}": (1, 2) for n in range(13)})
    with pytest.raises(ValueTextError, match="13 without an exact count, expected at most 12"):
        one("inequality", named, name="t", parts=list(named))
    named = between(a=(1, math.inf), b=(1, 1))
    with pytest.raises(ValueTextError, match="all with an upper bound"):
        one("concentration", named, name="t", parts=list(named), form="index")


SEXES = {
    name: series_of(value)
    for name, value in {"f1": 60, "f2": 30, "f3": 10, "m1": 20, "m2": 30, "m3": 50}.items()
}
FIELDS = {"name": "d", "female": ["f1", "f2", "f3"], "male": ["m1", "m2", "m3"]}


def test_four_in_ten_had_to_move_for_equal_spread():
    assert one("dissimilarity", SEXES, **FIELDS, form="distance").value == pytest.approx(0.4)


def test_dissimilarity_needs_exact_counts():
    named = {**SEXES, "f1": {2018: point(2018, 60, 55, 64)}}
    assert results("dissimilarity", named, **FIELDS, form="distance") == []


def test_dissimilarity_by_chance_is_the_mean_over_all_permutations():
    women, men = [2, 1, 0], [1, 1, 2]
    parts = [0, 0, 0, 1, 1, 2, 2]
    dealt = [
        spread.distance(
            [order[:3].count(part) for part in range(3)],
            [order[3:].count(part) for part in range(3)],
        )
        for order in permutations(parts)
    ]
    assert spread.distance_by_chance(women, men) == pytest.approx(sum(dealt) / len(dealt))


MATRIX = [[0, 60, 40], [30, 0, 70], [10, 90, 0]]


def test_intensity_takes_the_own_country_out_of_all_students():
    found = spread.intensities(MATRIX)
    rows = [[round(found.get((i, j), 0), 4) for j in range(3)] for i in range(3)]
    assert rows == [[0, 1.04, 0.9455], [1.125, 0, 0.9545], [0.475, 1.14, 0]]


def test_intensity_without_the_correction_would_be_larger():
    outbound, inbound, total = 100, (40, 150, 110), 300
    plain = [
        round((x / outbound) / (i / total), 4) for x, i in zip(MATRIX[0], inbound, strict=True)
    ]
    assert plain == [0, 1.2, 1.0909]


def flows(skip=""):
    names = [["" if i == j else f"{i}{j}" for j in range(3)] for i in range(3)]
    named = {
        names[i][j]: series_of(MATRIX[i][j])
        for i, j in product(range(3), repeat=2)
        if i != j and names[i][j] != skip
    }
    return results("intensity", named, countries=["KGZ", "CHN", "KAZ"], matrix=names)


def test_intensity_names_origin_and_host():
    assert {r.series: round(r.value, 3) for r in flows()}["KGZ to CHN"] == 1.04


def test_intensity_of_a_matrix_with_a_hole_is_not_given():
    assert flows(skip="12") == []
