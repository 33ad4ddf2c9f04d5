from dataclasses import replace

import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style

LONG = "Students from Kyrgyzstan in China in each calendar year, persons, and later statements"


def texts_by_part(frame, part):
    found = [t for t in frame.figure.texts if str(t.get_gid()).startswith(f"{part}.")]
    return [text.get_text() for text in found]


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
    words = frames.Words(LONG, LONG * 20, LONG * 20, LONG * 20, "fig-1")
    with style.house_style(), pytest.raises(FigureError, match="no room for the plot of 'fig-1'"):
        frames.open_frame(words, style.preset("half"), "en")


def test_words_that_cannot_fit_are_refused_before_they_are_measured():
    words = frames.Words("A", "x" * 2001, "C", "D", "fig-1")
    with style.house_style(), pytest.raises(FigureError) as caught:
        frames.open_frame(words, style.preset("word"), "en")
    assert str(caught.value) == (
        "picture: a text of 2001 characters found, expected at most 2000 in the words around a "
        "plot; shorten it in facts/texts.csv"
    )
    fits = replace(words, subtitle="x" * 2000)
    with style.house_style():
        assert texts_by_part(frames.open_frame(fits, style.preset("word"), "en"), "subtitle")


def test_a_box_is_made_smaller_on_each_side():
    box = frames.Box(10, 20, 100, 50).inset(left=1, right=2, top=3, bottom=4)
    assert (box.left, box.bottom, box.right, box.top) == (11, 24, 108, 67)
    assert replace(box, width=10).right == 21


def test_a_size_that_may_grow_leaves_the_plot_most_of_its_height():
    size = style.preset("half")
    words = frames.Words(LONG, LONG, LONG, "D", "fig-1")
    with style.house_style():
        frame = frames.open_frame(words, size, "en")
        bare = frames.open_frame(frames.Words("", "", "", "", ""), size, "en")
    assert bare.figure.get_figheight() * 2.54 == pytest.approx(6.5, abs=0.01)
    grown = frame.figure.get_figheight() * 2.54
    assert 6.5 < grown <= size.most
    assert frame.box.height >= frames.PLOT * 6.5 * frames.POINTS_PER_CM
