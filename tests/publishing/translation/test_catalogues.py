"""Fact files with texts: each row has one name, and each column a language."""

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.publishing import texts
from exchange_stats.publishing.translation import catalogues, entries

OTHERS = [name for name in catalogues.KEYS if name != catalogues.TEXTS]


def test_every_fact_file_with_four_languages_and_a_state_is_among_them():
    files = sorted(path.name for path in factbook.facts_folder().glob("*.csv"))
    wanted = {*texts.languages(), "state"}
    found = {name for name in files if wanted <= set(factbook.header_of(name))}
    assert {f"{name}.csv" for name in catalogues.KEYS} == found


@pytest.mark.parametrize("name", catalogues.KEYS)
def test_each_row_has_a_name_of_its_own(name):
    assert len(catalogues.load_rows(name)) == factbook.load_text(f"{name}.csv").count("\n") - 1


@pytest.mark.parametrize("name", catalogues.KEYS)
def test_every_text_says_how_far_each_language_is_and_only_a_missing_one_is_empty(name):
    unlike = [
        (key, language)
        for key, row in catalogues.load_rows(name).items()
        for language, state in entries.states(row["state"], key, name).items()
        if (state == entries.MISSING) == bool(row[language])
    ]
    assert unlike == []


WORDS = {"confirmed", "proposed", "rejected", entries.AWAITING}


def test_words_of_one_language_are_confirmed_proposed_rejected_or_await_a_reader():
    for path in factbook.facts_folder().glob("*.csv"):
        header = factbook.header_of(path.name)
        if {"language", "state"} <= set(header):
            found = {row["state"] for row in factbook.load_csv(path.name, header)}
            assert found <= WORDS, path.name


@pytest.mark.parametrize("name", OTHERS)
def test_a_text_says_where_it_is_shown_and_how_far_it_is(name):
    first = catalogues.list_entries(name, {}, "ru")[0]
    assert first.file == name
    assert first.shown == texts.text(f"translation.in_{name}", "en")
    assert first.state in entries.STATES


def test_sentences_that_name_themselves_are_not_to_be_changed():
    assert catalogues.list_entries("inspect_texts", {}, "en") == []


def test_files_are_chosen_in_the_order_of_the_workbook():
    assert catalogues.choose_files(["quality", "texts"]) == ["texts", "quality"]
    assert catalogues.choose_files(None) == list(catalogues.KEYS)
    with pytest.raises(FactError, match="--facts countries: no such texts"):
        catalogues.choose_files(["countries"])
