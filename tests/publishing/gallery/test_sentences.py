"""A sentence of an inspection is told in Russian; texts of the workbook are kept in it."""

import re
from collections import Counter

import pytest

from exchange_stats.ground.errors import FactError
from exchange_stats.publishing.gallery.sentences import FIELD, in_language, known_sentences


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("total rows", "строки итогов"),
        ("row 6: equals the sum of 2 rows", "строка 6: равна сумме строк (2)"),
        ("row 3: Country | Total", "строка 3: Country | Total"),
        ("column B: 'Total' names a total", "столбец B: 'Total' — название итога"),
        (
            "B4: stored as 16900, shown as '16,9': which of the two has the unit of the table?",
            "B4: хранится 16900, показано '16,9': какое из двух чисел в единицах таблицы?",
        ),
        (
            "the label 'Osh' became 'Ош' (not in facts/labels.csv)",
            "подпись 'Osh' теперь 'Ош' (нет в facts/labels.csv)",
        ),
    ],
)
def test_a_sentence_is_told_with_its_fields(english, russian):
    assert in_language(english, "ru") == russian
    assert in_language(english, "en") == english


def test_a_sentence_that_is_not_there_stays_as_it_is():
    assert in_language("s!A1 of a workbook", "ru") == "s!A1 of a workbook"


def test_another_language_is_refused():
    with pytest.raises(FactError, match="--lang ky: not there, expected one of en, ru"):
        in_language("none", "ky")


def test_every_sentence_has_its_fields_in_both_languages_and_stands_once():
    rows = known_sentences()
    assert all(Counter(FIELD.findall(en)) == Counter(FIELD.findall(ru)) for en, ru in rows)
    assert max(Counter(en for en, _ in rows).values()) == 1
    assert all(re.search("[а-я]", ru.casefold()) for _, ru in rows)


def test_every_sentence_is_its_own_translation():
    """No sentence is caught by the pattern of another one."""
    for english, russian in known_sentences():
        values = {name: f"<{name}>" for name in FIELD.findall(english)}
        assert in_language(english.format(**values), "ru") == russian.format(**values)
