"""Growth, index, contributions and residuals, on numbers worked by hand."""

import pytest

from counted import ends, one, point, results, series
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.rounding import half_up


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


BROKEN = {2016: point(2016, 90), 2017: point(2017, 100, flags="S B"), 2018: point(2018, 110)}


def test_nothing_is_computed_across_a_break():
    grown = results("growth_year", {"s": BROKEN}, of="s")
    assert [(one.from_period, one.period) for one in grown] == [("2017", "2018")]
    for form in ("compound", "total", "multiple"):
        assert (
            results("growth_span", {"s": BROKEN}, of="s", **{"from": 2016, "to": 2018}, form=form)
            == []
        )
    indices = results("index", {"s": BROKEN}, of="s", base=2018)
    assert [one.period for one in indices] == ["2017", "2018"]


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


STOCK = {"name": "left", "stock": "s", "entrants": "e", "graduates": "g"}


def test_those_who_left_without_a_degree_are_what_stocks_and_flows_leave():
    named = {"s": series(y2024=3700, y2025=4200), "e": series(y2025=1200), "g": series(y2025=600)}
    result = one("residual", named, **STOCK)
    assert (result.value, result.bounds) == (100, Interval(100, 100))
    assert (result.from_period, result.period) == ("2024", "2025")


def test_a_residual_needs_the_stock_of_the_year_before():
    named = {"s": series(y2023=3700, y2025=4200), "e": series(y2025=1200), "g": series(y2025=600)}
    assert results("residual", named, **STOCK) == []


@pytest.mark.parametrize(
    ("before", "after", "printed"),
    [
        (356_499, 377_054, "5.77"),  # the release of 2014
        (489_172, 492_185, "0.62"),  # the release of 2018
        (241_543, 258_122, "6.86"),  # its degree students
    ],
)
def test_the_ministry_prints_this_growth(before, after, printed):
    result = one("growth_year", {"s": series(y1=before, y2=after)}, of="s")
    assert str(half_up(result.value, 2)) == printed
