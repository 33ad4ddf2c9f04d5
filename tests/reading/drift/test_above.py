"""Header, anchor and unit are compared with the layout."""

import pytest

from drifted import ROWS, TABLE, moved_merges, with_cell, written
from exchange_stats.reading.drift import find_drift


def test_a_header_that_moved_is_named_by_its_rows(changed):
    told, patch = changed([["A new line"], [], *ROWS], moved_merges(2))
    assert told == {("header moved", "data!A5"): "the header moved 2 rows down, from row 3"}
    assert patch == [
        'anchor = { cell = "A3", text = "Students by country" }  '
        '# was anchor = { cell = "A1", text = "Students by country" }',
        'unit = { cell = "E4", text = "persons" }  # was unit = { cell = "E2", text = "persons" }',
        'header = "5:6"  # was header = "3:4"',
        'body = "7:10"  # was body = "5:8"',
        'total_rows = "10"  # was total_rows = "8"',
        'notes = "12"  # was notes = "10"',
    ]


def test_a_line_between_anchor_and_header_moves_the_header_alone(changed):
    told, patch = changed([ROWS[0], ["Edition of 2019"], *ROWS[1:]], moved_merges(1))
    assert list(told) == [("header moved", "data!A4")]
    assert not any(line.startswith("anchor") for line in patch)


def test_a_changed_unit_is_named(changed):
    told, patch = changed(with_cell("E2", "thousand persons"))
    found = "the unit 'persons' became 'thousand persons'"
    assert told == {("unit changed", "data!E2"): found}
    assert patch == [
        'unit = { cell = "E2", text = "thousand persons" }  '
        '# was unit = { cell = "E2", text = "persons" }'
    ]


@pytest.mark.parametrize(
    ("cell", "text"), [("A1", "Students by country, thousands"), ("C3", "All (thousands)")]
)
def test_a_unit_in_the_title_or_in_a_heading_is_a_unit_too(changed, cell, text):
    told, _ = changed(with_cell(cell, text))
    assert [kind for kind, _ in told] == ["unit changed"]


def test_a_number_format_that_shows_another_unit_is_named(changed):
    told, _ = changed(formats={"C5": "#,##0,", "C6": "#,##0,"})
    found = "the number format 'plain numbers' became '#,##0,'"
    assert told == {("unit changed", "data!A5"): found}


def test_an_anchor_that_moved_while_its_table_did_not_is_named(changed):
    rows = [[None], ["Students by country", None, None, None, "persons"], *ROWS[2:]]
    told, patch = changed(rows)
    assert told == {("anchor moved", "data!A2"): "the anchor 'Students by country' moved from A1"}
    assert patch[0].startswith('anchor = { cell = "A2", ')


def test_a_header_that_moved_up_by_one_row_is_named_so(tmp_path):
    old = written(tmp_path / "old.xlsx", [["Edition"], *ROWS], moved_merges(1))
    new = written(tmp_path / "new.xlsx")
    down = {"anchor": {"cell": "A2", "text": "Students by country"}, "header": "4:5"}
    down |= {"unit": {"cell": "E3", "text": "persons"}, "body": "6:9", "total_rows": "9"}
    layout = {"table": [{**TABLE, **down, "notes": "11"}]}
    found = find_drift(old, new, layout, lambda dimension, text: None)
    (change,) = [change for one in found for change in one.changes]
    assert (change.kind, change.place) == ("header moved", "data!A3")
    assert change.found == "the header moved 1 row up, from row 4"


def test_an_anchor_with_other_words_is_named_with_both(changed):
    told, _ = changed(with_cell("A1", "Students by origin"))
    found = "the anchor 'Students by country' became 'Students by origin'"
    assert told == {("anchor changed", "data!A1"): found}


def test_a_unit_that_is_gone_is_named_where_it_stood(changed):
    told, _ = changed(with_cell("E2", None))
    assert told == {("unit changed", "data!E2"): "the unit 'persons' became 'nothing'"}
