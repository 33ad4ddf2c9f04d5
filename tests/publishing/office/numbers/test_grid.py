"""The numbers of a figure as grids: years without a gap, panels apart, nothing in place of none."""

from dataclasses import replace

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.numbers.grid import grids

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
    assert [(grid.form, grid.decimals) for grid in made] == [("count", 0), ("percent", 1)]


def test_a_figure_of_dates_has_no_grid(tables):
    assert grids(FIGURES["timeline-of-cooperation"], tables, "en") == []


def test_what_was_said_of_a_number_and_its_unit_stand_in_the_grid(tables):
    (grid,) = grids(FIGURES["kyrgyz-students-in-china"], tables, "ru")
    counted, stated = grid.rows
    assert (grid.heading, counted.unit) == ("Год", "человек")
    assert (counted.words[0], counted.words[9]) == ("1\u00a0441", "[x]")
    assert stated.words[-1] == "более 4\u00a0200"
    assert grid.shape(stated.qualifiers[-1]) != grid.number_format


def test_a_number_of_which_only_bounds_are_known_is_shown_as_about_so_much(tables):
    (grid,) = grids(FIGURES["ratio-of-flows"], tables, "zh")
    _, stated = grid.rows
    assert (stated.qualifiers[-1], stated.words[-1]) == ("about", "9.3\u20149.7")
    assert "约" in grid.shape(stated.qualifiers[-1])
    assert not stated.name.endswith("\uff1a")


def test_a_hidden_number_is_not_said_to_be_unknown(tables):
    shown = {**tables, "release": tables["release"].copy()}
    one = (shown["release"]["institution"] == "CN-S01") & (shown["release"]["isced_level"] == "8")
    shown["release"].loc[one, ["value", "shown", "status"]] = ["", "c", "Q"]
    figure = replace(FIGURES["sample-institutions"], numbers={}, holds=())
    (grid,) = grids(figure, shown, "en")
    doctoral = next(row for row in grid.rows if row.name == "Doctoral")
    assert doctoral.words[0] == "c"
    assert doctoral.values[0] is None


def test_rows_of_one_colour_are_told_apart(tables):
    (lines,) = grids(FIGURES["five-countries"], tables, "en")
    assert [row.again for row in lines.rows] == [0, 1, 2, 3, 0]
    (bars,) = grids(FIGURES["degree-share-five-countries"], tables, "en")
    assert [row.again for row in bars.rows] == [1, 0]


def test_where_one_row_stands_out_the_others_stand_back(tables):
    (grid,) = grids(FIGURES["china-among-origins"], tables, "en")
    (row,) = grid.rows
    shown = dict(zip(grid.categories, row.faint, strict=True))
    assert [name for name, faint in shown.items() if not faint] == ["China"]
