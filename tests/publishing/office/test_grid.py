"""The numbers of a figure as grids: years without a gap, panels apart, nothing in place of none."""

import pytest

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.grid import data_table, grids

FIGURES = figures.load_definitions()


def test_years_follow_one_another_and_a_year_without_a_number_is_empty(tables):
    (grid,) = grids(FIGURES["kyrgyz-students-in-china"], tables, "en")
    assert grid.kind == "line"
    assert grid.categories == tuple(str(year) for year in range(2010, 2026))
    counted, stated = grid.rows
    assert counted.values[:2] == (1441, 1901)
    assert counted.values[8] == 4614
    assert set(counted.values[9:]) == {None}
    assert [value for value in stated.values if value is not None] == [4000, 4200]
    assert (counted.joined, stated.joined) == (True, False)


def test_each_panel_is_a_grid_of_its_own(tables):
    made = grids(FIGURES["scholarship-holders"], tables, "en")
    assert [grid.title for grid in made] == [
        "Scholarship holders, persons",
        "Share of all Kyrgyz students in China",
    ]
    assert [grid.number_format for grid in made] == ["#,##0", "#,##0.0"]


def test_a_figure_of_dates_has_no_grid_but_a_table(tables):
    timeline = FIGURES["timeline-of-cooperation"]
    assert grids(timeline, tables, "en") == []
    heading, rows = data_table(timeline, tables, "en")
    assert heading == ["Date", "What"]
    assert rows[0][0].split() == ["15", "June", "2006"]


def test_a_missing_number_is_marked_in_the_table_and_never_zero(tables):
    heading, rows = data_table(FIGURES["kyrgyz-students-in-china"], tables, "ru")
    assert len(heading) == 3
    by_year = {row[0]: row[1:] for row in rows}
    assert by_year["2010"] == ["1\u00a0441", "[x]"]
    assert by_year["2019"] == ["[x]", "[x]"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_figure_has_a_table_of_one_width(tables, language):
    for one in FIGURES.values():
        heading, rows = data_table(one, tables, language)
        assert rows
        assert {len(row) for row in rows} == {len(heading)}


def test_where_one_row_stands_out_the_others_stand_back(tables):
    (grid,) = grids(FIGURES["china-among-origins"], tables, "en")
    (row,) = grid.rows
    shown = dict(zip(grid.categories, row.faint, strict=True))
    assert [name for name, faint in shown.items() if not faint] == ["China"]
