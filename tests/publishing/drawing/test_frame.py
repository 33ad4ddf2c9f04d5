from dataclasses import replace

import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style

LONG = "Students from Kyrgyzstan in China in each calendar year, persons, and later statements"


def texts_by_part(frame, part):
    found = [t for t in frame.figure.texts if str(t.get_gid()).startswith(f"{part}.")]
    return [text.get_text() for text in found]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("width", [60, 130, 300])
def test_no_line_is_wider_than_its_room(width, bold):
    lines = frames.wrap(LONG, width, 9, bold=bold)
    assert all(frames.measure(line, 9, bold) <= width for line in lines)
    assert " ".join(lines) == LONG


def test_a_word_wider_than_its_room_stands_alone():
    assert frames.wrap("a Schifffahrtsgesellschaft b", 20, 9) == [
        "a",
        "Schifffahrtsgesellschaft",
        "b",
    ]


def test_a_short_russian_word_stays_with_the_next():
    words = "студенты в Китае"
    width = frames.measure("студенты в", 9) / frames.SLACK + 1
    assert frames.wrap(words, width, 9, language="ru") == ["студенты", "в Китае"]
    assert frames.wrap(words, width, 9, language="en") == ["студенты в", "Китае"]


def test_chinese_breaks_between_signs_but_not_before_a_stop():
    width = frames.measure("吉尔吉斯", 9) / frames.SLACK + 1
    lines = frames.wrap("吉尔吉斯，学生", width, 9, language="zh")
    assert lines[0] == "吉尔吉"
    assert lines[1].startswith("斯，")


def test_balanced_lines_are_no_more_and_about_equal():
    words = "Growth came in two spurts: almost none for three years, then nearly a third"
    greedy = frames.wrap(words, 400, 11, bold=True)
    even = frames.balanced(words, 400, 11, "en", bold=True)
    widths = [frames.measure(line, 11, bold=True) for line in even]
    assert len(even) == len(greedy) == 2
    assert max(widths) - min(widths) < 80


def test_the_picture_has_the_size_of_its_preset(opened):
    width, height = opened.figure.get_size_inches() * 2.54
    assert (width, height) == pytest.approx((16.0, 9.0), abs=0.005)


def test_every_part_is_in_the_picture_and_off_the_plot(opened):
    assert texts_by_part(opened, "title") == ["A finding"]
    assert texts_by_part(opened, "subtitle") == ["Persons, 2010-2014"]
    assert texts_by_part(opened, "note") == ["Note: none."]
    assert texts_by_part(opened, "source") == ["Source: ours."]
    assert texts_by_part(opened, "id") == ["id"]
    height = opened.figure.get_figheight() * 72
    below = [t.get_position()[1] * height for t in opened.figure.texts]
    assert all(y < opened.box.bottom or y > opened.box.top for y in below)


def test_the_mark_of_invented_data_stands_in_the_picture():
    words = frames.Words("A", "B", "C", "D", "E", mark="NOT REAL")
    with style.house_style():
        frame = frames.open_frame(words, style.preset("word"), "en")
    assert texts_by_part(frame, "mark") == ["NOT REAL"]
    assert len(frame.figure.patches) + len(frame.figure.artists) >= 1


def test_words_that_leave_no_room_are_refused():
    words = frames.Words(LONG, LONG, LONG * 20, "D", "fig-1")
    with style.house_style(), pytest.raises(FigureError, match="no room for the plot of 'fig-1'"):
        frames.open_frame(words, style.preset("half"), "en")


def test_a_box_is_made_smaller_on_each_side():
    box = frames.Box(10, 20, 100, 50).inset(left=1, right=2, top=3, bottom=4)
    assert (box.left, box.bottom, box.right, box.top) == (11, 24, 108, 67)
    assert replace(box, width=10).right == 21
