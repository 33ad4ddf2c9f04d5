"""What is said in two languages at once: a line in each, the same words once."""

import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import texts


def test_every_name_of_the_face_is_there():
    assert all(hasattr(texts, name) for name in texts.__all__)


def test_a_text_has_a_line_in_each_language():
    assert texts.text("country.KGZ", "ky-zh") == "Кыргызстан\n吉尔吉斯斯坦"
    assert texts.text("state.done", "ru-en") == "Выполнено\nDone"


def test_what_is_the_same_in_both_is_said_once():
    assert texts.text("commitments.known", "ky-zh") == "{known} / {whole}"
    assert texts.qualified("450", "", "ky-zh") == "450"


def test_fields_are_filled_in_the_words_and_forms_of_each_language():
    filled = texts.fill(texts.text("unit.fields", "ru-en"), {"n": "2"}, "ru-en")
    assert filled == "2 области\n2 fields"
    amount = texts.qualified("1\u00a0500\u00a0000", "up_to", "ky-zh")
    filled = texts.fill(texts.text("unit.persons", "ky-zh"), {"n": amount}, "ky-zh")
    assert filled == "көп дегенде 1\u00a0500\u00a0000 адам\n至多1\u00a0500\u00a0000人"


def test_numbers_are_written_as_in_the_first_and_dates_in_digits():
    assert texts.number("4614", "count", "ky-zh") == "4\u00a0614"
    assert texts.number("4614", "count", "zh-ky") == "4,614"
    assert texts.date("2026-03-12", "ru-en") == "12.03.2026"


def test_more_stands_behind_each_line_or_behind_the_last():
    assert texts.beside("айтылган\n所说", ": ", "9") == "айтылган\n所说: 9"
    assert texts.beside("said", ": ", "9") == "said: 9"


def test_each_language_has_its_own_colon():
    colon = texts.locale("ky-zh")["colon"]
    assert texts.beside("айтылган\n所说", colon, "бир\n一") == "айтылган: бир\n所说：一"
    assert texts.beside("айтылган\n所说", colon, "9") == "айтылган\n所说：9"
    assert texts.beside("2018", colon, "9") == "2018: 9"


@pytest.mark.parametrize("language", ["ky-zh-ru", "ky-ky", "ky-xx", "-"])
def test_other_names_of_languages_are_refused(language):
    with pytest.raises(FigureError, match="expected one or two of en, ru, ky, zh"):
        texts.text("state.done", language)
