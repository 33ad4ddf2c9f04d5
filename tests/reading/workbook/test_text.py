"""Delimited text is read by its delimiter and its quotes."""

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.text import MOST_OF_FIELD, read_text_table


def test_the_delimiter_is_the_one_that_cuts_most_lines_alike():
    assert read_text_table(b"a;b\n1,5;2\n3,5;4\n").rows == [["a", "b"], ["1,5", "2"], ["3,5", "4"]]
    assert read_text_table(b"a\tb\n1\t2\n").rows == [["a", "b"], ["1", "2"]]


def test_commas_within_cells_that_tabs_or_semicolons_part_are_no_delimiters():
    tabs = b"unit,sex,geo\t2018\t2019\nNR,T,KG\t5\t7\n"
    assert read_text_table(tabs).rows == [["unit,sex,geo", "2018", "2019"], ["NR,T,KG", "5", "7"]]
    assert read_text_table(b"x, n;1,5;2\nx, m;2,5;3\n").rows[0] == ["x, n", "1,5", "2"]
    assert read_text_table(b"a,b;c,1\na,d;e,2\n").rows[0] == ["a", "b;c", "1"]


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
    for end in ("", "\n"):
        table = read_text_table(f"Country,2019\n{line}\nNaryn,6{end}".encode())
        assert table.rows == [["Country", "2019"], cells, ["Naryn", "6"]]
    (note,) = table.notes
    assert note.told("en").startswith("W_CONTAINER: an unusual container (quotes written in an")


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


def test_a_plain_table_is_read_without_a_notice_and_a_blank_cell_is_none():
    for content in (b"a,\n1,X", "\u041e\u0448,\n1,X".encode()):
        table = read_text_table(content)
        assert [row[1] for row in table.rows] == [None, "X"]
        assert (table.format, table.notes) == ("csv", ())
    russian = "Страна;Численность студентов\nКитай;1 234,5\n"
    (note,) = read_text_table(russian.encode("cp1251")).notes
    assert note.code == "W_ENCODING"


def test_a_table_of_one_column_is_not_cut():
    assert read_text_table(b"Osh\nNaryn\n").rows == [["Osh"], ["Naryn"]]


@pytest.mark.parametrize(
    ("text", "line", "cells"),
    [
        ("1;2,5\n3;4,5\n", 1, ["3", "4,5"]),  # both cut alike: a comma is then a decimal mark
        ("a,b,c,d;e\n1,2,3,4;5\n1,2,3,4;5\nall;9\n", 1, ["1", "2", "3", "4;5"]),
        ("Title\nnote\nmore\na;b\n1;2\n", 4, ["1", "2"]),  # lines that nothing cuts do not count
    ],
)
def test_more_cells_in_more_lines_tell_the_delimiter(text, line, cells):
    assert read_text_table(text.encode()).rows[line] == cells


def test_a_table_may_have_as_many_columns_as_its_limit():
    with asking({"limits": {"columns": 2}}):
        assert read_text_table(b"a,b\n1,2\n").rows == [["a", "b"], ["1", "2"]]
        message = r"^E_TOO_BIG: too large: 3 columns, the limit is 2; .*columns=N"
        with pytest.raises(InputError, match=message):
            read_text_table(b"a,b\n1,2,3\n")


SIX = "one two three four five six"


@pytest.mark.parametrize("lines", [[SIX], ["a", "b", SIX, SIX], [SIX, SIX, "a"]])
def test_lines_of_six_words_are_sentences_where_half_of_them_are_so(lines):
    with pytest.raises(InputError, match=r"^E_NOT_SHEET: this is a text without a table"):
        read_text_table("\n".join(lines).encode())


@pytest.mark.parametrize("lines", [["one two three four five"], ["a", "b", SIX], [f"{SIX}, 1.5"]])
def test_shorter_lines_and_lines_with_a_number_are_a_table(lines):
    assert len(read_text_table("\n".join(lines).encode()).rows) == len(lines)


def test_a_field_may_be_as_long_as_four_cells_of_excel():
    text = "a,b\n1," + "x" * (4 * 32_767)
    assert len(read_text_table(text.encode()).rows[1][1]) == 131_068
    with pytest.raises(InputError, match=r"^E_CORRUPT: line 2: .*a text longer than"):
        read_text_table(f"{text}x".encode())


def test_a_table_in_plain_letters_says_nothing_of_its_encoding():
    assert read_text_table(b"a,1\nb,2\n").notes == ()


def test_a_delimiter_is_declared_by_one_line_alone():
    assert read_text_table(b"sep=X\naXb\n").rows == [[], ["a", "b"]]
