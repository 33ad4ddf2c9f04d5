"""The door to the solver: lowest points, whole numbers, duals, and its limits."""

import numpy as np
import pytest
from scipy import sparse

from exchange_stats.disclosure.solver import Programme, duals, lowest


def programme(rows: list[list[float]], right: list[float], hi: float, whole: bool) -> Programme:
    matrix = sparse.csr_array(np.array(rows, dtype=float))
    n = matrix.shape[1]
    return Programme(matrix, np.array(right), np.array(right), np.zeros(n), np.full(n, hi), whole)


def test_the_lowest_point_of_an_equation():
    point = lowest(programme([[1, 1]], [5], 4, whole=True), np.array([1.0, 2.0]))
    assert point.tolist() == [4, 1]


def test_whole_numbers_are_asked_for_when_the_corner_is_a_fraction():
    # x + y = y + z = z + x = odd has its only point at a half
    rows = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
    assert lowest(programme(rows, [3, 3, 3], 9, whole=False), np.ones(3)).tolist() == [1.5] * 3
    assert lowest(programme(rows, [3, 3, 3], 9, whole=True), np.ones(3)) is None


def test_no_point_is_none():
    assert lowest(programme([[1, 1]], [9], 4, whole=True), np.ones(2)) is None


def test_a_search_that_runs_out_of_time_says_so():
    random = np.random.default_rng(1)  # a knapsack of equations: no whole point in a millisecond
    rows = random.integers(10_000, 99_999, size=(3, 40)).astype(float)
    hard = programme(rows.tolist(), (rows.sum(axis=1) // 2).tolist(), 1, whole=True)
    with pytest.raises(TimeoutError, match="no answer within"):
        lowest(hard, np.ones(40), seconds=0.001)


def test_the_worth_of_bounds_gives_the_lowest_value_back():
    # the furthest move of y1 in y1 + y2 - y3 = 0 is what y2 can give and y3 can take
    matrix = sparse.csr_array(np.array([[1.0, 1.0, -1.0]]))
    lo, hi = np.array([-9.0, -2.0, -1.0]), np.array([9.0, 7.0, 3.0])
    nothing = np.zeros(1)
    worth = duals(Programme(matrix, nothing, nothing, lo, hi), np.array([-1.0, 0, 0]))
    assert (np.maximum(worth, 0) @ lo + np.minimum(worth, 0) @ hi) == pytest.approx(-5)


def test_duals_of_nothing_possible_are_refused():
    with pytest.raises(Exception, match="expected a point"):
        duals(programme([[1, 1]], [9], 4, whole=False), np.ones(2))
