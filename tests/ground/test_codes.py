"""Closed vocabularies."""

import pytest

from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.stages import CODED


@pytest.mark.parametrize(
    ("vocabulary", "code", "meaning"),
    [
        ("sex", "F", "female"),
        ("isced_level", "6", "bachelor's or equivalent"),
        ("isced_level", "7T8", "master's and doctoral together"),
        ("isced_field", "07", "engineering, manufacturing and construction"),
        ("funding", "cgs", "Chinese Government Scholarship"),
        ("status", "W", "includes another category"),
        ("conf_status", "C", "confidential"),
        ("conf_status", "O", "dominance of one unit"),
        ("conf_status", "T", "dominance of two units"),
    ],
)
def test_a_code_has_its_meaning(vocabulary, code, meaning):
    assert codes.meaning(vocabulary, code) == meaning


def test_levels_stand_in_their_order_and_as_text():
    assert list(codes.codes("isced_level")) == ["5", "6", "7", "8", "7T8", "5T8", "_Z", "_T"]


def test_fields_keep_their_leading_zeros():
    assert list(codes.codes("isced_field")) == [*(f"{n:02d}" for n in range(11)), "99", "_T"]


@pytest.mark.parametrize("code", ["7", "W7", "f", "", " F"])
def test_an_unknown_code_is_refused_and_the_known_ones_are_named(code):
    with pytest.raises(FactError, match=rf"\[sex\]: code '{code}' found, expected one of F, M, _T"):
        codes.meaning("sex", code)


def test_an_unknown_vocabulary_is_refused_by_name():
    with pytest.raises(FactError, match=r"codes\.toml: vocabulary 'colour' asked for.*population"):
        codes.codes("colour")


def test_every_coded_column_has_a_vocabulary(facts):
    assert [name for name in CODED if not codes.codes(name)] == []


@pytest.mark.parametrize(
    "vocabulary", ["population", "basis", "programme", "coverage", "period_kind"]
)
def test_what_a_source_does_not_state_has_a_code_and_is_not_left_empty(vocabulary):
    assert codes.meaning(vocabulary, "unknown") == "not stated"


def test_statuses_are_the_twenty_of_sdmx_break_and_suppressed_first_and_normal_last():
    order = "".join(codes.codes("status"))
    assert order == "BQMLOSDFEIPUNKWVGHJA"
    assert "".join(sorted(order)) == "ABDEFGHIJKLMNOPQSUVW"


def test_confidentiality_codes_are_those_of_sdmx():
    assert "".join(sorted(codes.codes("conf_status"))) == "ACDEFGMNOSTX"


@pytest.mark.parametrize(
    ("status", "flags", "one"),
    [
        ("A", "", "A"),
        ("", "", "A"),
        ("A", "B", "B"),
        ("Q", "B", "B"),  # a break is told even of a number that is withheld
        ("O", "U D", "O"),  # a missing number has no quality
        ("A", "U D", "D"),
        ("A", "D S", "S"),
        ("E", "F", "F"),
        ("E", "corrected", "E"),
        ("A", "corrected", "A"),
        ("A", "W K N", "N"),
    ],
)
def test_of_several_flags_the_first_in_the_order_is_the_status(status, flags, one):
    assert codes.one_status(status, flags) == one


def test_missing_statuses_are_statuses_and_say_so():
    assert sorted(codes.MISSING) == ["L", "M", "O", "Q"]
    assert all(codes.meaning("status", code).startswith("missing") for code in codes.MISSING)


def test_withheld_is_not_the_status_w():
    assert "W" not in codes.MISSING


@pytest.mark.parametrize("vocabulary", ["country", "origin", "host"])
def test_countries_are_a_vocabulary_for_both_ends_of_a_flow(facts, vocabulary):
    assert codes.codes(vocabulary) == {"CHN": "China", "KGZ": "Kyrgyzstan", "NAM": "Namibia"}


def test_an_unknown_country_is_refused(facts):
    with pytest.raises(FactError, match=r"code 'KIR' found, expected one of CHN, KGZ, NAM"):
        codes.meaning("origin", "KIR")


def test_a_country_keeps_its_names_in_four_languages(facts):
    row = codes.countries()["KGZ"]
    names = [row[f"name_{language}"] for language in ("en", "ru", "ky", "zh")]
    assert names == ["Kyrgyzstan", "Кыргызстан", "Кыргызстан", "吉尔吉斯斯坦"]


def test_the_code_of_namibia_is_not_read_as_missing(facts):
    assert codes.countries()["NAM"]["iso2"] == "NA"


def test_a_country_found_twice_is_refused_by_its_code(facts):
    with (facts / "countries.csv").open("a", encoding="utf-8") as file:
        file.write("KGZ,KG,Kirgizia,,,,\nNAM,NA,Namibia,,,,\n")
    with pytest.raises(FactError, match=r"codes found twice.*:\n  - KGZ\n  - NAM\n"):
        codes.countries()


def test_another_folder_of_facts_is_another_vocabulary(facts, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "codes.toml").write_text('[sex]\nX = "another"\n', encoding="utf-8")
    assert "F" in codes.codes("sex")
    with factbook.using(other):
        assert codes.codes("sex") == {"X": "another"}
    assert "F" in codes.codes("sex")


def test_a_caller_cannot_change_a_vocabulary():
    codes.codes("sex")["X"] = "not a code"
    assert list(codes.codes("sex")) == ["F", "M", "_T"]


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("K\u044bргызстан", "К\u044bргызстан"),
        ("Bishk\u0435k city", "Bishkek city"),
        ("Аkтобе и Ош", "Актобе и Ош"),
        ("Kыrgyz", "Kыrgyz"),
        ("OSH и Ош", "OSH и Ош"),
        ("B1-Ы2", "B1-Ы2"),
        ("B_1Ы", "В_1Ы"),
        ("Ы1_Z", "Ы1_Z"),
    ],
)
def test_a_word_of_two_scripts_is_written_in_one_where_its_letters_look_alike(text, one):
    assert codes.in_one_script(text) == one
    assert codes.mixes_scripts(text) == (text not in ("OSH и Ош", "B1-Ы2"))
