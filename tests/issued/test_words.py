"""Texts of what is issued stand in every language and are never borrowed from another."""

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.issued.words import load_words, words
from exchange_stats.publishing import texts

FILES = ("revisions.csv", "quality.csv")


@pytest.mark.parametrize("language", texts.complete_languages())
@pytest.mark.parametrize("file", FILES)
def test_every_text_is_complete_and_has_its_fields_in_every_language(file, language):
    differing = [
        key
        for key, row in load_words(file).items()
        if not row[language] or set(texts.fields(row[language])) != set(texts.fields(row["en"]))
    ]
    assert differing == []


@pytest.mark.parametrize("file", FILES)
def test_russian_texts_are_russian(file):
    assert [key for key, row in load_words(file).items() if row["en"] == row["ru"]] == []


def test_a_number_takes_its_form_of_the_noun():
    said = words("revisions.csv", "written", "ru", {"count": "3", "path": "x.csv"})
    assert said == "Записано изменений: 3; файл x.csv"


@pytest.mark.parametrize(("key", "language"), [("no_such", "en"), ("nothing", "zh")])
def test_a_text_that_is_not_there_is_refused_and_never_borrowed(tmp_path, key, language):
    (tmp_path / "revisions.csv").write_text("key,en,ru,ky,zh,state\nnothing,None.,Нет.,,,ours\n")
    said = rf"facts/revisions\.csv: no text '{key}' in '{language}'"
    with factbook.using(tmp_path), pytest.raises(FactError, match=said):
        words("revisions.csv", key, language)


def test_another_set_of_facts_has_texts_of_its_own(tmp_path):
    (tmp_path / "revisions.csv").write_text("key,en,ru,ky,zh,state\nnothing,None.,Нет.,,,ours\n")
    with factbook.using(tmp_path):
        assert load_words("revisions.csv")["nothing"]["en"] == "None."
