from exchange_stats.publishing.charts import pairs
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style

WORDS = frames.Words("A finding", "Persons", "Note: none.", "Source: ours.", "id")


def test_each_row_has_two_points_and_a_rule_between(opened, chart, series):
    marks = [series("said", role="statement", mark="point"), series("counted")]
    table = [
        {"series": "said", "x": "a", "value": 10000.0, "qualifier": "more_than"},
        {"series": "said", "x": "b", "value": 356.0},
        {"series": "counted", "x": "a", "value": 3163.0},
        {"series": "counted", "x": "b", "value": 274.0},
    ]
    pairs.draw_pairs(opened, chart(marks, table))
    axes = opened.figure.axes[0]
    points = [line for line in axes.get_lines() if str(line.get_gid()).startswith("series.")]
    assert [list(line.get_xdata()) for line in points] == [[10000.0], [356.0], [3163.0], [274.0]]
    assert points[0].get_markerfacecolor() == style.surface("paper")
    assert points[2].get_markerfacecolor() == style.role("kyrgyz_in_china").colour
    assert len(axes.collections) == 2
    assert axes.get_xlim()[0] == 0


def test_the_first_row_names_the_series(opened, chart, series):
    marks = [series("said", role="statement", mark="point"), series("counted")]
    table = [{"series": name, "x": "a", "value": 9.0} for name in ("said", "counted")]
    table += [{"series": name, "x": "b", "value": 5.0} for name in ("said", "counted")]
    pairs.draw_pairs(opened, chart(marks, table))
    words = [text.get_text() for text in opened.figure.texts if not text.get_gid()]
    assert {"Said: 9", "Counted: 9", "5"} <= set(words)
    assert words.count("5") == 2


def test_a_row_with_one_number_has_one_point_and_no_rule(opened, chart, series):
    marks = [series("said", role="statement", mark="point"), series("counted")]
    table = [{"series": "said", "x": "a", "value": 9.0}]
    table += [{"series": "counted", "x": "a", "value": float("nan")}]
    pairs.draw_pairs(opened, chart(marks, table))
    axes = opened.figure.axes[0]
    assert len(axes.collections) == 0
    assert sum(str(line.get_gid()).startswith("series.") for line in axes.get_lines()) == 1


INTERVALS = [
    {"series": "taken", "x": "a", "value": 83000.0, "lo": 82500.0, "hi": 83499.0, "distance": ""},
    {"series": "other", "x": "b", "value": 70524.0, "lo": 70524.0, "hi": 70524.0},
    {"series": "open", "x": "c", "value": 60000.0, "lo": 60001.0, "hi": float("nan")},
]
INTERVALS[1] |= {"distance": "11976"}
INTERVALS[2] |= {"distance": "0", "qualifier": "more_than"}


def test_the_interval_taken_is_a_band_behind_all_the_others(opened, chart, series):
    marks = [series("taken"), series("other", role="statement"), series("open", role="statement")]
    drawn_chart = chart(marks, INTERVALS)
    drawn_chart.table.loc[2, "hi"] = float("nan")  # open above: to the edge of the picture
    pairs.draw_intervals(opened, drawn_chart)
    axes = opened.figure.axes[0]
    (band,) = [patch for patch in axes.patches if patch.get_gid() == "taken"]
    assert (band.get_x(), band.get_x() + band.get_width()) == (82500.0, 83499.0)
    drawn = [list(line.get_xdata()) for line in axes.get_lines() if line.get_gid() == "interval"]
    assert drawn == [[82500.0, 83499.0], [70524.0, 70524.0], [60001.0, 83499.0]]
    points = {
        line.get_gid(): line.get_xdata()[0]
        for line in axes.get_lines()
        if str(line.get_gid()).startswith("series.")
    }
    assert points == {"series.taken": 83000.0, "series.other": 70524.0, "series.open": 60001.0}


def test_each_source_says_how_far_it_is_from_the_one_taken(opened, chart, series):
    marks = [series("taken"), series("other", role="statement"), series("open", role="statement")]
    pairs.draw_intervals(opened, chart(marks, INTERVALS))
    words = [text.get_text() for text in opened.figure.texts if not text.get_gid()]
    assert "70,524; 11,976 apart" in words
    assert "more than 60,000" in words


def test_in_a_narrow_picture_long_names_stand_over_their_points(chart, series):
    marks = [series("said", role="statement", mark="point"), series("counted")]
    long = "Students from Kyrgyzstan in China (speech of January 2015; statistics of 2014)"
    table = [
        {"series": name, "x": "a", "label": long, "value": 9.0} for name in ("said", "counted")
    ]
    with style.house_style():
        opened = frames.open_frame(WORDS, style.preset("half", "tall"), "en")
        pairs.draw_pairs(opened, chart(marks, table))
    at = {text.get_text(): text.get_position() for text in opened.figure.texts}
    first = next(words for words in at if words.startswith("Students from Kyrgyzstan"))
    assert at[first][0] < 0.05
    assert at[first][1] > at["Said: 9"][1] > at["Counted: 9"][1]


def test_names_stand_over_intervals_where_words_would_cross_the_band(chart, series):
    marks = [series("taken"), series("other", role="statement"), series("open", role="statement")]
    named = [{**row, "label": "National Committee, 2021/22"} for row in INTERVALS]
    with style.house_style():
        opened = frames.open_frame(WORDS, style.preset("half", "tall"), "en")
        pairs.draw_intervals(opened, chart(marks, named))
    (band,) = [one for one in opened.figure.axes[0].patches if one.get_gid() == "taken"]
    words = next(one for one in opened.figure.texts if one.get_text().startswith("70,524;"))
    opened.figure.draw_without_rendering()
    assert words.get_window_extent().x1 < band.get_window_extent().x0
