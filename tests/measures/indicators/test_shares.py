"""Parts of a whole, rates and the two sexes, on published and hand-worked numbers."""

import pytest

from counted import between, ends, one, point, results, series
from exchange_stats.ground.rounding import half_up, largest_remainder
from exchange_stats.measures.indicators.shares import adjusted_parity


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


CONTINENTS = {
    **{"Asia": (295_043, "59.95"), "Africa": (81_562, "16.57"), "Europe": (73_618, "14.96")},
    **{"America": (35_733, "7.26"), "Oceania": (6_229, "1.27")},
}


@pytest.mark.parametrize("name", CONTINENTS)
def test_the_ministry_prints_this_share_of_a_continent_in_2018(name):
    students, printed = CONTINENTS[name]
    named = {"part": series(y2018=students), "whole": series(y2018=492_185)}
    assert str(half_up(one("share", named, part="part", whole="whole").value, 2)) == printed


def test_the_printed_shares_of_continents_add_to_a_hundred_and_a_hundredth():
    counts = [students for students, _ in CONTINENTS.values()]
    assert sum(counts) == 492_185
    shares = [half_up(100 * count / 492_185, 2) for count in counts]
    assert str(sum(shares)) == "100.01"
    assert sum(largest_remainder(counts, 2)) == 100


def test_students_per_100_000_inhabitants():
    named = {"x": series(y2025=4_200), "p": series(y2025=7_200_000)}
    result = one("rate", named, of="x", population="p", per=100_000)
    assert round(result.value, 2) == 58.33


def test_a_rate_without_a_population_of_the_year_is_left_out():
    named = {"x": series(y2025=4_200), "p": series(y2024=7_200_000)}
    assert results("rate", named, of="x", population="p", per=100_000) == []


def test_women_among_women_and_men():
    result = one("female_share", between(f=(40, 44), m=(55, 60)), name="w", female="f", male="m")
    assert ends(result, 3) == (40.0, 44.444)


PARITY = {
    **{"name": "g", "female": "f", "male": "m"},
    **{"female_population": "pf", "male_population": "pm"},
}


def test_parity_is_a_ratio_of_rates_and_not_of_numbers():
    named = {"f": series(y1=60), "pf": series(y1=800), "m": series(y1=60), "pm": series(y1=1000)}
    assert one("gender_parity", named, **PARITY).value == pytest.approx(1.25)
    assert one("gender_parity", named, **PARITY, adjusted=True).value == pytest.approx(1.2)


@pytest.mark.parametrize(("index", "adjusted"), [(1.25, 1.2), (1.0, 1.0), (0.8, 0.8)])
def test_adjusted_parity_is_as_far_from_one_in_both_directions(index, adjusted):
    assert adjusted_parity(index) == pytest.approx(adjusted)
