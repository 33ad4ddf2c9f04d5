"""Sentences with their fields filled, and whose words each part of them is."""

import pytest

from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery.ways import (
    CODE,
    Amount,
    Day,
    Listed,
    Piece,
    Quoted,
    Said,
    Slot,
    Term,
    line,
    named,
    told,
)

SLOT = Slot({"origin": "KGZ", "host": "CHN", "period": "2018", "programme": "degree"})


def said(filling):
    """Return a sentence that is its field alone."""
    return (Said("way.said.because", {"why": filling}),)


@pytest.mark.parametrize(
    ("filling", "english", "russian"),
    [
        (Amount("2400"), "2,400", "2\u00a0400"),
        (Amount("52.015605"), "52.015605", "52,015605"),
        (Amount("100"), "100", "100"),
        (Amount("-0.50"), "\u22120.5", "\u22120,5"),
        (Day("2026-03-12"), "12\u00a0March 2026", "12\u00a0марта 2026\u00a0г."),
        (Day("2018"), "2018", "2018"),
        (
            SLOT,
            "Kyrgyzstan \u2192 China, 2018, degree studies",
            "Кыргызстан \u2192 Китай, 2018, обучение со степенью",
        ),
        (Listed((Term("status=O"), Amount("1"))), "missing, 1", "нет данных, 1"),
    ],
)
def test_numbers_dates_and_codes_are_written_as_the_language_does(filling, english, russian):
    assert line(said(filling), "en") == english
    assert line(said(filling), "ru") == russian


@pytest.mark.parametrize(
    ("filling", "piece"),
    [
        ("rec-1", Piece("rec-1", CODE)),
        (Amount("c"), Piece("c", CODE)),
        (Quoted("about 450"), Piece("about 450", "und")),
        (Quoted("简明统计", "zh-Hans"), Piece("简明统计", "zh-Hans")),
        (Day("2024-12 (inferred)"), Piece("2024-12 (inferred)", "en")),
    ],
)
def test_what_is_not_of_the_page_says_its_language(filling, piece):
    assert told(said(filling), "ky") == [piece]


def test_the_words_of_a_page_around_a_quotation_are_its_own():
    lost = {"claim": "obs-1", "why": Said("way.reason.tier"), "far": Amount("618")}
    assert told((Said("way.said.lost", lost),), "ru") == [
        Piece("не взято: "),
        Piece("obs-1", CODE),
        Piece(" (источник стоит ниже в порядке доверия, разница 618)"),
    ]


def test_sentences_are_parted_as_the_language_does():
    two = (*said(Amount("1")), *said(Amount("2")))
    assert [line(two, name) for name in texts.languages()] == ["1; 2", "1; 2", "1; 2", "1；2"]


def test_a_form_of_a_noun_follows_the_number_of_its_field():
    late = Said("refusal.newest_too_old", {"found": Amount("6"), "limit": Amount("2")})
    assert "6 лет" in line((late,), "ru")


def test_a_text_that_another_pair_has_not_translated_is_quoted_in_english():
    assert named("way.unit.persons", "persons") == Said("way.unit.persons")
    assert named("way.unit.parsecs", "parsecs") == Quoted("parsecs", "en")
