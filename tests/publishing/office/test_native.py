"""A chart that can be edited holds the numbers of the table, with its gaps, in the house look."""

import re
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.enum.dml import MSO_FILL
from pptx.util import Pt

from exchange_stats.publishing import figures
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.numbers.grid import Grid, Row, grids

FIGURES = figures.load_definitions()


@pytest.fixture
def made(tables):
    def make(figure_id):
        slide = (deck := Presentation()).slides.add_slide(deck.slide_layouts[6])
        (grid,) = grids(FIGURES[figure_id], tables, "en")
        return grid, native.add_chart(slide, grid, (0, 0, 9_000_000, 5_000_000), 12).chart

    return make


@pytest.mark.parametrize(
    "figure_id", ["kyrgyz-students-in-china", "growth-by-year", "statements-and-statistics"]
)
def test_the_numbers_are_those_of_the_grid(made, figure_id):
    grid, chart = made(figure_id)
    plot = chart.plots[0]
    assert tuple(plot.categories) == grid.categories
    assert [series.name for series in plot.series] == [row.name for row in grid.rows]
    assert [tuple(series.values) for series in plot.series] == [row.values for row in grid.rows]


def test_bars_with_labels_of_their_own_leave_the_others_theirs(made):
    _, chart = made("statements-and-statistics")
    said = next(series for series in chart.plots[0].series if series.name == "said")
    names = [one.tag.rpartition("}")[2] for one in said.data_labels._element]
    assert names.count("dLbl") == 3
    assert said.data_labels.show_value


def test_a_gap_stays_a_gap_and_statements_are_not_joined(made):
    _, chart = made("kyrgyz-students-in-china")
    xml = chart._chartSpace.xml
    assert '<c:dispBlanksAs val="gap"/>' in xml
    counted, stated = chart.plots[0].series
    assert counted.format.line.width > 0
    assert "a:noFill" in stated._element.find(".//{*}spPr").xml


def test_fonts_for_latin_and_chinese_are_named_and_years_stand_apart(made):
    _, chart = made("kyrgyz-students-in-china")
    xml = chart._chartSpace.xml
    assert '<a:ea typeface="Microsoft YaHei"/>' in xml
    assert '<a:latin typeface="Arial"/>' in xml
    assert '<c:tickLblSkip val="2"/>' in xml


def test_bars_begin_at_zero(made):
    for figure_id in ("growth-by-year", "sample-levels"):
        assert made(figure_id)[1].value_axis.minimum_scale == 0


def row(values, *, joined=True, again=0, faint=(), hollow=False, name="one"):
    role = replace(style.role("context"), hollow=hollow)
    count = len(values)
    empty = ("",) * count
    return Row(name, values, role, joined, again, faint or (False,) * count, empty, empty, "")


def chart_of(kind, *rows, title=""):
    slide = (deck := Presentation()).slides.add_slide(deck.slide_layouts[6])
    grid = Grid(kind, title, "n", ("2019", "2020"), rows, "x", 0, "en")
    return native.add_chart(slide, grid, (0, 0, 9_000_000, 5_000_000), 12).chart


def fill_of(look):
    return look.fill.fore_color.rgb


def test_a_chart_below_zero_has_no_least_value_and_one_of_lying_bars_no_lines_of_a_grid():
    chart = chart_of("bar", row((5.0, -3.0)))
    assert chart.value_axis.minimum_scale is None
    assert not chart.value_axis.has_major_gridlines
    assert not chart.value_axis.visible
    assert chart.category_axis.reverse_order
    assert not chart.has_legend


def test_statements_without_a_line_are_hollow_and_lines_with_hollow_points_are_filled_as_paper():
    paper = RGBColor.from_string(style.surface("paper").lstrip("#"))
    rows = row((5.0, None), joined=False, hollow=True), row((5.0, 6.0), hollow=True, name="two")
    stated, joined = chart_of("line", *rows).plots[0].series
    assert stated.marker.format.fill.type == MSO_FILL.BACKGROUND
    assert fill_of(joined.marker.format) == paper
    assert stated.points[0].data_label.position == XL_LABEL_POSITION.ABOVE
    assert joined.points[1].data_label.position == XL_LABEL_POSITION.RIGHT


def test_a_row_whose_colour_is_taken_is_drawn_as_an_outline_and_faint_bars_in_grey():
    paper, colour = style.surface("paper").lstrip("#"), style.role("context").colour.lstrip("#")
    rows = row((5.0, 6.0), again=1, name="two"), row((1.0, 2.0), faint=(True, False))
    outlined, faint = chart_of("column", *rows).plots[0].series
    assert str(fill_of(outlined.format)) == paper
    assert (str(outlined.format.line.color.rgb), outlined.format.line.width) == (colour, Pt(1.5))
    assert str(fill_of(faint.points[0].format)) == colour


def test_values_of_stacked_bars_stand_inside_in_a_colour_that_stands_out():
    rows = row((5.0, 6.0)), row((1.0, 2.0), again=1, name="two")
    filled, outlined = chart_of("stacked", *rows, title="Levels").plots[0].series
    assert filled.data_labels.show_value
    assert str(filled.data_labels.font.color.rgb) == style.surface("paper").lstrip("#")
    assert str(outlined.data_labels.font.color.rgb) == rows[1].role.text.lstrip("#")


def test_the_name_of_a_chart_and_its_legend_leave_room_for_the_plot():
    chart = chart_of("line", row((5.0, 6.0)), row((1.0, 2.0), name="two"), title="A panel")
    assert chart.chart_title.text_frame.text == "A panel"
    (area,) = chart._chartSpace.findall(f"{native.C}chart/{native.C}plotArea")
    (places,) = area.findall(f"{native.C}layout")
    found = {one.tag.rpartition("}")[2]: one.get("val") for one in places[0]}
    assert found["y"] == "0.1200"
    assert found["h"] == "0.7400"  # the rest, without 0.12 above and 0.14 below


def test_labels_that_end_close_are_lifted_apart_in_the_chart():
    rows = row((5.0, 100.0)), row((6.0, 100.5), name="two")
    xml = chart_of("line", *rows)._chartSpace.xml
    lifts = [float(one) for one in re.findall(r'<c:dLbl>.*?<c:y val="([-0-9.]+)"', xml, re.S)]
    assert lifts
    assert all(lifts)
