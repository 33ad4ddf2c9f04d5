"""A chart that can be edited holds the numbers of the table, with its gaps, in the house look."""

import pytest
from pptx import Presentation

from exchange_stats.publishing import figures
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.numbers.grid import grids

FIGURES = figures.load_definitions()


@pytest.fixture
def made(tables):
    def make(figure_id):
        slide = (deck := Presentation()).slides.add_slide(deck.slide_layouts[6])
        (grid,) = grids(FIGURES[figure_id], tables, "en")
        return grid, native.add_chart(slide, grid, (0, 0, 9_000_000, 5_000_000), 12).chart

    return make


@pytest.mark.parametrize("figure_id", ["kyrgyz-students-in-china", "growth-by-year"])
def test_the_numbers_are_those_of_the_grid(made, figure_id):
    grid, chart = made(figure_id)
    plot = chart.plots[0]
    assert tuple(plot.categories) == grid.categories
    assert [series.name for series in plot.series] == [row.name for row in grid.rows]
    assert [tuple(series.values) for series in plot.series] == [row.values for row in grid.rows]


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
