"""A scorecard says every rating by colour, letter and word, and leaves no data open."""

from dataclasses import replace

import pytest

from exchange_stats.publishing.charts.promises import scorecard
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style

NAN = float("nan")
WORDS = frames.Words("A finding", "Results", "Note: none.", "Source: ours.", "id")
NAMES = (
    *("x", "commitment_id", "level", "label", "rating", "rating_reason"),
    *("value", "target", "target_type", "target_date"),
)
ROWS = [
    ("lab", "lab", "commitment", "Laboratories", "grey", "no_due_date", NAN, "", "", ""),
    ("lab-1", "lab", "activity", "Agreements", "blue", "complete", 1.0, "", "milestone", ""),
    ("lab-2", "lab", "output", "Opened", "amber/green", "behind/on_track", 2.0, "4", "value", ""),
    ("lab-3", "lab", "outcome", "Papers", "grey", "no_data", NAN, "", "", ""),
    ("int", "int", "commitment", "Internships", "grey", "no_data", NAN, "", "", ""),
    ("int-2", "int", "output", "Interns", "grey", "no_data", NAN, "10", "value", "2027"),
]


@pytest.fixture
def promises(chart, series):
    table = [{"series": "all", **dict(zip(NAMES, row, strict=True))} for row in ROWS]
    return chart([series("all", mark="point")], table, levels=["activity", "output", "outcome"])


def said(opened):
    return [text.get_text() for text in opened.figure.texts if not text.get_gid()]


def badges(opened):
    lines = opened.figure.axes[0].get_lines()
    return [line for line in lines if str(line.get_gid()).startswith("rating.")]


def test_every_result_has_a_letter_and_a_word(opened, promises):
    scorecard.draw_scorecard(opened, promises)
    words = said(opened)
    assert {"Reached", "No data", "Behind / On track", "Activity", "Output", "Outcome"} <= set(
        words
    )
    assert [words.count(letter) for letter in "GARBN"] == [1, 1, 0, 1, 2]


def test_a_result_of_two_ends_has_two_badges_of_unlike_shape(opened, promises):
    scorecard.draw_scorecard(opened, promises)
    names = [line.get_gid() for line in badges(opened)]
    assert names == [f"rating.{one}" for one in ("blue", "amber", "green", "grey", "grey")]
    amber, green = badges(opened)[1:3]
    assert amber.get_marker() != green.get_marker()
    assert amber.get_ydata()[0] > green.get_ydata()[0]


def test_grey_is_hollow_and_no_data_is_not_zero(opened, promises):
    scorecard.draw_scorecard(opened, promises)
    assert badges(opened)[-1].get_markerfacecolor() == style.surface("paper")
    words = said(opened)
    assert "target: 10; by 2027" in words
    assert "2 of 4" in words
    assert not [line for line in words if line.startswith("0")]


def test_a_promise_without_results_at_a_level_leaves_its_cell_empty(opened, promises):
    scorecard.draw_scorecard(opened, promises)
    assert said(opened).count("No data") == 2
    assert len(badges(opened)) == 5


@pytest.mark.parametrize("size", ["square", "half"])
def test_a_narrow_picture_keeps_badge_letter_reason_and_target(size, promises):
    with style.house_style():
        opened = frames.open_frame(WORDS, style.preset(size, "page"), "en")
        scorecard.draw_scorecard(opened, promises)
    words = said(opened)
    assert len(badges(opened)) == 5
    assert [words.count(letter) for letter in "GARBN"] == [1, 1, 0, 1, 2]
    assert "Reached" in words
    assert "target: 10; by 2027" in " ".join(words)
    assert "Papers" not in words


@pytest.mark.parametrize("rating", ["green", "amber", "red", "grey", "blue"])
def test_no_two_ratings_share_colour_and_letters_can_be_read(rating):
    look = style.role(f"rating_{rating}")
    others = {name for name in style.roles() if name.startswith("rating_")} - {f"rating_{rating}"}
    assert look.colour not in {style.role(name).colour for name in others}
    ground = style.surface("paper") if look.hollow else look.colour
    letter = look.text if look.hollow else style.readable_on(look.colour)
    assert style.contrast(letter, ground) >= 4.5


def rules(opened):
    return [line.get_ydata()[0] for line in opened.figure.axes[0].get_lines() if not line.get_gid()]


@pytest.mark.parametrize("size", ["square", "half", "slide", "word"])
def test_no_rule_runs_through_a_badge(size, promises):
    with style.house_style():
        opened = frames.open_frame(WORDS, style.preset(size, "page"), "en")
        scorecard.draw_scorecard(opened, promises)
        assert rules(opened)
        for badge in badges(opened):
            middle, half = badge.get_ydata()[0], badge.get_markersize() / 2
            assert not [rule for rule in rules(opened) if abs(rule - middle) < half]


def test_a_badge_takes_more_room_than_one_line_beside_it():
    one_line = scorecard.Cell([("No data", 7.0, "normal")], ["grey"])
    assert one_line.height > scorecard.BADGE
    assert scorecard.Cell([("No data", 7.0, "normal")]).height < scorecard.BADGE


def test_a_low_picture_takes_smaller_letters(opened, promises):
    low = frames.Frame(
        opened.figure, opened.size, "en", opened.box.inset(top=opened.box.height - 90)
    )
    size = scorecard._fitting(low, promises).size
    assert (size.label, opened.size.label) == (opened.size.note, 8.5)
    assert scorecard._fitting(opened, promises) is opened


@pytest.mark.parametrize("language", ["en", "ru", "ky", "zh"])
def test_the_name_of_the_first_column_stands_clear_of_the_next(language, promises):
    with style.house_style():
        opened = frames.open_frame(WORDS, style.preset("half", "page"), language)
        short = promises.table.assign(label="Lab")
        scorecard.draw_scorecard(opened, replace(promises, language=language, table=short))
        first, second = [text for text in opened.figure.texts if not text.get_gid()][:2]
        gap = second.get_window_extent().x0 - first.get_window_extent().x1
        assert gap * 72 / opened.figure.dpi > 0.8 * opened.size.note
