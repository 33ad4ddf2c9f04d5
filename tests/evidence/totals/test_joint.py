"""Rounded sums held together: the conflict is real, minimal, and never of a true table."""

from itertools import chain, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_stats.evidence.totals.equations import Limits
from exchange_stats.evidence.totals.joint import find_conflicts
from exchange_stats.evidence.totals.sums import Sum

LIMITS = Limits(cells=100, nodes=100)


def sums_of(grid, unit):
    """Return the sums of a grid whose first line and column are totals."""
    cells = {
        (line, column): {"workbook_id": "b", "sheet": "s", "cell": f"{line}-{column}"}
        | {"value": str(value), "fact_id": ""}
        for line, values in enumerate(grid)
        for column, value in enumerate(values)
    }
    height, width = len(grid), len(grid[0])
    along = [[(line, column) for column in range(width)] for line in range(height)]
    down = [[(line, column) for line in range(height)] for column in range(width)]
    return [
        Sum("totals_in_tables", "rows", cells[total], tuple(cells[part] for part in parts), unit)
        for total, *parts in (*along, *down)
    ]


def with_totals(grid):
    lines = [[sum(column) for column in zip(*grid, strict=True)], *grid]
    return [[sum(line), *line] for line in lines]


def in_tens(grid):
    return [[(value + 5) // 10 * 10 for value in line] for line in grid]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 400), min_size=3, max_size=3), min_size=2, max_size=5),
    st.sampled_from([0.1, 10.0]),
)
def test_a_table_rounded_number_by_number_is_never_in_conflict(grid, unit):
    exact = with_totals(grid)
    tenths = [[round(value / 1000, 1) for value in line] for line in exact]
    printed = in_tens(exact) if unit == 10 else tenths
    assert find_conflicts(sums_of(printed, unit), LIMITS) == ([], [])


def true_table_exists(grid):
    """Say by trying all of them whether whole numbers round to tens as a 3 by 3 grid prints."""
    near = [[range(max(0, value - 5), value + 6) for value in line[1:]] for line in grid[1:]]
    for one, two, three, four in product(*near[0], *near[1]):
        exact = with_totals([[one, two], [three, four]])
        pairs = zip(chain(*exact), chain(*grid), strict=True)
        if all(abs(value - printed) <= 5 for value, printed in pairs):
            return True
    return False


@pytest.mark.parametrize(
    "grid",
    [
        [[50, 20, 40], [30, 10, 10], [10, 0, 20]],
        [[60, 30, 30], [10, 10, 0], [60, 10, 40]],
        [[30, 0, 40], [20, 10, 20], [10, 0, 10]],
        [[10, 0, 20], [10, 0, 20], [10, 10, 0]],
        [[50, 20, 30], [30, 10, 10], [30, 10, 10]],
        [[60, 30, 30], [30, 10, 10], [30, 10, 10]],
        [[40, 30, 20], [30, 20, 10], [20, 10, 0]],
    ],
    ids=str,
)
def test_the_answer_is_that_of_trying_every_true_table(grid):
    sums = sums_of(grid, 10.0)
    assert all(one.holds for one in sums)
    conflicts, undecided = find_conflicts(sums, LIMITS)
    assert (not conflicts, undecided) == (true_table_exists(grid), [])


# A total of 30 is 25 at least, a part of 10 is 15 at most: the first part of each line is 10 at
# least, and two of them with the least of the two others, 5, are 30: too much for a total of 20.
GRID = [[0, 20, 60], *[[30, 10, 10]] * 4]
FOUR_LINES = [one for one in sums_of(GRID, 10.0) if one.total["value"] != "0"]


def test_no_sum_of_a_conflict_can_be_left_out():
    (conflict,), _ = find_conflicts(FOUR_LINES, LIMITS)
    assert [one.total["cell"] for one in conflict.sums] == ["3-0", "4-0", "0-1"]
    for left in conflict.sums:
        rest = [one for one in conflict.sums if one is not left]
        assert find_conflicts(rest, LIMITS) == ([], [])


def test_a_sum_that_holds_another_of_the_same_total_is_not_used():
    """Three rows add up, and so do two of them within rounding: which is meant is not known."""
    women = next(one for one in FOUR_LINES if one.total["cell"] == "0-1")
    fewer = Sum(women.check, women.what, women.total, women.parts[:3], women.unit)
    assert fewer.holds
    assert find_conflicts([*FOUR_LINES, fewer], LIMITS) == ([], [])


def test_no_suspect_is_named_where_several_cells_would_do():
    grid = [[50, 20, 40], [30, 10, 10], [10, 0, 20]]
    (conflict,), _ = find_conflicts(sums_of(grid, 10.0), LIMITS)
    assert (conflict.suspect, conflict.fits) == (None, ())
