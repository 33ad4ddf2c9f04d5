"""The parts of a difference add up to it, and what no fact explains is called unexplained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.evidence.reconcile.difference import decompose
from exchange_stats.ground.intervals import Interval

amounts = st.integers(0, 20000)


def test_what_two_exact_numbers_differ_by_is_unexplained():
    assert decompose((274, Interval(274, 274)), (356, Interval(356, 356)), {}) == {
        **{"difference": 82, "rounding": 0, "unexplained": 82},
    }


def test_what_the_wording_leaves_open_is_rounding():
    parts = decompose((420, Interval(420, 420)), (450, Interval(445, 454)), {})
    assert parts == {"difference": 30, "rounding": 5, "unexplained": 25}
    parts = decompose((450, Interval(450, 450)), (420, Interval(420, 420)), {})
    assert parts == {"difference": -30, "rounding": 0, "unexplained": -30}


def test_a_count_of_another_year_explains_a_part():
    known = {"date": 3232 - 3163}
    parts = decompose((3163, Interval(3163, 3163)), (10000, Interval(10001, 19999)), known)
    assert parts == {"difference": 6838, "date": 69, "rounding": 0, "unexplained": 6769}


def test_definition_date_and_coverage_are_taken_off_before_the_rest_is_judged():
    known = {"definition": -200, "date": 50, "coverage": -30}
    parts = decompose((1000, Interval(1000, 1000)), (800, Interval(750, 849)), known)
    assert (parts["rounding"], parts["unexplained"]) == (-20, 0)


@given(amounts, amounts, amounts, amounts, st.dictionaries(st.sampled_from(["date"]), amounts))
def test_the_parts_always_add_up(value, width, other, more, known):
    taken = (value, Interval(value, value + width))
    parts = decompose(taken, (other, Interval(other, other + more)), known)
    total = parts.pop("difference")
    assert sum(parts.values()) == pytest.approx(total)
