"""Labels reach through merges, sections and fills."""

import pytest

from builders import write_workbook
from exchange_stats.reading.table import (
    Labels,
    TableLayout,
    columns_in,
    faults_of,
    joined,
    rows_in,
)
from exchange_stats.reading.workbook import Sheet, read_workbook


def layout(**parts):
    given = {
        "workbook_id": "w",
        "table": "t",
        "sheet": "s",
        "header_rows": (0, 1),
        "label_columns": (0, 1),
        "value_columns": (2, 3),
        "body_rows": (2, 3, 5),
    }
    return TableLayout(**{**given, **parts})


ROWS = [
    ["Year", None, "Students", None],
    [None, None, "all", "of which women"],
    ["2018", "degree", 10, 4],
    [None, "language", 5, 2],
    ["Abroad", None, None, None],
    ["2019", "degree", 11, 5],
]


def labels_of(tmp_path, **parts):
    path = write_workbook(tmp_path / "a.xlsx", {"s": ROWS}, merges=["C1:D1", "A1:B2"])
    return Labels(read_workbook(path).sheets[0], layout(**parts))


def test_a_merged_heading_holds_for_all_its_columns(tmp_path):
    labels = labels_of(tmp_path)
    assert labels.column_levels(3) == ["Students", "of which women"]


def test_a_label_is_filled_down_only_where_declared(tmp_path):
    assert labels_of(tmp_path).row_label(3) == "language"
    assert labels_of(tmp_path, fill=frozenset({0})).row_label(3) == "2018 / language"


def test_a_section_stands_before_the_labels_of_its_rows(tmp_path):
    labels = labels_of(tmp_path, sections=(4,))
    assert labels.row_label(5) == "Abroad / 2019 / degree"
    assert labels.row_label(2) == "2018 / degree"


def test_dimensions_are_taken_from_where_they_stand(tmp_path):
    places = {
        "period": "A",
        "category": "header 2",
        "host": "section",
        "origin": "A3",
        "level": "row",
        "sex": "header",
    }
    labels = labels_of(tmp_path, sections=(4,), dimensions=places)
    assert labels.dimensions(5, 2) == {
        "period_label": "2019",
        "category_label": "all",
        "host_label": "Abroad",
        "origin_label": "2018",
        "level_label": "Abroad / 2019 / degree",
        "sex_label": "Students / all",
    }


def test_repeated_neighbours_stand_once():
    assert joined(["a", "a", "", "b", "a"]) == "a / b / a"


def test_lists_of_rows_and_columns():
    assert rows_in("4, 6:7") == (3, 5, 6)
    assert columns_in("B, AA:AB") == (1, 26, 27)
    assert rows_in("") == ()


def test_headings_in_rows_that_follow_one_another_hold_together():
    values = [["x", "n"], ["Index", None], ["by month", None], ["2019", 5.0], ["by year", None]]
    sheet = Sheet("s", [*values, ["2019", 6.0]])
    parts = {"header_rows": (0,), "label_columns": (0,), "value_columns": (1,)}
    labels = Labels(sheet, layout(**parts, body_rows=(3, 5), sections=(1, 2, 4)))
    assert labels.row_label(3) == "Index / by month / 2019"
    assert labels.row_label(5) == "by year / 2019"


def test_a_heading_without_values_stands_before_the_rows_that_are_part_of_it():
    sheet = Sheet("s", [["x", "n"], ["Students:", None], [" all", 5.0], ["Admitted", 6.0]])
    parts = {"header_rows": (0,), "label_columns": (0,), "value_columns": (1,)}
    labels = Labels(sheet, layout(**parts, body_rows=(2, 3), parents={2: 1}))
    assert list(labels.row_labels((2, 3))) == ["Students: / all", "Admitted"]


def test_labels_beyond_the_last_cell_of_a_sheet_are_empty():
    sheet = Sheet("s", [["Year", "n"], ["2018"]], {})
    far = Labels(sheet, layout(label_columns=(0,), header_rows=(0,), body_rows=(1, 7)))
    assert [far.row_label(row) for row in (1, 7)] == ["2018", ""]
    aside = Labels(sheet, layout(label_columns=(5,), header_rows=(0,), body_rows=(1,)))
    assert aside.row_label(1) == ""


def test_what_keeps_a_table_from_being_read_is_named_with_its_place():
    rows = [["Year", "", "all", ""], ["", "", "", ""], ["2018", "a", 1.0, 2.0], ["", "", 3.0, 4.0]]
    sheet = Sheet("s", rows, {}, ((2, 2, 2, 3), (3, 0, 3, 1), (0, 2, 1, 3)))
    known = layout(body_rows=(2, 3))
    labels = Labels(Sheet("s", rows), known)
    assert list(faults_of(sheet, known, labels)) == [
        "s!A4: row without a label; end `body` above it, or list it in `skip_rows`",
        "s!D: value column without a heading; correct `values` or `header`",
        "s!C3:D3: merged cells among the numbers; say what they cover in `covers`",
    ]
    said = layout(body_rows=(2,), value_columns=(2,), covers="2018")
    assert list(faults_of(sheet, said, labels)) == []


@pytest.mark.parametrize(
    ("merge", "is_told"),
    [
        *(((2, 2, 3, 2), True), ((1, 3, 2, 3), True), ((2, 1, 2, 2), True), ((3, 3, 9, 9), True)),
        *(((0, 2, 1, 3), False), ((2, 0, 3, 1), False), ((4, 2, 5, 3), False)),
    ],
)
def test_a_merged_range_that_reaches_a_number_is_told(merge, is_told):
    rows = [["Year", "kind", "a", "b"], ["", "", "", ""], *[["x", "y", 1.0, 2.0]] * 2]
    known = layout(body_rows=(2, 3))
    sheet = Sheet("s", rows, {}, (merge,))
    assert bool([*faults_of(sheet, known, Labels(Sheet("s", rows), known))]) is is_told


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({}, ["2018 / a", "a", "2019"]),
        ({"label_columns": (0,)}, ["2018", "", "2019"]),
        ({"label_columns": ()}, ["", "", ""]),
        ({"fill": frozenset({0})}, ["2018 / a", "2018 / a", "2019"]),
        ({"fill_up": frozenset({0})}, ["2018 / a", "2019 / a", "2019"]),
        ({"parents": {3: 2}}, ["2018 / a", "2018 / a / a", "2019"]),
    ],
)
def test_the_labels_of_many_rows_are_those_of_each(parts, found):
    sheet = Sheet("s", [["Year"], [], ["2018", "a"], ["", "a"], [], ["2019", "2019"]])
    known = layout(**parts)
    labels = Labels(sheet, known)
    assert labels.row_labels(known.body_rows) == found
    assert [labels.row_label(row) for row in known.body_rows] == found


def test_a_label_is_not_filled_over_the_heading_of_a_section():
    sheet = Sheet("s", [["Year"], [], ["2018"], ["Abroad"], [""], ["2019"]])
    known = layout(label_columns=(0,), fill=frozenset({0}), sections=(3,), body_rows=(2, 4, 5))
    assert Labels(sheet, known).row_labels((2, 4, 5)) == ["2018", "Abroad", "Abroad / 2019"]
