"""Columns are compared with the layout."""

from drifted import MERGES, ROWS, TABLE, with_cell, with_column, written
from exchange_stats.reading.drift import find_drift


def test_a_further_year_at_the_right_is_named_too(changed):
    told, patch = changed(with_column(5, ["Exchange", None, 1, 1, 1, 1]))
    assert list(told) == [("column appeared", "data!F4")]
    assert "beside E 'of which / language'" in told["column appeared", "data!F4"]
    assert patch == ['values = "C:F"  # was values = "C:E"']


def test_a_column_that_is_gone_is_named(changed):
    rows = [row[:4] for row in ROWS]
    told, patch = changed(rows, ("A3:A4", "B3:B4", "C3:C4"))
    assert told["column gone", "data"] == "column E 'of which / language' is gone"
    assert told["unit changed", "data!E2"] == "the unit 'persons' became 'nothing'"
    assert 'values = "C:D"  # was values = "C:E"' in patch


def test_a_renamed_heading_is_named(changed):
    told, _ = changed(with_cell("D4", "degree students"))
    found = "the heading 'of which / degree' became 'of which / degree students'"
    assert told == {("label renamed", "data!D4"): found}


def test_other_hidden_rows_and_columns_are_named(changed):
    told, _ = changed(hidden_rows=[6], hidden_columns=["D"])
    assert set(told) == {("row hidden", "data!A6"), ("column hidden", "data!D4")}


def test_a_total_column_that_holds_no_number_any_more_is_named(changed):
    rows = [*ROWS[:4], *([*row[:2], None, *row[3:]] for row in ROWS[4:8]), *ROWS[8:]]
    told, _ = changed(rows)
    assert told == {("total gone", "data!C4"): "column C 'All' holds no number any more"}


def test_a_column_without_a_heading_that_is_gone_is_no_change(tmp_path):
    marks = with_column(3, [None, None, "*", "*", "*", "*"])
    old = written(tmp_path / "old.xlsx", marks, (*MERGES[:3], "E3:F3"))
    new = written(tmp_path / "new.xlsx")
    layout = {"table": [{**TABLE, "values": "C,E:F", "unit": {"cell": "F2", "text": "persons"}}]}
    found = find_drift(old, new, layout, lambda dimension, text: None)
    assert [change for one in found for change in one.changes] == []


def test_a_column_between_two_others_is_named_with_both(changed):
    told, _ = changed(with_column(3, ["Exchange", None, 1, 1, 1, 1]), MERGES[:3])
    found = "column D 'Exchange' appeared between C 'All' and E "
    assert told["column appeared", "data!D4"].startswith(found)


def test_a_total_column_that_is_hidden_or_gone_is_named_as_a_total(changed):
    told, _ = changed(hidden_columns=["C"])
    hidden = "column C 'All' is hidden; show it in the workbook, or ask why"
    assert told == {("total hidden", "data!C4"): hidden}
    told, _ = changed([[*row[:2], *row[3:]] for row in ROWS], MERGES[:2])
    assert told["total gone", "data"] == "column C 'All' is gone"


def test_another_unit_in_the_brackets_of_a_heading_is_a_unit(changed):
    told, _ = changed(with_cell("C3", "All (thousands)"))
    assert list(told) == [("unit changed", "data!C4")]
    told, _ = changed(with_cell("C3", "Total (thousands)"))
    assert list(told) == [("label renamed", "data!C4")]
