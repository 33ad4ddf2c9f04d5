"""Sheets and tables that the layout does not know are named."""

from builders import sheet_of
from drifted import LAYOUT, OTHER, ROWS, written
from exchange_stats.reading.drift import find_drift
from exchange_stats.reading.drift.added import proposed_part
from exchange_stats.reading.proposal.draft import propose_layouts


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


def test_a_table_below_the_declared_one_is_named_with_its_place_and_its_parts(changed):
    told, patch = changed([*ROWS, *OTHER])
    assert told == {
        ("table added", "data!A13"): "a table of 2 rows was added at A13:C15, with the headings "
        "'2017 | 2018'"
    }
    assert patch == ["a [[table]] with header 13, labels A, values B:C, body 14:15"]


def test_a_table_without_a_header_has_none_in_its_parts():
    (proposal,) = propose_layouts(sheet_of("a|5|7.5\nb|6|8.5"))
    assert proposed_part(proposal) == "header none, labels A, values B:C, body 1:2"


def test_a_sheet_that_is_hidden_or_gone_is_named(changed, tmp_path):
    told, _ = changed(hidden_sheets=["data"], more={"open": [["x"]]})
    hidden = "the sheet 'data' is hidden; show it, or ask why"
    assert told["sheet hidden", "data"] == hidden
    old = written(tmp_path / "a.xlsx", more={"fields": [["x"]]})
    gone = find_drift(old, written(tmp_path / "b.xlsx"), LAYOUT, lambda dimension, text: None)
    (change,) = [change for one in gone for change in one.changes]
    assert (change.kind, change.place) == ("sheet gone", "fields")
    assert change.found == "the sheet 'fields' is gone"
