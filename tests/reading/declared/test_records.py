"""Record sheets are read by their declared headings."""

import pytest

from builders import write_workbook
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.declared.records import read_records
from exchange_stats.reading.workbook import read_workbook

ROWS = [
    ["Register"],
    ["Id", "What", "When"],
    ["No.", None, None],
    ["e1", "a meeting", 2023],
    ["e2", "a centre", None],
    [],
    ["not read"],
]
TABLE = {
    "id": "register",
    "kind": "records",
    "sheet": "s",
    "anchor": {"cell": "A1", "text": "Register"},
    "header": "2:3",
    "body": "4:",
    "key": "A",
    "columns": {"Id / No.": "entry_id", "What": "title", "When": "year"},
}


def read(tmp_path, **changes):
    book = read_workbook(write_workbook(tmp_path / "r.xlsx", {"s": ROWS}))
    return read_records(book, "w", {"table": [{**TABLE, **changes}]})["register"]


def test_records_are_text_with_the_place_of_their_key(tmp_path):
    table = read(tmp_path)
    assert table.to_dict("records") == [
        {
            "entry_id": "e1",
            "title": "a meeting",
            "year": "2023",
            "workbook_id": "w",
            "sheet": "s",
            "row": "3",
            "cell": "A4",
        },
        {
            "entry_id": "e2",
            "title": "a centre",
            "year": "",
            "workbook_id": "w",
            "sheet": "s",
            "row": "4",
            "cell": "A5",
        },
    ]


def test_missing_and_undeclared_headings_are_named_at_once(tmp_path):
    columns = {"Id / No.": "entry_id", "Where": "place", "When": "year"}
    with pytest.raises(LayoutError) as caught:
        read(tmp_path, columns=columns)
    assert "heading 'Where' is missing" in str(caught.value)
    assert "s!B3: heading 'What' is not in the layout" in str(caught.value)
