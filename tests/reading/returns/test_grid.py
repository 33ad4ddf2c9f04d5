"""Headings, lines and labels of a filled form are found where they now stand."""

import pytest

from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.returns.grid import find_grid, understand
from exchange_stats.reading.workbook import Sheet

WORDS = {
    ("category", "Всего / женщины"): "isced_level=_T sex=F",
    ("category", "Всего / мужчины"): "isced_level=_T sex=M",
    ("institution", "ОшГУ"): "institution=KG-OSHSU",
    ("institution", "Osh State University"): "institution=KG-OSHSU",
    ("institution", "КНУ"): "institution=KG-KNU",
}
TOP = [
    ["Учебный год | Academic year", "2024/25"],
    ["Образовательная организация\nInstitution", "Всего\nTotal", None],
    [None, "женщины\nwomen", "мужчины\nmen"],
]
MERGES = ((1, 0, 2, 0), (1, 1, 1, 2))


def known(dimension, text):
    return WORDS.get((dimension, text))


def grid_of(*rows, top=TOP, merges=MERGES):
    return find_grid(
        "form_2", Sheet("s", [*map(list, top), *map(list, rows)], {}, merges), known, ""
    )


def test_lines_and_columns_get_their_codes():
    grid = grid_of(["ОшГУ", 1, 2])
    assert grid.faults == []
    assert grid.period == "2024/25"
    assert {column: label.codes["sex"] for column, label in grid.columns.items()} == {
        1: "F",
        2: "M",
    }
    assert [(line.row, line.slot, line.is_total) for line in grid.lines] == [
        (3, ("KG-OSHSU", ""), False)
    ]


def test_the_year_of_the_mark_serves_where_the_form_has_none():
    sheet = Sheet("s", [list(row) for row in TOP[1:]], {}, ((0, 0, 1, 0), (0, 1, 0, 2)))
    assert find_grid("form_2", sheet, known, "2025/26").period == "2025/26"


def test_a_label_in_two_languages_is_understood_by_either():
    grid = grid_of(["Ошский университет | Osh State University", 1, 2])
    (line,) = grid.lines
    assert (line.institution.understood, line.institution.printed) == (
        *("Osh State University", "Ошский университет | Osh State University"),
    )


def test_a_label_that_says_two_things_is_not_understood():
    grid = grid_of(["ОшГУ | КНУ", 1, 2])
    assert grid.faults == ["s!A4: institution: 'ОшГУ' and 'КНУ' found, expected one of them"]
    with pytest.raises(ValueError, match="and"):
        understand(known, "institution", ["ОшГУ", "КНУ"])


def test_an_unknown_label_with_numbers_is_named_with_its_cell():
    assert grid_of(["Новый вуз", 1, 2]).faults == [
        "s!A4: institution: 'Новый вуз' is not in the dictionary"
    ]


def test_a_line_of_words_below_the_form_is_not_of_it():
    grid = grid_of(["ОшГУ", 1, 2], [None, None, None], ["Исполнитель", None, None])
    assert (len(grid.lines), grid.faults) == (1, [])


def test_numbers_without_a_label_are_named():
    assert grid_of([None, 1, None]).faults == [
        "s!A4: institution: nothing found, expected one of the list"
    ]


def test_a_heading_that_was_changed_is_named():
    top = [TOP[0], TOP[1], [None, "девушки\nwomen", "мужчины\nmen"]]
    assert grid_of(["ОшГУ", 1, 2], top=top).faults == [
        "s!B3: heading 'Всего Total / девушки women' is not of the form"
    ]


def test_a_number_beside_the_form_is_named():
    assert grid_of(["ОшГУ", 1, 2, 7]).faults == ["s!D4: a cell outside the form"]


def test_without_merged_headings_the_first_label_ends_them():
    top = [TOP[0], [TOP[1][0], "Всего", "Всего"], TOP[2]]
    assert [line.row for line in grid_of(["ОшГУ", 1, 2], top=top, merges=()).lines] == [3]


def test_a_form_without_its_headings_is_refused():
    with pytest.raises(LayoutError, match="s: no heading of institutions found"):
        find_grid("form_2", Sheet("s", [["a", 1]]), known, "")
