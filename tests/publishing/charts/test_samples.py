"""Samples of marks before the names below a plot."""

import pytest

from exchange_stats.publishing.charts import samples, scales
from exchange_stats.publishing.drawing import style


@pytest.fixture
def plot(opened, chart, series):
    marks = [
        *(series("wide", mark="band"), series("narrow", mark="band")),
        *(series("middle", mark="median"), series("said", mark="point")),
    ]
    rows = [{"series": one.id, "x": "2020", "value": 5.0} for one in marks]
    return scales.Plot(opened, opened.axes(opened.box), chart(marks, rows))


def test_a_sample_of_a_narrow_band_is_as_dark_as_all_bands_under_it(plot):
    wide, narrow = (samples.sample_of(plot, one, (10, 20)) for one in plot.chart.series[:2])
    shades = samples.shades_of(plot.chart)
    assert [one.get_alpha() for one in wide] == [shades["wide"]]
    assert [one.get_alpha() for one in narrow] == [shades["wide"], shades["narrow"]]


def test_a_sample_of_a_line_is_dashed_as_the_line_is(plot):
    (line,) = samples.sample_of(plot, plot.chart.series[2], (10, 20))
    assert line.get_linestyle() == "--"
    assert line.get_marker() == "None"


def test_a_sample_of_a_point_is_the_point(plot):
    (point,) = samples.sample_of(plot, plot.chart.series[3], (10, 20))
    assert point.get_linestyle() == "None"
    assert point.get_marker() == "o"
    assert point.get_markerfacecolor() == "#FFFFFF"


def test_words_stand_behind_the_sample_of_their_mark(plot):
    line = samples.Line("Middle 6,000", {"weight": "bold"}, 20.0, plot.chart.series[2])
    samples.write_line(plot, line, (10.0, 20.0))
    (artist,) = [one for one in plot.frame.figure.artists if one.get_gid() is None]
    width = plot.frame.figure.get_figwidth() * 72
    words = plot.frame.figure.texts[-1]
    assert words.get_text() == "Middle 6,000"
    assert words.get_position()[0] * width == pytest.approx(30.0)
    assert max(artist.get_xdata()) < words.get_position()[0]


@pytest.mark.parametrize("name", ["kyrgyz_in_china", "second_part", "context"])
def test_a_plain_bar_has_the_colour_of_its_role(name, series):
    assert samples.fill(series("one", role=name))["facecolor"] == style.role(name).colour


def test_the_other_direction_has_a_pattern_for_grey_print(series):
    assert samples.fill(series("one", role="chinese_in_kyrgyzstan"))["hatch"] == "////"
