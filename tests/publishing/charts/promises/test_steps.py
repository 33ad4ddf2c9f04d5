import pytest

from exchange_stats.publishing.charts.promises import steps
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style

WORDS = frames.Words("A finding", "Fields", "Note: none.", "Source: ours.", "id")


@pytest.fixture
def reached(chart, series):
    rows = [
        {"x": "heritage", "label": "Heritage", "state": "agreed", "date_from": "2025-03-20"},
        {"x": "heritage", "label": "Heritage", "state": "unveiled", "date_from": "2025-03-20"},
        {"x": "energy", "label": "Energy", "state": "agreed", "date_from": "2025-07-18"},
    ]
    table = [{"series": "steps", "date_precision": "day", **row} for row in rows]
    return chart([series("steps")], table, steps=["agreed", "unveiled"])


def said(opened):
    return [text.get_text() for text in opened.figure.texts if not text.get_gid()]


def test_steps_are_filled_where_a_source_was_found(opened, reached):
    steps.draw_steps(opened, reached)
    points = [line for line in opened.figure.axes[0].get_lines() if line.get_gid() == "step"]
    faces = [line.get_markerfacecolor() for line in points]
    navy, paper = style.role("kyrgyz_in_china").colour, style.surface("paper")
    assert faces == [navy, navy, navy, paper]
    assert said(opened).count("March 2025") == 2


def test_columns_too_narrow_for_their_names_have_numbers_and_a_key(reached):
    every = ["proposed", "announced", "agreed", "unveiled", "approved_nationally"]
    narrow = type(reached)(reached.series, reached.table, {"steps": every}, "ru")
    with style.house_style():
        opened = frames.open_frame(WORDS, style.preset("half", "tall"), "ru")
        steps.draw_steps(opened, narrow)
    words = said(opened)
    assert [words.count(str(number)) for number in range(1, 6)] == [2] * 5
    key = " ".join(words).replace("\u00a0", " ")
    assert "1 — Предложена; 2 — Названа комиссией; 3 — Согласована" in key
    assert words.count("03.2025") == 2
