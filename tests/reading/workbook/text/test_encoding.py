"""Text is read in its encoding, or refused where two explain it."""

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.text.encoding import decoded, plausibility

RUSSIAN = "Страна;Численность студентов\nКитай;1 234,5\n"
CAPITALS = "СТРАНА;2019\nШВЕЙЦАРИЯ;35\nАМЕРИКА;10\n"
CHINESE = "国别,人数\n哈萨克斯坦,120\n吉尔吉斯斯坦,80\n"
ENGLISH = "Country\t2019\nOsh\t5\n"
OLD = ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"]
WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", *OLD, *WIDE])
@pytest.mark.parametrize("text", [RUSSIAN, CAPITALS])
def test_russian_is_read_in_every_encoding(text, encoding):
    assert decoded(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["ptcp154", "kz1048"])
def test_kyrgyz_is_read_where_an_old_encoding_has_its_letters(encoding):
    text = "Өлкө;2019\nТүркия;35\nӨзбекстан;12\nКыргызстандын өңүрү;7\n"
    assert decoded(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u"])
def test_ukrainian_is_read_in_both_of_its_encodings(encoding):
    text = "Країна;2019\nУкраїна;35\nКількість;12\n"
    assert decoded(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Poèet;Pøíbram".encode("cp1252").decode("cp1250")),
        ("cp1254", "Kırgızistan;İstanbul"),
        ("cp1257", "Šiauliai;Žemaitija"),
        ("mac-roman", "Québec;Université"),
        ("cp855", "Киргизия;Китай"),
        ("tis-620", "กรุงเทพ;นักเรียน"),
        ("cp1253", "Αθήνα;Θεσσαλονίκη"),
        ("euc-kr", "국가;합계;학생수"),
        ("euc-jp", "大阪府;北海道;学生数"),
        ("shift_jis", "大阪府;キルギス;学生数"),
    ],
)
def test_a_language_that_is_not_ours_is_refused_and_not_read_in_wrong_letters(encoding, text):
    with pytest.raises(InputError, match=r"^E_ENCODING"):
        decoded(f"{text}\n1;2\n".encode(encoding))
    with asking({"encoding": encoding}):
        assert decoded(text.encode(encoding))[0] == text


def test_letters_that_no_western_text_has_are_read_as_central_european():
    text = "Łódź;2019\nGdańsk;5\n"
    assert decoded(text.encode("cp1250")) == (text, "cp1250")


@pytest.mark.parametrize("text", ["硕士\n", "学位,2019\n硕士,5\n博士,3\n"])
def test_two_chinese_signs_that_are_utf8_by_chance_are_chinese(text):
    assert decoded(text.encode("gb18030")) == (text, "gb18030")


def test_phonetic_signs_within_words_are_utf8():
    assert decoded("Baʿath;Oʻsh\n".encode())[1] == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", *WIDE])
def test_chinese_is_read_in_every_encoding(encoding):
    assert decoded(CHINESE.encode(encoding))[0] == CHINESE


def test_the_chinese_of_taiwan_is_read():
    text = "國家,2019\n臺灣,5\n吉爾吉斯,6\n"
    assert decoded(text.encode("big5")) == (text, "big5")


@pytest.mark.parametrize("encoding", WIDE)
def test_plain_letters_in_two_bytes_each_are_not_taken_for_letters_and_zeros(encoding):
    assert decoded(ENGLISH.encode(encoding))[0] == ENGLISH


def test_cells_filled_up_with_zero_bytes_are_read_without_them():
    assert decoded("Ош\0\0;5\0\n".encode()) == ("Ош;5\n", "utf-8")
    assert decoded(b"a,5\n" + bytes(512)) == ("a,5\n", "utf-8")


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"PK\x01\x02\0\x03\x04\x05" * 9, 4), (b"a" + bytes(20) + b"b", 1), (b"a,\x01\x02\n", 2)],
)
def test_bytes_that_are_no_text_are_named_with_the_first_of_them(content, place):
    with pytest.raises(InputError, match=rf"binary content at byte {place}\)"):
        decoded(content)


def test_the_mark_of_the_end_in_dos_is_no_binary_content():
    assert decoded(RUSSIAN.encode("cp866") + b"\x1a") == (RUSSIAN + "\x1a", "cp866")


@pytest.mark.parametrize("text", ["Osh;5\xa0000\n", "City;2019 \u2013 2020\nOsh;5\n"])
def test_signs_that_two_encodings_read_alike_are_no_doubt(text):
    assert decoded(text.encode("cp1252"))[0] == text


def test_a_space_within_a_number_is_never_a_letter():
    text = "Страна;2019\nКитай;5\xa0000\nОш;1\xa0200\n"
    assert decoded(text.encode("cp1251")) == (text, "cp1251")


@pytest.mark.parametrize(
    ("word", "encoding"),
    [("Café", "cp1252"), ("Åland", "cp1252"), ("Türkiye", "cp1252"), ("Україна", "cp1251")],
)
def test_a_word_with_one_letter_of_its_own_is_read(word, encoding):
    text = f"Country;2019\n{word};5\n"
    assert decoded(text.encode(encoding)) == (text, encoding)


def test_russian_that_rare_chinese_signs_explain_too_is_refused():
    with pytest.raises(InputError, match=r"\((?:gb18030 or cp1251|cp1251 or gb18030)\)"):
        decoded("СЕРБИЯ,2019\nПОЛЬША,17\n".encode("cp1251"))


def test_two_byte_order_marks_are_both_taken_off():
    assert decoded(b"\xef\xbb\xbf\xef\xbb\xbfa,1")[0] == "a,1"


def test_letters_that_two_encodings_explain_as_well_are_refused():
    with pytest.raises(InputError, match=r"^E_ENCODING: .* \(cp1251 or cp1252\)"):
        decoded(b"\xe4 \xe4")


def test_plain_letters_are_plausible_everywhere():
    assert plausibility("abc 123", "cp1251") == 1.0


def test_what_a_person_has_named_decides_and_must_fit():
    with asking({"encoding": "cp1251"}):
        assert decoded("Ош;5".encode("cp1251")) == ("Ош;5", "cp1251")
    with (
        asking({"encoding": "utf-8"}),
        pytest.raises(InputError, match=r"^E_ENCODING: .*utf-8, as asked for, does not fit line 2"),
    ):
        decoded(b"a;b\n\xff;5")


def test_chinese_signs_of_punctuation_speak_for_chinese():
    assert plausibility("，。", "gb18030") > plausibility("龘靐", "gb18030")


def test_bytes_that_are_letters_in_no_encoding_are_refused_with_their_place():
    noise = b"a;b\n" + bytes.fromhex("a1a2a2ada48198") * 4
    with pytest.raises(InputError, match=r"^E_ENCODING: .*none is known from byte 4 on"):
        decoded(noise)
