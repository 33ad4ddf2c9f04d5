"""Findings are told in each language, numbers as it writes them; none stands in for another."""

import pytest

from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery.phrases import CODES, COLUMNS, sentence, slot_words, words

SHARE = {"printed": "43.06", "share": {"number": "43.600"}, "part": 1234, "whole": 2830.5}


def test_a_sentence_is_filled_as_the_language_writes_numbers():
    fields = {"before": 3163, "after": 4614, "usual": 3230}
    assert sentence("jumps", "found", fields, "en") == "3,163 to 4,614 stands out in its series"
    assert sentence("jumps", "found", fields, "ru") == (
        "переход с 3\u00a0163 на 4\u00a0614 выделяется в своём ряду"
    )


def test_decimals_and_printed_texts_are_kept():
    fields = SHARE | {"cells": "C5, D5"}
    assert sentence("printed_shares", "found", fields, "en") == (
        "printed share 43.06 %, recomputed 43.600 %"
    )
    assert sentence("printed_shares", "expected", fields, "ru") == (
        "43,600 %: 1\u00a0234 из 2\u00a0830,5 (C5, D5)"
    )


@pytest.mark.parametrize(
    ("count", "noun"), [(1, "ячейка"), (3, "ячейки"), (11, "ячеек"), (582, "ячейки")]
)
def test_nouns_follow_their_number(count, noun):
    assert f"{count} {noun} с" in sentence("synthetic_data", "found", {"count": count}, "ru")


def test_a_text_by_language_is_told_in_that_language():
    fields = {"said": {"en": "hidden", "ru": "скрыто"}, "code": "W_HIDDEN"}
    assert sentence("unusual_workbooks", "found", fields, "ru") == "скрыто (W_HIDDEN)"


def test_pairs_are_listed():
    fields = {"claim": "KC1", "quantity": "more than 10,000", "counted": [["2014", 3163]]}
    assert sentence("statements_against_series", "found", fields, "en").endswith("2014: 3,163")


def test_the_suspect_changes_the_advice():
    fields = {"suspect": "E8", "repaired": 4350, "printed": 4530}
    assert "E8 first: it is probably 4,350, not 4,530" in sentence(
        "totals_in_returns", "advice", fields, "en"
    )
    assert "E8: там, вероятно, 4\u00a0350, а не 4\u00a0530" in sentence(
        "totals_in_returns", "advice", fields, "ru"
    )


def test_a_language_without_a_translation_is_refused(tmp_path):
    rows = f"{','.join(COLUMNS)}\njumps,found,Stands out,Выделяется,,,ours\n"
    (tmp_path / "findings.csv").write_text(rows, encoding="utf-8")
    said = r"no 'found' of 'jumps' in 'ky', expected one; add it"
    with factbook.using(tmp_path), pytest.raises(FigureError, match=said):
        sentence("jumps", "found", {}, "ky")
    with pytest.raises(FigureError, match="no 'found' of 'guesses'"):
        words("guesses", "found", "en")


def test_a_slot_is_told_in_words():
    slot = {"origin": "KGZ", "host": "CHN", "period": "2018", "programme": "degree"}
    slot |= {"isced_level": "7T8", "sex": "F", "institution": "KG-KNU"}
    assert slot_words(slot, "en") == (
        "Kyrgyzstan \u2192 China, 2018, degree studies, master and doctoral together, women, "
        "Kyrgyz National University named after J. Balasagyn"
    )
    assert slot_words(slot, "ru").startswith("Кыргызстан \u2192 Китай, 2018, обучение со степенью")


def test_what_a_slot_does_not_say_is_not_told():
    assert slot_words({"origin": "KGZ", "programme": "unknown"}, "en") == "Kyrgyzstan"
    assert slot_words({"institution": "XX-1"}, "en") == "XX-1"
    assert slot_words({}, "en") == ""


@pytest.mark.parametrize("column", CODES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_code_has_its_words(column, language):
    for code in factbook.load_toml("codes.toml")[column]:
        if code not in ("all", "unknown", "_T"):
            assert words("term", f"{column}={code}", language)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_reason_of_a_missing_value_has_its_words(language):
    assert all(words("term", f"status={status}", language) for status in codes.MISSING)


@pytest.mark.parametrize("language", texts.complete_languages())
def test_every_sentence_stands_in_every_language_with_its_fields(language):
    rows = factbook.load_csv("findings.csv", COLUMNS)
    lacking = [
        (row["check_id"], row["part"])
        for row in rows
        if not row[language] or set(texts.fields(row[language])) != set(texts.fields(row["en"]))
    ]
    assert lacking == []
