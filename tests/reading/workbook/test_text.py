"""Delimited text is read in its encoding and by its delimiter."""

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.text import decoded, plausibility, read_text_table

RUSSIAN = "Страна;Численность студентов\nКитай;1 234,5\n"
CHINESE = "国别,人数\n哈萨克斯坦,120\n吉尔吉斯斯坦,80\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_russian_is_read_in_every_encoding(encoding):
    assert decoded(RUSSIAN.encode(encoding))[0] == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_chinese_is_read_in_every_encoding(encoding):
    assert decoded(CHINESE.encode(encoding))[0] == CHINESE


def test_two_byte_order_marks_are_both_taken_off():
    assert decoded(b"\xef\xbb\xbf\xef\xbb\xbfa,1")[0] == "a,1"


def test_letters_that_two_encodings_explain_as_well_are_refused():
    with pytest.raises(InputError, match=r"^E_ENCODING: .* \(koi8-r or cp1252\)"):
        decoded(b"\xe9 \xe9")


def test_plain_letters_are_plausible_everywhere():
    assert plausibility("abc 123", "cp1251") == 1.0


def test_the_delimiter_is_the_one_that_cuts_most_lines_alike():
    assert read_text_table(b"a;b\n1,5;2\n3,5;4\n").rows == [["a", "b"], ["1,5", "2"], ["3,5", "4"]]
    assert read_text_table(b"a\tb\n1\t2\n").rows == [["a", "b"], ["1", "2"]]


def test_a_declared_delimiter_holds_and_its_line_counts_as_a_row():
    assert read_text_table(b"sep=|\na|b\n").rows == [[], ["a", "b"]]


def test_blank_lines_count_as_rows():
    assert read_text_table(b"a,b\n\n1,2\n").rows == [["a", "b"], [], ["1", "2"]]


def test_a_quoted_cell_keeps_its_line_break():
    assert read_text_table(b'"a\nb",1\n').rows == [["a\nb", "1"]]


def test_a_file_of_delimiters_alone_is_empty():
    with pytest.raises(InputError, match=r"^E_EMPTY: "):
        read_text_table(b";;;\n; ;;\n")
