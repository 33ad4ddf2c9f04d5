"""A declared layout is read exactly, or refused with every offender named."""

import pytest

from builders import raised, write_workbook
from exchange_stats.ground.errors import LayoutError, ValueTextError
from exchange_stats.reading.declared import load_layouts, read_declared
from exchange_stats.reading.workbook import read_workbook

ROWS = [
    ["Students by year"],
    ["persons"],
    ["Year", "Total", "of which", None],
    [None, None, "degree", "language"],
    ["Asia", None, None, None],
    [2017, 12, 8, "4"],
    [2018, 17, raised("9", "1"), 8],
    ["Europe", None, None, None],
    [2018, 3, "\u2026", 3],
    ["All", 32, 17, 15],
    ["1) provisional"],
]
MERGES = ("A3:A4", "B3:B4", "C3:D3")
TABLE = {
    "id": "students",
    "sheet": "data",
    "anchor": {"cell": "A1", "text": "Students by year"},
    "header": "3:4",
    "labels": "A",
    "values": "B:D",
    "body": "6:10",
    "sections": "5, 8",
    "total_rows": "10",
    "total_columns": "B",
    "notes": "11",
    "dimensions": {"period": "A", "category": "header"},
}
SYMBOLS = {"\u2026": "O"}


def workbook(tmp_path, rows=ROWS, merges=MERGES):
    return read_workbook(write_workbook(tmp_path / "w.xlsx", {"data": rows}, merges=merges))


def read(tmp_path, rows=ROWS, merges=MERGES, symbols=SYMBOLS, **changes):
    table = {**TABLE, **changes}
    return read_declared(workbook(tmp_path, rows, merges), "w", {"table": [table]}, symbols)


def with_cell(row, column, value):
    rows = [list(line) for line in ROWS]
    rows[row][column] = value
    return rows


def test_every_body_cell_is_a_row_with_its_address(tmp_path):
    table = read(tmp_path).set_index("cell")
    assert len(table) == 12
    cell = table.loc["C7"]
    assert (cell["row"], cell["column"]) == ("6", "2")
    assert cell["row_label"] == "Asia / 2018"
    assert cell["column_label"] == "of which / degree"
    assert (cell["value"], cell["status"], cell["markers"]) == ("9", "A", "1")
    assert cell["printed"] == "9\u00b9"
    assert (cell["period_label"], cell["category_label"]) == ("2018", "of which / degree")


def test_text_numbers_are_numbers_and_a_missing_sign_is_a_row(tmp_path):
    table = read(tmp_path).set_index("cell")
    assert table.loc["D6", "value"] == "4"
    assert (table.loc["C9", "value"], table.loc["C9", "status"]) == ("", "O")


def test_totals_are_marked_by_row_and_by_column(tmp_path):
    table = read(tmp_path).set_index("cell")
    assert set(table[table["role"] == "total"].index) == {"B6", "B7", "B9", "B10", "C10", "D10"}


def test_an_open_body_ends_before_a_row_without_a_label(tmp_path):
    rows = [["T"], ["Year", "n"], [2017, 1], [2018, 2], [None, "no more"], ["till 2019", None]]
    table = read_declared(
        workbook(tmp_path, rows, ()),
        "w",
        {
            "table": [
                {
                    "id": "t",
                    "sheet": "data",
                    "anchor": {"cell": "A1", "text": "T"},
                    "header": "2",
                    "labels": "A",
                    "values": "B",
                    "body": "3:",
                }
            ]
        },
        {},
    )
    assert list(table["value"]) == ["1", "2"]


def test_an_anchor_that_moved_is_found_and_told(tmp_path):
    with pytest.raises(LayoutError, match=r"A1 holds '', expected the anchor.*it stands in A2"):
        read(tmp_path, rows=[[], *ROWS], merges=())


def test_an_unknown_sheet_is_refused_with_the_sheets_there_are(tmp_path):
    with pytest.raises(LayoutError, match="no sheet 'other'; there are 'data'"):
        read(tmp_path, sheet="other")


def test_all_faults_of_a_declaration_are_named_at_once(tmp_path):
    broken = {name: part for name, part in TABLE.items() if name != "values"}
    with pytest.raises(LayoutError) as caught:
        load_layouts(workbook(tmp_path), "w", {"table": [{**broken, "colour": 1}]})
    assert "part 'values' is missing" in str(caught.value)
    assert "unknown part 'colour'" in str(caught.value)
    assert "facts/layouts/w.toml" in str(caught.value)


def test_unknown_signs_are_named_all_with_their_cells(tmp_path):
    rows = with_cell(5, 1, "n/a")
    with pytest.raises(ValueTextError, match=r"data!B6: 'n/a'[\s\S]*data!C9: '\u2026'"):
        read(tmp_path, rows=rows, symbols={})


def test_a_mark_without_a_note_is_refused(tmp_path):
    with pytest.raises(LayoutError, match="data!C7: mark '1' without a note"):
        read(tmp_path, notes="")


def test_a_mark_on_a_heading_needs_its_note_too(tmp_path):
    rows = with_cell(3, 2, raised("degree", "5"))
    with pytest.raises(LayoutError, match="data!C4: mark '5' without a note"):
        read(tmp_path, rows=rows)


def test_a_number_under_a_merge_is_refused_unless_declared(tmp_path):
    merges = (*MERGES, "C6:D6")
    with pytest.raises(LayoutError, match="data!C6:D6: merged cells among the numbers"):
        read(tmp_path, merges=merges)
    assert len(read(tmp_path, merges=merges, covers="merged")) == 12


def test_a_row_without_a_label_is_refused(tmp_path):
    with pytest.raises(LayoutError, match="data!A10: row without a label"):
        read(tmp_path, rows=with_cell(9, 0, None), sections="")


def test_a_value_column_without_a_heading_is_refused(tmp_path):
    with pytest.raises(LayoutError, match="data!E: value column without a heading"):
        read(tmp_path, values="B:E")


def test_reading_changes_nothing_in_the_workbook(tmp_path):
    book = workbook(tmp_path)
    before = [list(row) for row in book.sheets[0].values]
    read_declared(book, "w", {"table": [TABLE]}, SYMBOLS)
    assert book.sheets[0].values == before
