"""A grid line stops before words and goes on behind them."""

import math

import pytest

from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import rules


@pytest.fixture
def axes(opened):
    found = opened.axes(frames.Box(50, 50, 300, 100))
    found.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[0, 5, 10])
    return found


def grid(axes):
    """The places from end to end of each grid line, from the lowest."""
    return [list(tick.gridline.get_xdata()) for tick in axes.yaxis.get_major_ticks()]


def test_a_line_is_parted_where_words_stand_on_it_and_no_other(opened, axes):
    opened.write(150, 96, "words")
    rules.part_at_words(opened.figure)
    low, middle, high = grid(axes)
    assert low == high == [0, 1]
    start, left, gap, right, end = middle
    assert (start, end) == (0, 1)
    assert math.isnan(gap)
    assert left < 100 / 300 < right


def test_words_beside_a_line_leave_it_whole(opened, axes):
    opened.write(150, 70, "between two lines")
    opened.write(400, 96, "right of the plot")
    rules.part_at_words(opened.figure)
    assert grid(axes) == [[0, 1]] * 3


def test_a_line_stays_where_it_was_when_it_is_drawn_again(opened, axes):
    opened.write(150, 96, "words")
    rules.part_at_words(opened.figure)
    opened.figure.draw_without_rendering()
    line = axes.yaxis.get_major_ticks()[1].gridline
    assert set(line.get_ydata()) == {5.0}
    assert len(line.get_xdata()) == 5


def test_upright_lines_are_parted_too(opened, axes):
    axes.set_xticks([5])
    axes.grid(visible=True, axis="x")
    opened.write(180, 70, "across the middle")
    rules.part_at_words(opened.figure)
    (tick,) = axes.xaxis.get_major_ticks()
    assert len(tick.gridline.get_ydata()) == 5
