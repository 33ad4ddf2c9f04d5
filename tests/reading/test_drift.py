"""Every change of a workbook against its layout is named, with a patch that nobody has applied."""

import pytest

from builders import write_workbook
from drifted import LAYOUT, MERGES, OTHER, ROWS, TABLE, with_cell, with_column, written
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.declared import load_layouts
from exchange_stats.reading.drift import find_drift
from exchange_stats.reading.workbook import read_workbook


def test_an_unchanged_copy_has_no_drift(changed):
    assert changed() == ({}, [])


def test_a_column_that_appeared_is_named_with_its_neighbours(changed):
    rows = with_column(4, [None, "short courses", 1, 1, 1, 1])
    told, patch = changed(rows, ("A3:A4", "B3:B4", "C3:C4", "D3:F3"))
    found = (
        "column E 'of which / short courses' appeared between D 'of which / degree' and "
        "F 'of which / language'"
    )
    assert told == {("column appeared", "data!E4"): found}
    assert patch[-1] == 'values = "C:F"  # was values = "C:E"'


def test_a_renamed_label_is_named_with_its_old_wording(changed):
    told, patch = changed(with_cell("A5", "Kyrgyz Republic"))
    found = "the label 'Kyrgyzstan' became 'Kyrgyz Republic' (not in facts/labels.csv)"
    assert told == {("label renamed", "data!A5"): found}
    assert patch == []


def test_a_hidden_total_is_named_by_row_and_by_column(changed):
    told, patch = changed(hidden_rows=[8], hidden_columns=["C"])
    assert set(told) == {("total hidden", "data!A8"), ("total hidden", "data!C4")}
    assert "the total 'Total / 2018' of row 8 is hidden" in told["total hidden", "data!A8"]
    assert patch == []


def test_an_added_table_is_named_with_its_place(changed):
    told, patch = changed([*ROWS, *OTHER])
    found = "a table of 2 rows was added at A13:C15, with the headings '2017 | 2018'"
    assert told == {("table added", "data!A13"): found}
    assert patch == ["a [[table]] with header 13, labels A, values B:C, body 14:15"]


def test_a_renamed_sheet_is_found_by_its_anchor(tmp_path):
    old = written(tmp_path / "old.xlsx")
    path = write_workbook(tmp_path / "new.xlsx", {"data 2019": ROWS}, merges=MERGES)
    (drift,) = find_drift(old, read_workbook(path), LAYOUT, lambda dimension, text: None)
    assert [change.kind for change in drift.changes] == ["sheet renamed"]
    assert drift.patch == ('sheet = "data 2019"  # was sheet = "data"',)


def test_the_layout_refuses_what_has_drifted(tmp_path):
    book = written(tmp_path / "new.xlsx", with_cell("E2", "thousand persons"))
    with pytest.raises(LayoutError, match="data!E2 holds 'thousand persons', expected the unit"):
        load_layouts(book, "w", LAYOUT)


def kinds_of(folder, layout=LAYOUT, before=(), after=(), **hidden):
    """Return the kinds and places of the changes of a workbook that has other sheets too."""
    old = written(folder / "old.xlsx", more=before)
    path = write_workbook(folder / "new.xlsx", dict(after), merges=MERGES, **hidden)
    found = find_drift(old, read_workbook(path), layout, lambda dimension, text: None)
    return {(one.kind, one.place) for drift in found for one in drift.changes}


def test_a_table_whose_sheet_is_gone_is_gone(tmp_path):
    found = kinds_of(tmp_path, after={"other": OTHER})
    assert {("table gone", "data"), ("sheet gone", "data"), ("sheet added", "other")} <= found


def test_a_sheet_that_stood_beside_and_is_gone_or_hidden_is_named(tmp_path):
    more = {"fields": OTHER[1:]}
    assert kinds_of(tmp_path, before=more, after={"data": ROWS}) == {("sheet gone", "fields")}
    both = {"data": ROWS, **more}
    found = kinds_of(tmp_path, before=more, after=both, hidden_sheets=["fields"])
    assert found == {("sheet hidden", "fields")}


def test_a_table_of_records_is_compared_by_its_columns_alone(tmp_path):
    rows = [*ROWS[:6], ["Uzbekistan", 2018, 1, 1, 0], *ROWS[6:]]
    records = {"table": [{**TABLE, "kind": "records"}]}
    assert kinds_of(tmp_path, records, after={"data": rows}) == set()
    assert kinds_of(tmp_path, after={"data": rows}) != set()
