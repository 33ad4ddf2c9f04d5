from exchange_stats.publishing.charts import pairs
from exchange_stats.publishing.drawing import style


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
