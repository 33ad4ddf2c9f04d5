"""Names are written as the ministry writes them, in every text."""

import re

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.publishing import texts
from exchange_stats.publishing.translation import glossary

NAMES = [term for term in glossary.load_terms() if term.kind not in ("student", "commission")]

# Labels may be shorter than the English ones; the Russian words of entries are the register's.
SAID = ("figure.", "page.", "source.")
FULL = {"ru": SAID, "ky": (*SAID, "entry."), "zh": (*SAID, "entry.")}


@pytest.mark.parametrize("language", texts.languages())
def test_no_text_has_a_form_that_the_ministry_does_not_use(language):
    found = {
        key: glossary.never_used(row[language], language) for key, row in texts.all_texts().items()
    }
    assert {key: forms for key, forms in found.items() if forms} == {}


def stems(form):
    """The words of a name without their endings, which case and plural change."""
    return [word[: max(2, len(word) - len(word) // 3)] for word in form.casefold().split()]


@pytest.mark.parametrize("language", ["ru", "ky", "zh"])
@pytest.mark.parametrize("term", NAMES, ids=lambda term: term.id)
def test_a_name_in_english_is_a_name_in_every_language(term, language):
    lacking = [
        key
        for key, row in texts.all_texts().items()
        if key.startswith(FULL[language])
        and any(re.search(rf"\b{name}\b", row["en"]) for name in term.forms["en"])
        and not any(
            all(stem in row[language].casefold() for stem in stems(form))
            for form in term.forms[language]
        )
    ]
    assert lacking == []


def test_the_names_of_the_two_countries_are_those_of_the_list_of_countries():
    forms = {term.id: term.forms for term in glossary.load_terms()}
    for term, code in (("kyrgyzstan", "KGZ"), ("china", "CHN")):
        for language in texts.languages():
            assert texts.text(f"country.{code}", language) in forms[term][language]


def test_a_form_that_was_not_seen_stays_empty():
    (commission,) = (term for term in glossary.load_terms() if term.id == "commission")
    assert set(commission.forms) == {"en", "ru", "zh"}


def test_forbidden_forms_are_found_in_any_case_and_in_their_language_alone():
    assert glossary.never_used("студенты из КИРГИЗИИ", "ru") == ["Киргизи"]
    assert glossary.never_used("Китай", "ky") == ["Китай"]
    assert glossary.never_used("Китай", "ru") == []
    assert glossary.never_used("маалыматты киргизиңиз", "ky") == []  # a verb: enter


def test_a_forbidden_form_of_no_language_is_refused(tmp_path):
    (tmp_path / "locales.toml").write_text("[en]\n[ru]\n[ky]\n[zh]\n", encoding="utf-8")
    row = "a,country,A,,,,Kirgizia,en: ours,"
    (tmp_path / "glossary.csv").write_text(
        f"{','.join(glossary.COLUMNS)}\n{row}\n", encoding="utf-8"
    )
    with factbook.using(tmp_path), pytest.raises(FactError, match="term a: never 'Kirgizia'"):
        glossary.load_terms()
