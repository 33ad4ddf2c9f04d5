from dataclasses import replace

import matplotlib.text
import pytest

from exchange_stats.publishing import figures, linter
from exchange_stats.publishing.drawing import rules


@pytest.fixture
def words(definition, small_tables):
    around = ("A finding", "Persons, 2010-2014", "Note: none.", "Source: ours.", "id")
    return figures.FigureTexts("en", *around, "What the chart shows", "")


@pytest.fixture
def drawn(opened, chart, series):
    """A sound figure of two lines."""
    from exchange_stats.publishing.charts import series as lines

    marks = [series("one"), series("two", role="second_part")]
    rows = [
        {"series": name, "x": str(year), "value": float(value * (year - 2005))}
        for name, value in (("one", 10), ("two", 30))
        for year in range(2010, 2014)
    ]
    lines.draw_lines(opened, chart(marks, rows))
    return opened.figure


def check(drawn, definition, words):
    return linter.check_figure(drawn, definition, words)


def test_a_sound_figure_has_no_faults(drawn, definition, words):
    assert check(drawn, definition, words) == []


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


def test_a_missing_glyph_is_found(drawn, definition, words):
    drawn.text(0.5, 0.5, "საქართველო", size=9)
    assert any(fault.startswith("glyph missing") for fault in check(drawn, definition, words))


@pytest.mark.parametrize("part", ["title", "subtitle", "note", "source", "id"])
def test_a_missing_part_is_found(drawn, definition, words, part):
    for text in drawn.texts:
        if str(text.get_gid()).startswith(f"{part}."):
            text.set_visible(False)
    assert f"missing: the {part} is not in the picture" in check(drawn, definition, words)


def test_a_long_title_is_found(drawn, definition, words):
    for index in (1, 2):
        drawn.text(0.5, 0.3 + index / 10, "more", size=9, gid=f"title.{index}")
    assert "long: the title takes 3 lines, expected at most 2" in check(drawn, definition, words)


def test_words_lost_on_the_way_to_the_picture_are_found(drawn, definition, words):
    told = replace(words, title="A title that ends in 3,163")
    fault = "lost: the title of 'A title that ends in 3,163' is not in the picture to its last word"
    assert check(drawn, definition, told) == [fault]


@pytest.mark.parametrize(
    ("alt", "fault"),
    [
        ("", "alternative text: missing"),
        ("x" * 251, "alternative text: 251 characters, expected at most 250"),
        ("A finding", "alternative text: the same as the title"),
    ],
)
def test_a_poor_alternative_text_is_found(drawn, definition, words, alt, fault):
    assert check(drawn, definition, replace(words, alt=alt)) == [fault]


def test_a_bridged_gap_is_found(drawn, definition, words):
    drawn.axes[0].plot([2010, 2013], [5, 6], gid="series.bridge")
    assert "gap: series.bridge is drawn from 2010 to 2013" in check(drawn, definition, words)


def test_lines_told_apart_by_colour_alone_are_found(drawn, definition, words):
    for colour in ("#C4451C", "#9B59D0"):
        drawn.axes[0].plot([2010, 2011], [5, 6], color=colour, marker="o", lw=2, gid="series.x")
    assert "colour alone: lines share marker and dash" in check(drawn, definition, words)


def test_bars_that_do_not_start_at_zero_are_found(drawn, definition, words):
    drawn.axes[0].bar([2011], [120])
    drawn.axes[0].set_ylim(100, 140)
    assert "baseline: bars do not start at zero" in check(drawn, definition, words)


def test_invented_data_without_a_mark_are_found(drawn, definition, words):
    invented = replace(definition, synthetic=True)
    fault = "synthetic: invented data without a mark in the picture"
    assert check(drawn, invented, words) == [fault]
    drawn.text(0.5, 0.5, "NOT REAL", size=9, gid="mark.0")
    assert check(drawn, invented, words) == []


@pytest.mark.parametrize("mark", ["line", "bar"])
def test_a_projected_value_that_looks_counted_is_found(drawn, definition, words, mark):
    first = definition.series[0]
    ahead = [replace(first, table="projections", mark=one) for one in ("band", mark)]
    projected = replace(definition, series=tuple(ahead))
    fault = f"projected: series {first.id} is drawn as a {mark}, as counts are"
    assert check(drawn, projected, words) == [fault]


def test_words_that_nobody_sees_are_not_judged(drawn, definition, words):
    hidden = matplotlib.text.Text(2, 2, "far away", visible=False)
    drawn.add_artist(hidden)
    assert check(drawn, definition, words) == []
