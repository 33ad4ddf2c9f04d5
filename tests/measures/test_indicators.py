"""The arithmetic of every kind of indicator, on numbers worked by hand."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.indicators import KINDS
from exchange_stats.measures.series import Point


def point(year, value, lo=None, hi=None):
    bounds = Interval(value if lo is None else lo, value if hi is None else hi)
    return Point(year, value, bounds, ({"period": str(year)},))


def series(**values):
    """Return a series of exact values: ``y2010=1441``."""
    return {int(name[1:]): point(int(name[1:]), value) for name, value in values.items()}


def results(kind, named, **spec):
    return list(KINDS[kind](spec, lambda name: named.get(name, {})))


def one(kind, named, **spec):
    (result,) = results(kind, named, **spec)
    return result


def ends(result, decimals):
    return round(result.bounds.lo, decimals), round(result.bounds.hi, decimals)


STATED = {
    "kgz": {2025: point(2025, 4200, 4201, 4299)},
    "chn": {2025: point(2025, 450, 445, 454)},
}


def test_count_gives_every_year_of_every_series():
    named = {"a": series(y2017=1, y2018=2), "b": series(y2018=3)}
    found = [(r.series, r.period, r.value) for r in results("count", named, of=["a", "b"])]
    assert found == [("a", "2017", 1), ("a", "2018", 2), ("b", "2018", 3)]


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (258_122, 492_185, 52.44),
        (63_041, 492_185, 12.81),
        (164_394, 377_054, 43.60),
        (36_943, 377_054, 9.80),
        (2_400, 4_614, 52.02),
        (935, 4_614, 20.26),
    ],
)
def test_share_in_percent(part, whole, percent):
    named = {"part": series(y2018=part), "whole": series(y2018=whole)}
    result = one("share", named, part="part", whole="whole")
    assert round(result.value, 2) == percent
    assert ends(result, 2) == (percent, percent)


def test_share_is_given_only_for_years_that_have_both():
    named = {"part": series(y2017=1, y2018=2), "whole": series(y2018=4, y2019=8)}
    assert [r.period for r in results("share", named, part="part", whole="whole")] == ["2018"]


def test_share_stays_within_nought_and_a_hundred():
    named = {"part": {1: point(1, 9, 5, 14)}, "whole": {1: point(1, 10, 8, 12)}}
    result = one("share", named, part="part", whole="whole")
    assert ends(result, 2) == (41.67, 100.0)


def test_remainder_is_the_total_less_its_parts():
    named = {"d": series(y2018=2400), "b": series(y2018=1219), "p": series(y2018=972)}
    result = one("remainder", named, whole="d", parts=["b", "p"])
    assert (result.value, result.bounds) == (209, Interval(209, 209))
    assert [p.value for p in result.inputs] == [2400, 1219, 972]


def test_total_of_five_countries_needs_all_five():
    values = {"a": 7874, "b": 764, "c": 923, "d": 928, "e": 1441}
    named = {name: series(y2010=value) for name, value in values.items()}
    assert one("total", named, name="all", parts=list("abcde")).value == 11_930
    del named["e"]
    assert results("total", named, name="all", parts=list("abcde")) == []


def test_index_is_exactly_a_hundred_in_its_base_year():
    named = {"s": {2010: point(2010, 450, 445, 454), **series(y2018=900)}}
    base, after = results("index", named, of="s", base=2010)
    assert (base.value, base.bounds) == (100, Interval(100, 100))
    assert (after.value, ends(after, 2)) == (200, (198.24, 202.25))
    assert (after.period, after.from_period) == ("2018", "2010")


def test_growth_from_2017_to_2018_of_all_students_in_china():
    result = one("growth_year", {"s": series(y2017=489_172, y2018=492_185)}, of="s")
    assert round(result.value, 5) == 0.61594
    assert (result.from_period, result.period) == ("2017", "2018")


def test_growth_of_degree_students_is_that_of_the_release():
    result = one("growth_year", {"s": series(y2017=241_543, y2018=258_122)}, of="s")
    assert round(result.value, 5) == 6.86379


def test_growth_is_never_given_over_a_gap():
    assert results("growth_year", {"s": series(y2018=4614, y2025=4200)}, of="s") == []


@pytest.mark.parametrize(
    ("before", "after", "bounds"),
    [
        ((3695, 3705), (4200, 4300), (13.36, 16.37)),
        ((395, 405), (445, 455), (9.88, 15.19)),
        ((375, 425), (425, 475), (0.0, 26.67)),
        ((350, 449), (445, 454), (-0.89, 29.71)),
    ],
)
def test_growth_of_intervals_is_taken_at_the_corners(before, after, bounds):
    named = {"s": {1: point(1, before[0], *before), 2: point(2, after[0], *after)}}
    assert ends(one("growth_year", named, of="s"), 2) == bounds


def span(form, before, after, start=2010, end=2018):
    named = {"s": {start: point(start, *before), end: point(end, *after)}}
    return one("growth_span", named, of="s", **{"from": start, "to": end}, form=form)


def test_compound_growth_counts_years_and_not_observations():
    assert round(span("compound", [377_054], [492_185], 2014, 2018).value, 5) == 6.88855
    assert round(span("compound", [1_441], [4_614]).value, 1) == 15.7
    assert round(span("compound", [417], [2_400]).value, 1) == 24.5


def test_compound_growth_of_intervals():
    result = span("compound", [1800, 1750, 1850], [4200, 4200, 4300], 2013, 2025)
    assert round(result.value, 3) == 7.316
    assert ends(result, 3) == (7.071, 7.779)


def test_total_growth_and_multiple():
    assert round(span("total", [1_441], [4_614]).value, 2) == 220.19
    assert round(span("multiple", [1_441], [4_614]).value, 2) == 3.20
    assert round(span("multiple", [417], [2_400]).value, 2) == 5.76


def test_growth_of_a_span_needs_both_its_years():
    named = {"s": series(y2010=1, y2017=2)}
    assert results("growth_span", named, of="s", **{"from": 2010, "to": 2018}, form="total") == []


PARTS = {"a": (200, 230), "b": (120, 150), "c": (30, 40), "d": (100, 90)}


def contributions(whole):
    named = {name: series(y2010=a, y2018=b) for name, (a, b) in PARTS.items()}
    named["all"] = series(y2010=450, y2018=510)
    spec = {"whole": whole, "parts": list(PARTS), "from": 2010, "to": 2018}
    return results("contribution", named, **spec)


@pytest.mark.parametrize("whole", [["all"], list(PARTS)], ids=["total", "added up"])
def test_contributions_add_up_to_the_growth_of_the_whole(whole):
    values = [result.value for result in contributions(whole)]
    assert [round(value, 3) for value in values] == [6.667, 6.667, 2.222, -2.222]
    assert round(sum(values), 3) == 13.333


def test_a_contribution_names_its_part_and_its_base():
    first = contributions(["all"])[0]
    assert (first.series, first.from_period, first.period) == ("a", "2010", "2018")
    assert [p.value for p in first.inputs] == [230, 200, 450]


def test_ratio_of_the_flows_of_2025_as_stated():
    result = one("ratio", STATED, name="statements", over="kgz", under="chn")
    assert round(result.value, 4) == 9.3333
    assert ends(result, 4) == (9.2533, 9.6607)


def test_balance_of_the_flows_of_2025_as_stated():
    result = one("balance", STATED, name="statements", over="kgz", under="chn")
    assert (result.value, result.bounds) == (3750, Interval(3747, 3854))


def test_rank_counts_the_larger_ones_that_have_a_value():
    named = {"c": series(y2010=601, y2018=273), "u": series(y2010=5967), "i": series(y2018=6828)}
    found = results("rank", named, of="c", among=["c", "u", "i"])
    assert [(r.period, r.value) for r in found] == [("2010", 2), ("2018", 2)]
    assert [r.value for r in results("rank", named, of="i", among=["c", "u", "i"])] == [1]


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


@pytest.mark.parametrize(
    ("kind", "spec", "formula"),
    [
        ("ratio", {"name": "n", "over": "a", "under": "b"}, lambda a, b: a / b),
        ("balance", {"name": "n", "over": "a", "under": "b"}, lambda a, b: a - b),
        ("share", {"part": "a", "whole": "b"}, lambda a, b: 100 * a / b),
        ("remainder", {"whole": "b", "parts": ["a"]}, lambda a, b: b - a),
        ("total", {"name": "n", "parts": ["a", "b"]}, lambda a, b: a + b),
    ],
)
@given(first=counts, second=counts)
def test_every_pair_within_the_bounds_gives_a_value_within_the_bounds(
    kind, spec, formula, first, second
):
    named = {"a": {1: point(1, *first)}, "b": {1: point(1, *second)}}
    result = one(kind, named, **spec)
    pairs = product(range(first[1], first[2] + 1), range(second[1], second[2] + 1))
    if kind == "share":  # a part is inside its total
        pairs = [(a, b) for a, b in pairs if a <= b]
    values = [formula(a, b) for a, b in pairs]
    assert all(result.bounds.lo - 1e-9 <= v <= result.bounds.hi + 1e-9 for v in values)
    if kind != "share":
        assert result.bounds.lo == pytest.approx(min(values))
        assert result.bounds.hi == pytest.approx(max(values))


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
