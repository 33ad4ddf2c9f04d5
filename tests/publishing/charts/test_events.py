import pytest

from exchange_stats.publishing.charts import events
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style

ROWS = [
    ("2013-05-01", "month", "centre", "Ecology centre"),
    ("2023-05-18", "day", "declaration", "Declaration"),
    ("2024-10-26", "day", "centre", "Workshop opens"),
]


@pytest.fixture
def register(chart, series):
    def build(**options):
        table = [
            {"series": "events", "x": x, "label": label, "kind": kind, "date_precision": precision}
            for x, precision, kind, label in ROWS
        ]
        return chart([series("events", mark="point")], table, **options)

    return build


def points(opened):
    axes = opened.figure.axes[0]
    return [line for line in axes.get_lines() if line.get_gid() == "event"]


def said(opened):
    return [text.get_text() for text in opened.figure.texts if not text.get_gid()]


def test_each_event_has_a_point_a_date_and_words_in_order(opened, register):
    events.draw_timeline(opened, register())
    assert len(points(opened)) == 3
    heights = [line.get_ydata()[0] for line in points(opened)]
    assert heights == sorted(heights, reverse=True)
    assert said(opened)[:2] == ["May 2013", "Ecology centre"]
    assert "18\u00a0May 2023" in said(opened)


def test_a_narrow_list_has_dates_in_digits_and_words_in_lines(register):
    words = frames.Words("", "", "", "", "")
    with style.house_style():
        narrow = frames.open_frame(words, style.preset("half", "list"), "en")
        chart = register()
        chart.table.loc[2, "label"] = "Workshop opens in the hall of the technical university"
        events.draw_timeline(narrow, chart)
    assert said(narrow)[:3] == ["05.2013", "Ecology centre", "18.05.2023"]
    assert said(narrow)[-2:] == ["Workshop opens in the hall", "of the technical university"]


def test_what_was_opened_is_filled_and_what_was_said_is_hollow(opened, register):
    events.draw_timeline(opened, register(filled=["centre"]))
    faces = [line.get_markerfacecolor() for line in points(opened)]
    navy, paper = style.role("kyrgyz_in_china").colour, style.surface("paper")
    assert faces == [navy, paper, navy]


def test_a_rule_divides_the_list_before_its_date(opened, register):
    events.draw_timeline(opened, register(divider="2023-05-01"))
    axes = opened.figure.axes[0]
    rule = next(
        line for line in axes.get_lines() if line.get_linestyle() == "--" and not line.get_gid()
    )
    heights = [line.get_ydata()[0] for line in points(opened)]
    assert heights[0] > rule.get_ydata()[0] > heights[1]


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "1\u00a0May 2023"), ("month", "May 2023"), ("year", "2023"), ("by", "2023")],
)
def test_a_date_says_no_more_than_is_known(precision, words):
    assert events.shown_date("2023-05-01", precision, "en") == words


def test_a_date_lies_within_its_year():
    assert events.as_year("2024-01-01") == 2024
    assert events.as_year("2024-07-02") == 2024.5
    assert events.as_year("2023") == 2023


def test_lanes_hold_every_event_at_its_time(opened, register):
    drawn = register(lanes=["declaration", "centre"], **{"from": 2006})
    events.draw_lanes(opened, drawn)
    places = [(line.get_xdata()[0], line.get_ydata()[0]) for line in points(opened)]
    assert places == [(2013.33, 1), (2023.38, 0), (2024.82, 1)]
    faces = [line.get_markerfacecolor() for line in points(opened)]
    assert faces[0] == style.surface("paper")
    assert faces[1] == style.role("kyrgyz_in_china").colour
