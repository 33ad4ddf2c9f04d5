"""Sheets and tables that the layout does not know are named."""

from drifted import OTHER


def test_an_added_sheet_is_named(changed):
    told, _ = changed(more={"fields": OTHER[1:]})
    found = "the sheet 'fields' is new; tables that it may hold: 1"
    assert told == {("sheet added", "fields"): found}
