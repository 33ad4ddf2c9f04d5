"""The last values of lines that end close to one another are written clear of one another."""

from itertools import pairwise

import pytest

from exchange_stats.publishing import figures
from exchange_stats.publishing.charts.scales import ticks
from exchange_stats.publishing.office import labels
from exchange_stats.publishing.office.numbers.grid import grids

FIGURES = figures.load_definitions()


@pytest.fixture
def grid(tables):
    return grids(FIGURES["five-countries"], tables, "en")[0]


def test_labels_that_would_touch_are_moved_apart_and_the_others_are_not(grid):
    moved = labels.lifts(grid)
    top = ticks(0, 14224)[-1]
    places = sorted(row.values[-1] / top + moved[row.name] for row in grid.rows)
    assert all(b - a >= labels.CLOSE - 1e-9 for a, b in pairwise(places))
    assert moved["Kazakhstan"] == 0


def test_a_line_shows_its_last_value_statements_each_of_theirs(tables):
    (grid,) = grids(FIGURES["kyrgyz-students-in-china"], tables, "en")
    counted, stated = grid.rows
    assert labels.shown(grid, counted) == [8]
    assert labels.shown(grid, stated) == [10, 15]


def test_of_bars_those_of_which_something_was_said_have_a_label_of_their_own(tables):
    (grid,) = grids(FIGURES["statements-and-statistics"], tables, "en")
    said, counted = grid.rows
    assert labels.shown(grid, said) == [0, 2, 3]
    assert labels.shown(grid, counted) == []
