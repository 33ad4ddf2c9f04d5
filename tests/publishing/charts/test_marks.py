import math

import pandas as pd

from exchange_stats.publishing.charts import marks, scales
from exchange_stats.publishing.drawing import style

NAN = float("nan")


def rows(**values):
    table = pd.DataFrame({"x": [name[1:] for name in values], "value": list(values.values())})
    return table.assign(lo=table["value"], hi=table["value"])


def drawn(opened, table, one, *, small=False):
    axes = scales.upright_axes(opened, opened.box, [0.0, 100.0], "count")
    axes.set_xlim(2009, 2026)
    marks.draw_marks(opened, axes, table, one, small=small)
    return axes


def test_a_missing_value_is_a_gap():
    points = marks.with_gaps(rows(y2010=1.0, y2011=NAN, y2012=3.0))
    assert [x for x, _ in points] == [2010, 2011, 2012]
    assert math.isnan(points[1][1])


def test_a_year_without_a_row_is_a_gap():
    points = marks.with_gaps(rows(y2010=1.0, y2013=4.0))
    assert [x for x, _ in points] == [2010, 2011, 2012, 2013]
    assert [math.isnan(y) for _, y in points] == [False, True, True, False]


def test_a_gap_is_not_bridged_in_the_drawn_line(opened, series):
    axes = drawn(opened, rows(y2010=1.0, y2011=2.0, y2014=4.0), series("one"))
    line = axes.get_lines()[0]
    assert list(line.get_xdata()) == [2010, 2011, 2012, 2013, 2014]
    assert [math.isnan(y) for y in line.get_ydata()] == [False, False, True, True, False]


def test_an_isolated_year_has_a_marker(opened, series):
    table = rows(y2010=1.0, y2011=2.0, y2014=4.0)
    axes = drawn(opened, table, series("one"), small=True)
    line = axes.get_lines()[0]
    assert line.get_markevery() == [1, 4]
    assert line.get_marker() == "o"


def test_a_lower_bound_is_hollow_points_upwards_and_is_not_joined(opened, series):
    table = rows(y2020=40.0, y2025=42.0)
    axes = drawn(opened, table, series("over", mark="lower_bound"))
    line = axes.get_lines()[0]
    assert line.get_linestyle() == "None"
    assert line.get_markerfacecolor() == style.surface("paper")
    bars = axes.containers[0]
    assert bars.has_yerr
    ends = [segment[:, 1].tolist() for segment in bars.lines[2][0].get_segments()]
    assert ends == [[40.0, 49.0], [42.0, 51.0]]


def test_an_interval_is_a_bar_from_lo_to_hi(opened, series):
    table = rows(y2025=50.0).assign(lo=40.0, hi=70.0)
    axes = drawn(opened, table, series("stated", mark="interval"))
    assert list(axes.get_lines()[-1].get_ydata()) == [40.0, 70.0]


def test_an_interval_too_short_to_see_is_a_hollow_point_alone(opened, series):
    table = rows(y2025=50.0).assign(lo=49.9, hi=50.1)
    axes = drawn(opened, table, series("stated", mark="interval"))
    assert len(axes.get_lines()) == 1


def test_the_trail_follows_lines_but_jumps_gaps(opened, chart, series):
    one = series("one")
    table = [
        {"series": "one", "x": "2010", "value": 10.0},
        {"series": "one", "x": "2011", "value": 90.0},
        {"series": "one", "x": "2020", "value": 50.0},
    ]
    axes = scales.upright_axes(opened, opened.box, [0.0, 100.0], "count")
    axes.set_xlim(2009, 2021)
    passed = marks.trail(opened, axes, chart([one], table), [one])
    middle = scales.to_points(opened, axes, 2015.5, 70)[0]
    assert len(passed) > 20
    assert not any(abs(x - middle) < 20 for x, _ in passed)


def test_the_tip_over_a_lower_bound_has_the_colour_of_its_series(opened, series):
    axes = drawn(opened, rows(y2025=42.0), series("over", mark="lower_bound"))
    tips = [line for line in axes.get_lines() if line.get_gid() == "bound"]
    assert {tip.get_markerfacecolor() for tip in tips} == {style.role("kyrgyz_in_china").colour}


def test_the_bar_over_each_lower_bound_is_passed(opened, series, chart):
    one = series("over", mark="lower_bound")
    table = [{"series": "over", "x": x, "value": 40.0} for x in ("2020", "2025")]
    made = chart([one], table)
    axes = drawn(opened, made.rows(one), one)
    passed = marks.trail(opened, axes, made, [one])
    for year in (2020, 2025):
        x, high = scales.to_points(opened, axes, year, 46)
        assert any(abs(x - at) < 1 and abs(high - up) < 3 for at, up in passed)
