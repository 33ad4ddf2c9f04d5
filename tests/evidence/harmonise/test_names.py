"""A printed name decides only when it is confirmed; what is alike is listed for review."""

import pytest

from exchange_stats.evidence.harmonise.names import (
    country_of,
    country_of_institution,
    fold,
    hint,
    institution_of,
)
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError

SPELLINGS = {
    "КНУ им. Ж. Баласагына": "KG-KNU",
    "Kyrgyz National University": "KG-KNU",
    "吉尔吉斯国立大学": "KG-KNU",
    "БГУ": "KG-BSU",
    "ОшГУ": "KG-OSHSU",
    "ОшМУ": "KG-OSHSU",
    "КРСУ": "KG-KRSU",
    "新疆大学": "CN-XJU",
    # only proposed, or not in the register: these abstain
    "Бишкекский гос. ун-т": None,
    "Ош мамлекеттик университети": None,
    "Баласагын атындагы КУУ": None,
    "КГМА": None,
    "КГУ им. Арабаева": None,
    # rejected: the letters of several universities
    "КГУ": None,
    "BSU": None,
    # never by sound: Han and Latin names of one university are two names
    "Xinjiang daxue": None,
}


@pytest.mark.parametrize(("printed", "institution"), SPELLINGS.items())
def test_an_institution_is_known_by_confirmed_names_only(printed, institution):
    assert institution_of(printed) == institution


def test_returns_know_the_institutions_of_their_host_country_only():
    assert institution_of("新疆大学", "returns_chinese_side") == "CN-XJU"
    assert institution_of("新疆大学", "returns_kyrgyz_side") is None


def test_the_country_of_an_institution_stands_in_the_register():
    assert country_of_institution("CN-XJU") == "CHN"
    assert country_of_institution("_T") == ""


@pytest.mark.parametrize("printed", ["Hong Kong SAR", "Kosovo", "Niger", "Kyrgystan", "Kirgisia"])
def test_a_country_that_is_not_listed_is_not_guessed(printed):
    assert country_of(printed) not in {"CHN", "SRB", "NGA", "KGZ"}


@pytest.mark.parametrize(
    ("dictionary", "dimension", "printed", "told"),
    [
        ("", "origin", "Kyrgystan", "; spelt alike, for review: 'kyrgyzstan' (origin=KGZ)"),
        (
            "",
            "origin",
            "K\u044bргызстан",
            "; in letters of one script it is 'Кыргызстан', known as origin=KGZ",
        ),
        ("", "institution", "Ошский гос университет", "'Ошский государственный университет'"),
        (
            "",
            "institution",
            "КГУ",
            "; it is rejected for institution=KG-KNU, and only a confirmed name decides",
        ),
        (
            "returns_kyrgyz_side",
            "institution",
            "Ош мамлекеттик университети",
            "; it is proposed for institution=KG-OSHSU, and only a confirmed name decides",
        ),
        ("returns_kyrgyz_side", "institution", "Lanzhou Univercity", ""),
        ("returns_chinese_side", "institution", "Lanzhou Univercity", "(institution=CN-LZU)"),
        ("", "institution", "Синьцзянский университет", ""),
        ("moe_china_yearbook", "category", "\u5408\u8ba1\u4eba\u6570 x", ""),
        ("", "origin", "Atlantis", ""),
    ],
)
def test_what_may_be_meant_is_told_within_one_script_and_one_country(
    dictionary, dimension, printed, told
):
    found = hint(dictionary, dimension, printed)
    assert told in found
    assert bool(found) == bool(told)


def test_a_name_of_two_institutions_is_refused(small):
    with (small.facts / "institution_aliases.csv").open("a", encoding="utf-8") as file:
        file.write("KG-KNU,ОшГУ,ru,confirmed,maintainers,2026-11-24,\n")
    with pytest.raises(
        FactError, match=r"names of two institutions.*\n  - 'ОшГУ': KG-OSHSU and KG-"
    ):
        institution_of("ОшГУ")


def test_every_alias_has_an_institution_a_language_a_state_and_who_decided():
    columns = ("id", "alias", "language", "state", "decided_by", "decided_on", "note")
    rows = factbook.load_csv("institution_aliases.csv", columns)
    assert {row["state"] for row in rows} == {"confirmed", "proposed", "rejected"}
    assert {row["language"] for row in rows} == {"en", "ru", "ky", "zh"}
    assert all(country_of_institution(row["id"]) for row in rows)
    assert all(row["decided_by"] for row in rows if row["state"] != "proposed")
    assert all(row["note"] for row in rows if row["state"] != "confirmed")


@pytest.mark.parametrize(
    ("label", "folded"),
    [
        ("  Kyrgyz\u00a0 Republic\n", "kyrgyz republic"),
        ("Кыргызстан\u0438\u0306", "кыргызстан\u0439"),
        ("ВСЕГО", "всего"),
    ],
)
def test_names_are_compared_without_case_spaces_and_composition(label, folded):
    assert fold(label) == folded
