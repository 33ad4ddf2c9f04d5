"""Every kind of indicator: its bounds are the least and the greatest value inside the box."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counted import ends, one, point, results, series
from exchange_stats.measures.indicators import KINDS

ZERO = {"s": series(y2010=0, y2011=5), "t": series(y2010=7, y2011=5)}


@pytest.mark.parametrize(
    ("kind", "spec", "given"),
    [
        ("share", {"part": "t", "whole": "s"}, ["2011"]),
        ("ratio", {"name": "n", "over": "t", "under": "s"}, ["2011"]),
        ("index", {"of": "s", "base": 2010}, []),
        ("growth_year", {"of": "s"}, []),
        ("growth_span", {"of": "s", "from": 2010, "to": 2011, "form": "total"}, []),
        ("contribution", {"whole": ["s"], "parts": ["t"], "from": 2010, "to": 2011}, []),
    ],
)
def test_a_division_by_a_count_of_none_is_left_out(kind, spec, given):
    assert [result.period for result in results(kind, ZERO, **spec)] == given


counts = st.tuples(st.integers(1, 60), st.integers(0, 6), st.integers(0, 6)).map(
    lambda drawn: (drawn[0] + drawn[1], drawn[0], drawn[0] + drawn[1] + drawn[2])
)
TWO = {"name": "n", "over": "a", "under": "b"}
FORMULAS = {
    "ratio": (TWO, lambda a, b: a / b),
    "balance": (TWO, lambda a, b: a - b),
    "asymmetry": (TWO, lambda a, b: (a - b) / (a + b)),
    "reciprocity": (TWO, lambda a, b: 2 * min(a, b) / (a + b)),
    "mirror_gap": (TWO, lambda a, b: 2 * (a - b) / (a + b)),
    "share": ({"part": "a", "whole": "b"}, lambda a, b: 100 * a / b),
    "female_share": ({"name": "n", "female": "a", "male": "b"}, lambda a, b: 100 * a / (a + b)),
    "rate": ({"of": "a", "population": "b", "per": 1000}, lambda a, b: 1000 * a / b),
    "remainder": ({"whole": "b", "parts": ["a"]}, lambda a, b: b - a),
    "total": ({"name": "n", "parts": ["a", "b"]}, lambda a, b: a + b),
}


@pytest.mark.parametrize("kind", FORMULAS)
@given(first=counts, second=counts)
def test_bounds_are_the_least_and_the_greatest_of_all_pairs_inside(kind, first, second):
    spec, formula = FORMULAS[kind]
    named = {"a": {1: point(1, *first)}, "b": {1: point(1, *second)}}
    pairs = list(product(range(first[1], first[2] + 1), range(second[1], second[2] + 1)))
    if kind == "share":  # a part is inside its total
        pairs = [(a, b) for a, b in pairs if a <= b]
    values = [formula(a, b) for a, b in pairs]
    if values:
        found = one(kind, named, **spec).bounds
        assert (found.lo, found.hi) == pytest.approx((min(values), max(values)))


@given(before=counts, after=counts)
def test_every_growth_within_the_bounds_is_within_the_bounds(before, after):
    named = {"s": {1: point(1, *before), 2: point(2, *after)}}
    result = one("growth_year", named, of="s")
    grid = product(range(before[1], before[2] + 1), range(after[1], after[2] + 1))
    values = [100 * (b / a - 1) for a, b in grid]
    assert ends(result, 6) == (round(min(values), 6), round(max(values), 6))


@given(part=st.tuples(counts, counts), rest=counts)
def test_every_contribution_within_the_bounds_is_within_the_bounds(part, rest):
    (before, after), base = part, rest
    named = {"p": {1: point(1, *before), 2: point(2, *after)}}
    named["w"] = {1: point(1, *base), 2: point(2, *base)}
    result = one("contribution", named, whole=["w"], parts=["p"], **{"from": 1, "to": 2})
    values = [
        100 * (b - a) / w
        for a, b, w in product(
            range(before[1], before[2] + 1),
            range(after[1], after[2] + 1),
            range(base[1], base[2] + 1),
        )
    ]
    assert ends(result, 6) == (round(min(values), 6), round(max(values), 6))


SPANS = {
    "total": lambda a, b: 100 * (b / a - 1),
    "compound": lambda a, b: 100 * ((b / a) ** (1 / 8) - 1),
    "multiple": lambda a, b: b / a,
}


@pytest.mark.parametrize("form", SPANS)
@given(before=counts, after=counts)
def test_bounds_of_growth_over_years_are_attained(form, before, after):
    named = {"s": {2010: point(2010, *before), 2018: point(2018, *after)}}
    result = one("growth_span", named, of="s", **{"from": 2010, "to": 2018}, form=form)
    grid = product(range(before[1], before[2] + 1), range(after[1], after[2] + 1))
    values = [SPANS[form](a, b) for a, b in grid]
    assert (result.bounds.lo, result.bounds.hi) == pytest.approx((min(values), max(values)))


small = st.tuples(st.integers(1, 20), st.integers(0, 3)).map(
    lambda drawn: (drawn[0], drawn[0], drawn[0] + drawn[1])
)


@pytest.mark.parametrize("adjusted", [False, True])
@given(groups=st.tuples(small, small, small, small))
def test_bounds_of_parity_are_attained(adjusted, groups):
    named = dict(zip("abcd", ({1: point(1, *group)} for group in groups), strict=True))
    spec = {"female": "a", "female_population": "b", "male": "c", "male_population": "d"}
    result = one("gender_parity", named, name="n", adjusted=adjusted, **spec)
    grid = product(*(range(low, high + 1) for _, low, high in groups))
    plain = [(f / pf) / (m / pm) for f, pf, m, pm in grid]
    values = [g if g <= 1 or not adjusted else 2 - 1 / g for g in plain]
    assert (result.bounds.lo, result.bounds.hi) == pytest.approx((min(values), max(values)))


@given(groups=st.tuples(small, small, small, small))
def test_bounds_of_a_residual_are_attained(groups):
    before, after, came, left = groups
    named = {
        "s": {1: point(1, *before), 2: point(2, *after)},
        **{"e": {2: point(2, *came)}, "g": {2: point(2, *left)}},
    }
    result = one("residual", named, name="n", stock="s", entrants="e", graduates="g")
    grid = product(*(range(low, high + 1) for _, low, high in groups))
    values = [b + c - gone - a for b, a, c, gone in grid]
    assert (result.bounds.lo, result.bounds.hi) == (min(values), max(values))


def test_every_kind_is_a_function_with_its_formula_in_words():
    assert all(kind.__doc__.startswith("Yield ") for kind in KINDS.values())
