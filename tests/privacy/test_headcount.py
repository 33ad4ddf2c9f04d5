"""Each person counts once, in the main programme; two lists tell how many neither names."""

import math

import pytest

from exchange_stats.privacy.facts import load_privacy
from exchange_stats.privacy.headcount import count_once, estimate_undercount


def row(place, **changed):
    usual = {"person": "1", "origin": "KGZ", "host": "CHN", "period": "2025/26"}
    return {**usual, "isced_level": "6", "length": "4", "place": place, **changed}


def places(*rows):
    return [one["place"] for one in count_once(rows)]


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ([row("a"), row("b", isced_level="7", length="2")], ["b"]),
        ([row("a", isced_level="8", length="3"), row("b", isced_level="7", length="9")], ["a"]),
        ([row("a"), row("b", length="5")], ["b"]),
        ([row("a", length=""), row("b", length="0.5")], ["b"]),
        ([row("a"), row("b")], ["a"]),
        ([row("a", isced_level="_Z", length="9"), row("b", isced_level="5", length="")], ["b"]),
        ([row("a", isced_level=""), row("b")], ["b"]),
        ([row("a", isced_level="_Z", length="9"), row("b", isced_level="1", length="")], ["b"]),
        ([row("a"), row("b", isced_level="7T8", length="")], ["b"]),
        ([row("a", length="0.5"), row("b", length="")], ["a"]),
        ([row("a"), row("b", person="2")], ["a", "b"]),
        ([row("a"), row("b", period="2024/25")], ["a", "b"]),
        ([row("a"), row("b", host="KGZ", origin="CHN")], ["a", "b"]),
        ([], []),
    ],
)
def test_a_person_counts_once_a_year_and_flow_in_the_main_programme(rows, counted):
    assert places(*rows) == counted


def test_two_lists_tell_how_many_neither_names():
    found = estimate_undercount(300, 280, 200, load_privacy()["undercount"]["z"])
    assert found.union == 380
    assert round(found.estimate, 2) == 419.80
    assert round(found.error, 3) == 9.106
    assert [round(bound, 2) for bound in (found.lo, found.hi)] == [401.95, 437.65]


def test_one_list_inside_the_other_tells_of_nobody_else():
    found = estimate_undercount(10, 4, 4, 1.96)
    assert (found.union, found.estimate, found.error) == (10, 10, 0)


def test_lists_without_a_common_person_tell_nothing_of_use():
    found = estimate_undercount(10, 10, 0, 1.96)
    assert found.estimate == 120
    assert found.error == pytest.approx(math.sqrt(121 * 100 / 2))
