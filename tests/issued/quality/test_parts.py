"""Shares that add to a hundred, words of codes, names of sources."""

import pytest

from exchange_stats.issued.quality.parts import (
    Cell,
    code_words,
    count,
    flow_words,
    grid,
    number_cell,
    share,
    shares,
    shares_note,
    source_name,
)


def test_shares_of_the_students_in_china_of_2018_add_to_a_hundred():
    parts = [295043, 81562, 73618, 35733, 6229]  # one by one: 59.9, 16.6, 15.0, 7.3, 1.3
    assert shares(parts, "en") == ["59.9%", "16.6%", "14.9%", "7.3%", "1.3%"]


def test_shares_of_a_small_base_have_no_decimals_and_of_a_smaller_one_there_are_none():
    assert shares([33, 33, 33], "en") == ["34%", "33%", "33%"]
    assert shares([11, 11], "en") == ["–", "–"]
    assert (share(1, 3, "en"), share(1, 30, "en"), share(1, 200, "en")) == ("–", "3%", "0.5%")


def test_half_a_percent_is_rounded_up_once():
    assert share(1, 40, "en") == "3%"  # 2.5


def test_the_note_of_shares_names_the_smallest_base():
    assert "fewer than 22.5 numbers" in shares_note("en")
    assert "меньше 22,5" in shares_note("ru")


def test_a_code_without_words_stands_for_itself():
    assert code_words("code.population", "citizenship", "ru") == "по гражданству"
    assert code_words("choice", "another rule", "ru") == "another rule"


@pytest.mark.parametrize(("language", "name"), [("en", "Ministry"), ("ru", "Ministry of Learning")])
def test_a_source_has_its_short_name_or_its_publisher(small, known, language, name):
    assert source_name(known(), "ministry", language) == name
    assert source_name(known(), "other", language) == "other"


def test_numbers_and_flows_are_written_as_the_language_writes_them():
    assert (count(1870, "en"), count(1870, "ru")) == ("1,870", "1\u00a0870")
    assert flow_words("KGZ", "CHN", "ru") == "Кыргызстан → Китай"
    assert number_cell(5, "en") == Cell("5", is_number=True)


def test_a_table_has_its_heads_in_words():
    made = grid(("source", "numbers"), [[Cell("a"), Cell("1")]], "ru", "note")
    assert (made.heads, made.note) == (("Источник", "Чисел"), "note")
