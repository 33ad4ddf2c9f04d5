"""Equations of rounded sums: bounds, whole numbers, what may be printed, and when to stop."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from exchange_stats.evidence.totals import equations as module
from exchange_stats.evidence.totals.equations import (
    Limits,
    System,
    UndecidedError,
    against,
    equations,
    fitting,
    is_possible,
)
from exchange_stats.evidence.totals.sums import Sum

LIMITS = Limits(cells=100, nodes=100)


def made(total, *parts, unit=10.0, names="ABCDEF"):
    """Return a sum whose cells are named by letters, its total first."""
    rows = [
        {"workbook_id": "b", "sheet": "s", "cell": name, "value": value, "fact_id": ""}
        for name, value in zip(names, (total, *parts), strict=False)
    ]
    return Sum("totals_in_tables", "rows", rows[0], tuple(rows[1:]), unit)


def test_counts_are_whole_and_not_negative_and_what_cannot_exist_is_nothing():
    system = equations((made("20", "10", "0", ""),), LIMITS)
    assert system.counted
    assert system.bounds.tolist() == [[-5, 5], [-5, 5], [0, 5], [0, 0]]


def test_a_number_rounded_to_fives_is_two_off_at_most():
    assert equations((made("20", "10", "10", unit=5.0),), LIMITS).bounds.tolist() == [[-2, 2]] * 3


def test_decimals_may_be_of_anything():
    system = equations((made("0.3", "0.4", "-0.1", unit=0.1),), LIMITS)
    assert not system.counted
    assert np.allclose(system.bounds, [-0.5, 0.5])


def test_a_cell_is_as_coarse_as_the_coarsest_of_its_sums():
    exact = made("20", "10", "10", unit=0.0)
    coarse = made("20", "10", "20", unit=10.0, names="CDE")
    assert dict(zip("ABCDE", equations((exact, coarse), LIMITS).units.values(), strict=True)) == {
        **dict.fromkeys("AB", 0.0),
        **dict.fromkeys("CDE", 10.0),
    }


# x + y = y + z = x + z = 7 has one answer, 3.5 each. It rounds to 5, but is no number of persons.
PAIRS = tuple(made("7", "5", "5", names=names) for names in ("AXY", "BYZ", "CXZ"))
EXACT = {("b", "s", name): 0.0 for name in "ABC"}
FIVES = {("b", "s", name): 5.0 for name in "XYZ"}


def test_whole_numbers_are_sought_where_fractions_would_do():
    system = System(PAIRS, EXACT | FIVES, counted=True, limits=LIMITS)
    assert against(system) == PAIRS
    assert is_possible(dataclasses.replace(system, counted=False))


def test_whole_numbers_that_are_there_are_found():
    even = [{**one.total, "value": "8"} for one in PAIRS]
    sums = tuple(
        dataclasses.replace(one, total=total) for one, total in zip(PAIRS, even, strict=True)
    )
    assert is_possible(System(sums, EXACT | FIVES, counted=True, limits=LIMITS))


def test_what_may_be_printed_in_a_cell_is_what_its_sums_leave_open():
    """Two parts of 5 to 15 make 10 to 30; a total of 35 to 45 less one of them leaves 20 to 40."""
    assert fitting(equations((made("90", "10", "10"),), LIMITS), ("b", "s", "A")) == (10, 30)
    assert fitting(equations((made("40", "10", "10"),), LIMITS), ("b", "s", "B")) == (20, 40)


def test_a_true_number_half_way_may_be_printed_either_way():
    """0.05 to 0.15, at the ends of which rounding may go to 0 and to 0.2."""
    sums = (made("0.3", "0.1", "", unit=0.1),)
    assert fitting(equations(sums, LIMITS), ("b", "s", "A")) == (0.0, 0.2)


def test_more_cells_than_the_limit_are_left_undecided():
    system = equations((made("20", "10", "10"),), Limits(cells=2, nodes=100))
    with pytest.raises(UndecidedError):
        against(system)


def test_whole_numbers_that_take_more_steps_than_the_limit_are_left_undecided(monkeypatch):
    system = System(PAIRS, EXACT | FIVES, counted=True, limits=LIMITS)
    monkeypatch.setattr(module, "milp", lambda *_, **__: SimpleNamespace(status=1, x=None))
    with pytest.raises(UndecidedError):
        against(system)


def test_what_the_solver_gives_up_is_left_undecided(monkeypatch):
    monkeypatch.setattr(module, "linprog", lambda *_, **__: SimpleNamespace(x=None))
    with pytest.raises(UndecidedError):
        against(equations((made("20", "10", "10"),), LIMITS))
