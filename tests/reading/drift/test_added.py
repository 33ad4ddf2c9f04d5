"""Sheets and tables that the layout does not know are named."""

from drifted import LAYOUT, OTHER, ROWS, written
from exchange_stats.reading.drift import find_drift


def test_an_added_sheet_is_named(changed):
    told, _ = changed(more={"fields": OTHER[1:]})
    found = "the sheet 'fields' is new; tables that it may hold: 1"
    assert told == {("sheet added", "fields"): found}


def test_a_table_that_stood_there_before_is_not_new(tmp_path):
    old, new = (
        written(tmp_path / name, [*ROWS, *OTHER, *more])
        for name, more in (("old.xlsx", []), ("new.xlsx", [[], [], [], *OTHER]))
    )
    found = find_drift(old, new, LAYOUT, lambda dimension, text: None)
    assert [change.place for one in found for change in one.changes] == ["data!A21"]
