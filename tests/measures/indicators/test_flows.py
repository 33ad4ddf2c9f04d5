"""Two flows side by side, and head counts added up, on numbers worked by hand."""

import pytest

from counted import between, ends, one, point, results, series
from exchange_stats.ground.intervals import Interval

STATED = {
    "kgz": {2025: point(2025, 4200, 4201, 4299)},
    "chn": {2025: point(2025, 450, 445, 454)},
}


def test_count_gives_every_year_of_every_series():
    named = {"a": series(y2017=1, y2018=2), "b": series(y2018=3)}
    found = [(r.series, r.period, r.value) for r in results("count", named, of=["a", "b"])]
    assert found == [("a", "2017", 1), ("a", "2018", 2), ("b", "2018", 3)]


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


FLOWS = {"name": "flows", "over": "kgz", "under": "chn"}
COUNTED = {"kgz": series(y2025=4200), "chn": series(y2025=450)}


@pytest.mark.parametrize(
    ("kind", "value"), [("ratio", 9.3333), ("asymmetry", 0.80645), ("reciprocity", 0.19355)]
)
def test_two_flows_of_4200_and_450(kind, value):
    result = one(kind, COUNTED, **FLOWS)
    assert round(result.value, len(str(value)) - 2) == value
    assert result.bounds == Interval(result.value, result.value)


def test_net_flow_is_seen_from_the_host():
    assert one("balance", COUNTED, name="net", over="chn", under="kgz").value == -3750


@pytest.mark.parametrize(
    ("kind", "bounds"),
    [
        ("ratio", (9.23077, 9.66292)),
        ("asymmetry", (0.80451, 0.81243)),
        ("reciprocity", (0.18757, 0.19549)),
        ("mirror_gap", (1.60902, 1.62487)),
    ],
)
def test_bounds_of_4200_to_4300_beside_445_to_455(kind, bounds):
    assert ends(one(kind, between(kgz=(4200, 4300), chn=(445, 455)), **FLOWS), 5) == bounds


def test_flows_that_may_be_equal_may_be_fully_reciprocal():
    result = one("reciprocity", between(kgz=(40, 50), chn=(45, 90)), **FLOWS)
    assert ends(result, 5) == (0.61538, 1.0)


def test_two_countries_that_count_one_flow_lie_a_fraction_apart():
    named = {"host": series(y2018=4200), "origin": series(y2018=3900)}
    result = one("mirror_gap", named, name="gap", over="host", under="origin")
    assert round(result.value, 5) == 0.07407


def test_two_empty_flows_have_no_asymmetry():
    assert results("asymmetry", {"kgz": series(y2018=0), "chn": series(y2018=0)}, **FLOWS) == []


def test_a_rank_is_open_where_counts_overlap():
    named = between(c=(90, 110), u=(100, 120), i=(50, 60))
    result = one("rank", named, of="c", among=["c", "u", "i"])
    assert result.bounds == Interval(1, 2)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((295_043, 81_562, 73_618, 35_733, 6_229), 492_185),  # continents
        ((258_122, 234_063), 492_185),  # degree and non-degree
        ((63_041, 429_144), 492_185),  # scholarship holders and self-funded
        ((59_444, 25_618), 85_062),  # master's and doctoral
    ],
)
def test_the_parts_of_the_release_of_2018_add_up_to_its_totals(parts, whole):
    named = {str(part): series(y2018=part) for part in parts}
    result = one("total", named, name="all", parts=list(named))
    assert (result.value, result.bounds) == (whole, Interval(whole, whole))
