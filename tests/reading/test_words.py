"""Layout words are known in four languages, whatever their case and spaces."""

import shutil

import pytest

from exchange_stats.ground import factbook
from exchange_stats.reading.words import (
    begins_or_ends,
    confirmed_phrases,
    folded,
    is_a,
    is_only_proposed,
    is_stub,
    phrases,
    without_unit,
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("total", "\u5408  \u8ba1"),
        ("total", "\u0418\u0422\u041e\u0413\u041e:"),
        ("total", "TOTAL 1)"),
        ("year", "Year(EC)"),
        ("year", "\u5b78\u5e74\u5ea6"),
        ("serial", "\u2116 \u043f/\u043f"),
        ("code", "\u041a\u043e\u0434"),
        ("country", "Страна гражданства"),
    ],
)
def test_a_word_is_known_in_its_languages(kind, text):
    assert is_a(kind, text)


def test_a_word_inside_another_is_not_found():
    assert not begins_or_ends("total", "Totally new")
    assert not is_a("year", "Yearly pay")


def test_a_total_may_stand_at_either_end_of_a_label():
    assert begins_or_ends("total", "Nunavut Total")
    assert begins_or_ends("total", "Total - all countries")


def test_words_that_mean_a_total_only_alone_do_not_begin_one():
    assert not begins_or_ends("total", "World Bank")
    assert is_a("total_alone", "World")


def test_a_stub_says_what_the_labels_are():
    assert is_stub("Country of citizenship")
    assert not is_stub("Kyrgyzstan")


def test_folding_keeps_words_apart_and_joins_han():
    assert folded(" Country  of\norigin ") == "country of origin"
    assert folded("\u5e7f    \u5dde") == "\u5e7f\u5dde"


def test_every_phrase_has_a_kind_that_is_asked_for():
    assert phrases("sign")
    assert phrases("no such kind") == frozenset()


def test_a_counting_word_behind_a_number_goes_and_a_power_of_ten_stays():
    assert without_unit("5,200\u4eba") == "5,200"
    assert without_unit("0.8\u4e07\u4eba") == "0.8\u4e07"
    assert without_unit("12 млн. сом") == "12 млн. сом"


def test_letters_that_look_alike_are_one_in_a_word():
    assert folded("C\u0442рана") == folded("Страна")
    assert is_a("country", "C\u0442рана")
    assert folded("Cтрана")[0] == "\u0441"


def test_a_proposed_word_serves_a_proposal_and_does_not_decide():
    assert is_a("total_alone", "баары")
    assert is_only_proposed("Баары")
    assert "admissions" in phrases("admitted") - confirmed_phrases("admitted")
    assert "admitted" in confirmed_phrases("admitted")
    assert not is_only_proposed("Всего")
    assert not is_only_proposed("")


def test_a_word_that_was_rejected_is_not_known(tmp_path):
    shutil.copytree(factbook.PACKAGED, tmp_path / "facts")
    with (tmp_path / "facts" / "layout_words.csv").open("a", encoding="utf-8") as words:
        words.write("all in all,en,total,rejected\naltogether so,en,total,confirmed\n")
    with factbook.using(tmp_path / "facts"):
        assert not is_a("total", "all in all")
        assert is_a("total", "altogether so")


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Totalled in total", True),
        ("Total subtotals", True),
        ("Totalled in subtotal", False),
        ("Totally all countries there", False),
        ("Osh total", True),
        ("Osh intotal", False),
        ("\u5168\u56fd\u603b\u8ba1", True),
    ],
)
def test_a_word_counts_at_either_end_of_a_text_and_only_as_a_whole(text, is_so):
    assert begins_or_ends("total", text) is is_so
