from dataclasses import replace

import matplotlib.text
import pytest

from exchange_stats.publishing import figures, linter
from exchange_stats.publishing.drawing import rules


def check(drawn, definition, words):
    return linter.check_figure(drawn, definition, words)


def test_clipped_words_are_found(drawn, definition, words):
    drawn.text(0.95, 0.5, "a label that runs over the edge", size=8)
    assert any(fault.startswith("clipped: 'a label") for fault in check(drawn, definition, words))


def test_overlapping_words_are_found(drawn, definition, words):
    drawn.text(0.5, 0.5, "one label", size=8)
    drawn.text(0.51, 0.505, "another", size=8)
    faults = check(drawn, definition, words)
    assert "overlap: 'one label' and 'another'" in faults


def test_words_that_read_as_one_are_found(drawn, definition, words):
    one = drawn.text(0.5, 0.5, "2018", size=8)
    drawn.draw_without_rendering()
    edge = one.get_window_extent().x1 / drawn.bbox.width
    drawn.text(edge + 0.001, 0.5, "2010", size=8)
    assert check(drawn, definition, words) == ["crowded: '2018' and '2010' read as one"]


@pytest.mark.parametrize("mark", ["line", "point"])
def test_words_on_the_marks_of_a_series_are_found(drawn, definition, words, mark):
    axes = drawn.axes[0]
    line = next(one for one in axes.get_lines() if one.get_gid() == "series.one")
    if mark == "point":
        line.set_linestyle("none")
    x, y = axes.transData.transform((2012, 70)) / (drawn.bbox.width, drawn.bbox.height)
    drawn.text(x, y, "2012", size=8, ha="center", va="center")
    assert "overlap: '2012' and the marks of series.one" in check(drawn, definition, words)


def test_words_on_the_bar_over_a_lower_bound_are_found(drawn, definition, words):
    axes = drawn.axes[0]
    bars = axes.errorbar([2012], [60], yerr=20, lolims=True, fmt="none")
    bars.lines[2][0].set_gid("bound")
    x, y = axes.transData.transform((2012, 70)) / (drawn.bbox.width, drawn.bbox.height)
    drawn.text(x, y, "2012", size=8, ha="center", va="center")
    assert "overlap: '2012' and the bar over a lower bound" in check(drawn, definition, words)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("不计算变化。 官方表述", "space: beside a Chinese stop in '不计算变化。 官方表述'"),
        ("，官方表述", "broken: a line begins with the stop of '，官方表述'"),
    ],
)
def test_a_chinese_stop_out_of_place_is_found(drawn, definition, words, said, fault):
    drawn.text(0.3, 0.5, said, size=8)
    assert fault in check(drawn, definition, words)


def test_a_line_that_begins_with_a_leaning_word_is_found(drawn, definition, words):
    drawn.text(0.5, 0.5, "бы от 4", size=8)
    drawn.text(0.5, 0.4, "быть", size=8)
    faults = check(drawn, definition, replace(words, language="ru"))
    assert [fault for fault in faults if fault.startswith("broken: ")] == [
        "broken: 'бы от 4' begins with a word that belongs to the line before"
    ]
    assert not any(fault.startswith("broken: ") for fault in check(drawn, definition, words))


def test_a_slash_between_two_languages_may_stand_behind_a_stop(drawn, definition, words):
    drawn.text(0.3, 0.5, "已商定； / Agreed", size=8)
    assert check(drawn, definition, words) == []


def test_letters_of_a_slide_are_larger(drawn, definition, words):
    drawn.text(0.3, 0.5, "tiny", size=7.5)
    faults = linter.check_figure(drawn, definition, words, figures.Look("en", "slide"))
    assert "small: 'tiny' has 7.5 pt, expected 8" in faults


def test_words_on_a_line_of_the_grid_are_found_until_it_is_parted(drawn, definition, words):
    height = drawn.axes[0].transData.transform((0, drawn.axes[0].get_yticks()[1]))[1]
    drawn.text(0.5, height / drawn.bbox.height, "struck", size=9, va="center")
    assert "struck: a line of the grid runs through 'struck'" in check(drawn, definition, words)
    rules.part_at_words(drawn)
    assert not [fault for fault in check(drawn, definition, words) if fault.startswith("struck")]


def test_small_words_are_found(drawn, definition, words):
    drawn.text(0.5, 0.5, "tiny", size=6)
    assert "small: 'tiny' has 6 pt, expected 7" in check(drawn, definition, words)


def test_pale_words_are_found(drawn, definition, words):
    drawn.text(0.5, 0.5, "pale", size=9, color="#AAAAAA")
    assert "contrast: 'pale' in #AAAAAA on white" in check(drawn, definition, words)


def test_words_that_nobody_sees_are_not_judged(drawn, definition, words):
    hidden = matplotlib.text.Text(2, 2, "far away", visible=False)
    drawn.add_artist(hidden)
    assert check(drawn, definition, words) == []


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (("哈萨克斯", "坦 11"), ["broken: a word between '哈萨克斯' and '坦 11'"]),
        (("哈萨克斯坦", "学生"), []),
        (("假设：4,700", "假设：4,300"), []),
    ],
)
def test_a_chinese_word_parted_by_a_line_is_found(drawn, definition, words, lines, faults):
    for place, said in enumerate(lines):
        drawn.text(0.3, 0.6 - 0.045 * place, said, size=8)
    assert [one for one in check(drawn, definition, words) if "broken" in one] == faults
