"""Header, anchor and unit are compared with the layout."""

import pytest

from drifted import ROWS, moved_merges, with_cell


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
