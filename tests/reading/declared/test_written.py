"""What is written as a layout is read back as the same layout."""

import tomllib

import pytest

from drifted import TABLE
from exchange_stats.reading.declared.written import columns_text, rows_text, table_text
from exchange_stats.reading.table import columns_in, rows_in


@pytest.mark.parametrize("places", [(), (0,), (3, 4, 5), (0, 2, 3, 26)])
def test_rows_and_columns_are_read_back(places):
    assert rows_in(rows_text(places)) == places
    assert columns_in(columns_text(places)) == places


def test_a_table_is_read_back():
    table = {**TABLE, "quantities": True, "fixed": {"host": "CHN"}}
    assert tomllib.loads(table_text(table))["table"] == [table]


def test_quotes_and_lines_in_texts_are_kept():
    table = {"id": "a", "anchor": {"cell": "A1", "text": 'Of "which"\n\\ \u00e9'}}
    assert tomllib.loads(table_text(table))["table"] == [table]


def test_headings_of_records_are_quoted():
    table = {"id": "a", "columns": {"Id / No": "entry_id"}}
    assert '"Id / No" = "entry_id"' in table_text(table)
    assert tomllib.loads(table_text(table))["table"] == [table]
