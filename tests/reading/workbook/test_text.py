"""Delimited text is read by its delimiter and its quotes."""

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.text import MOST_OF_FIELD, read_text_table


def test_the_delimiter_is_the_one_that_cuts_most_lines_alike():
    assert read_text_table(b"a;b\n1,5;2\n3,5;4\n").rows == [["a", "b"], ["1,5", "2"], ["3,5", "4"]]
    assert read_text_table(b"a\tb\n1\t2\n").rows == [["a", "b"], ["1", "2"]]


def test_a_declared_delimiter_holds_and_its_line_counts_as_a_row():
    assert read_text_table(b"sep=|\na|b\n").rows == [[], ["a", "b"]]
    assert read_text_table('"sep=;"\r\na;b\r\n'.encode("utf-16")).rows == [[], ["a", "b"]]


def test_blank_lines_count_as_rows():
    assert read_text_table(b"a,b\n\n1,2\n").rows == [["a", "b"], [], ["1", "2"]]


def test_a_quoted_cell_keeps_its_line_break():
    assert read_text_table(b'"a\nb",1\n').rows == [["a\nb", "1"]]


def test_a_file_of_delimiters_alone_is_empty():
    with pytest.raises(InputError, match=r"^E_EMPTY: "):
        read_text_table(b";;;\n; ;;\n")


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"Osh" city,5', ["Osh city", "5"]),
        ('"Osh" "city",5', ['Osh "city"', "5"]),
        (r'"Osh \"city\", south",5', ['Osh "city", south', "5"]),
        (r'"\"Osh\" city",5', ['"Osh" city', "5"]),
    ],
)
def test_quotes_in_an_unusual_way_are_read_as_they_are_meant_and_told(line, cells):
    table = read_text_table(f"Country,2019\n{line}\nNaryn,6".encode())
    assert table.rows == [["Country", "2019"], cells, ["Naryn", "6"]]
    assert [note.code for note in table.notes] == ["W_CONTAINER"]


def test_beside_unusual_quotes_one_that_is_never_closed_is_still_damage():
    with pytest.raises(InputError, match=r"^E_CORRUPT: line 2: damaged \(a quote"):
        read_text_table(b'Country,2019\n"Osh" city,5\n"Naryn,6\nTalas,7\n')


def test_what_stands_behind_the_end_is_no_cell():
    assert read_text_table(b"a,1\nb,2\n\x1a" + bytes(100)).rows == [["a", "1"], ["b", "2"]]


def test_a_file_that_only_declares_its_delimiter_is_empty():
    with pytest.raises(InputError, match=r"^E_EMPTY"):
        read_text_table(b"sep=;\r\n")


def test_a_field_that_never_ends_is_named_with_its_line():
    text = 'a,b\n1,"' + "x" * (MOST_OF_FIELD + 1) + '"\n'
    with pytest.raises(InputError, match=r"^E_CORRUPT: line 2: .*a text longer than"):
        read_text_table(text.encode())


def test_rows_of_blanks_are_empty():
    with pytest.raises(InputError, match=r"^E_EMPTY"):
        read_text_table(b'" "," "\n" "," "\n')


def test_commas_with_nothing_behind_them_part_cells_and_no_sentences():
    words = "\n".join(["one two three four five six seven eight,nine ten eleven twelve"] * 3)
    assert len(read_text_table(words.encode()).rows) == 3
    with pytest.raises(InputError, match=r"^E_NOT_SHEET"):
        read_text_table(words.replace(",", ", ").encode())
