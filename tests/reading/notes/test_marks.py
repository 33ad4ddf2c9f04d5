"""Notes are found by their marks and bound to the cells that they explain."""

from builders import raised, write_workbook
from exchange_stats.reading.notes.marks import (
    bare_mark,
    notes_by_mark,
    notes_of,
    orphan_marks,
    table_notes,
)
from exchange_stats.reading.table import TableLayout
from exchange_stats.reading.workbook import Look, Sheet, read_workbook

LAYOUT = TableLayout("w", "t", "s", (0,), (0,), (1, 2), (1, 2), note_rows=(3, 4))


def sheet(tmp_path, last="2) counted anew"):
    rows = [
        ["Year", "Total", raised("Women", "2)")],
        ["2018", "12*", 4],
        ["2019 1)", 13, 5],
        ["1) at the end of the year"],
        [f"* estimated\n{last}"],
    ]
    return read_workbook(write_workbook(tmp_path / "n.xlsx", {"s": rows})).sheets[0]


def test_notes_are_bound_to_their_marks():
    lines = [("Notes:\n1) first\n   goes on\n2) second", ""), ("third", "3"), ("* starred", "")]
    assert notes_by_mark(lines) == {
        "": "Notes:",
        "1)": "first goes on",
        "2)": "second",
        "3": "third",
        "*": "starred",
    }


def test_a_mark_finds_its_note_with_or_without_brackets():
    assert [bare_mark(mark) for mark in ("1)", "\u00b9", "(a)", "1.", "*")] == [
        "1",
        "1",
        "a",
        "1",
        "*",
    ]


def test_the_notes_below_a_table_are_read(tmp_path):
    assert table_notes(sheet(tmp_path), LAYOUT) == {
        "1)": "at the end of the year",
        "*": "estimated",
        "2)": "counted anew",
    }


def test_a_note_holds_for_its_cell_its_row_or_its_column(tmp_path):
    notes = notes_of(sheet(tmp_path), LAYOUT)
    assert notes.tolist() == [
        ["estimated", "counted anew"],
        ["at the end of the year", "at the end of the year counted anew"],
    ]


def test_a_table_without_notes_has_none(tmp_path):
    layout = TableLayout("w", "t", "s", (0,), (0,), (1, 2), (1, 2))
    assert notes_of(sheet(tmp_path), layout) is None


def test_marks_without_a_note_are_named_with_their_cell(tmp_path):
    found = list(orphan_marks(sheet(tmp_path, last="no more"), LAYOUT, {(1, 1): ("*",)}))
    assert found == ["s!C1: mark '2)' without a note; list the row of its note in `notes`"]


def test_a_line_that_is_a_mark_alone_begins_the_note_of_the_next_line():
    assert notes_by_mark([("1)", ""), ("first", ""), ("", "")]) == {"1)": "first"}


def test_a_mark_at_a_heading_or_a_label_needs_a_note_and_one_elsewhere_does_not():
    looks = {place: Look(superscript="7") for place in [(0, 2), (1, 0), (1, 1), (5, 0)]}
    sheet = Sheet("s", [["Year", "a", "b"], ["2018", 1.0, 2.0], ["2019", 3.0, 4.0]], looks)
    found = [line.partition(":")[0] for line in orphan_marks(sheet, LAYOUT, {})]
    assert found == ["s!C1", "s!A2"]


def test_all_notes_of_a_cell_are_told_once_each():
    rows = [["Year", "a", "b"], ["2018 1)2)", "5*", 2.0], ["2019", "3 \u2020", 4.0]]
    rows += [["1) not so", None, "2) second"], ["* so\n\u2020 second"]]
    assert notes_of(Sheet("s", rows), LAYOUT).tolist() == [
        ["not so second so", "not so second"],
        ["second", ""],
    ]


def test_lines_of_notes_beyond_the_sheet_hold_nothing():
    sheet = Sheet("s", [["Year", "a", "b"], ["2018", 1.0, 2.0], ["2019", 3.0, 4.0]])
    assert table_notes(sheet, LAYOUT) == {}
