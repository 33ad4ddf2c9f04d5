"""Labels of a source become codes; what the dictionary does not know is refused."""

import pytest

from exchange_stats.evidence.harmonise import fact_id, harmonise, label_codes
from exchange_stats.ground.errors import LabelError, StageError
from exchange_stats.ground.stages import OBSERVATIONS, REPORTED

CARD = {
    **{"source_id": "ministry", "dictionary": "ministry", "edition": "2018"},
    **{"period_reading": "calendar", "population": "citizenship", "measure": "enrolled"},
    **{"basis": "during_year", "coverage": "country", "synthetic": ""},
}
CELL = {
    **{"workbook_id": "ministry_2018", "sheet": "table 1", "table": "students", "row": "4"},
    **{"column": "2", "cell": "C5", "printed": "1,284", "value": "1284", "status": "A"},
    **{"role": "value", "period_label": "2018", "origin_label": "Kyrgyzstan"},
    **{"category_label": "All"},
}


@pytest.fixture
def read(small):
    """Harmonise cells given by what is special in them."""

    def harmonised(*changes, card=None, fixed=None):
        cells = REPORTED.frame([{**CELL, **changed} for changed in changes])
        codes = fixed or {"host": "CHN"}
        return harmonise(cells, {**CARD, **(card or {})}, {"students": codes})

    return harmonised


def test_labels_card_and_layout_together_give_the_slot(read):
    row = read({}).iloc[0]
    slot = ("KGZ", "CHN", "2018", "citizenship", "enrolled", "during_year", "all", "country")
    names = ("origin", "host", "period", "population", "measure", "basis", "programme", "coverage")
    assert tuple(row[name] for name in names) == slot
    assert (row["isced_level"], row["sex"], row["funding"]) == ("_T", "_T", "_T")
    assert (row["value"], row["lo"], row["hi"], row["qualifier"]) == ("1284",) * 3 + ("exact",)


def test_an_observation_keeps_the_address_and_the_printed_text(read):
    row = read({}).iloc[0]
    assert (row["workbook_id"], row["sheet"], row["cell"]) == ("ministry_2018", "table 1", "C5")
    assert (row["printed"], row["source_id"], row["edition"]) == ("1,284", "ministry", "2018")


@pytest.mark.parametrize(
    ("reading", "label", "period", "kind", "ends"),
    [
        ("calendar", "2018", "2018", "calendar", ("2018", "2018")),
        ("academic_start", "2018", "2018/19", "academic", ("2018", "2019")),
        ("academic_end", "2018", "2017/18", "academic", ("2017", "2018")),
        ("uis_reference", "2018", "2018", "uis_reference", ("2018", "2018")),
        ("calendar", "2018/19", "2018/19", "academic", ("2018", "2019")),
    ],
)
def test_the_card_says_how_a_lone_year_is_read(read, reading, label, period, kind, ends):
    row = read({"period_label": label}, card={"period_reading": reading}).iloc[0]
    assert (row["period"], row["period_kind"]) == (period, kind)
    assert (row["period_start"], row["period_end"]) == ends


def test_a_lone_year_that_the_card_does_not_explain_is_refused_with_its_place(read):
    with pytest.raises(
        LabelError, match=r"ministry_2018, sheet 'table 1', C5: '2018': a lone year"
    ):
        read({}, card={"period_reading": "refuse"})


def test_a_period_may_stand_in_the_layout(read):
    row = read({"period_label": ""}, fixed={"host": "CHN", "period": "2016"}).iloc[0]
    assert row["period"] == "2016"


def test_a_missing_value_is_a_row_with_its_status(read):
    row = read({"value": "", "printed": "\u2026", "status": "O"}).iloc[0]
    assert (row["value"], row["lo"], row["hi"], row["status"]) == ("", "", "", "O")


def test_a_printed_phrase_becomes_an_interval(read):
    row = read({"value": "", "printed": "more than 440,000"}).iloc[0]
    assert (row["value"], row["lo"], row["hi"]) == ("440000", "440001", "449999")
    assert row["qualifier"] == "more_than"


def test_a_printed_phrase_open_above_has_no_upper_bound(read):
    row = read({"value": "", "printed": "more than 7"}).iloc[0]
    assert (row["lo"], row["hi"]) == ("8", "")


def test_a_label_may_say_that_a_number_is_computed(small, read):
    small.label("ministry,category,All,en,programme=all qualifier=derived")
    assert read({}).iloc[0]["qualifier"] == "derived"


def test_codes_that_look_like_numbers_or_missing_values_stay_text(small, read):
    small.label("ministry,category,Bachelor,en,programme=degree isced_level=6")
    row = read({"category_label": "Bachelor", "origin_label": "Namibia"}).iloc[0]
    assert (row["isced_level"], row["origin"]) == ("6", "NAM")


def test_a_label_that_is_not_wanted_leaves_the_cell_out(read):
    table = read({}, {"origin_label": "Not stated", "cell": "C9"})
    assert list(table["cell"]) == ["C5"]


@pytest.mark.parametrize(
    "printed",
    ["Kyrgyzstan", "  KYRGYZSTAN ", "Кыргызстан", "吉尔吉斯斯坦", "KGZ", "Kyrgyz\u00a0Republic"],
)
def test_a_country_is_known_by_its_names_and_code(read, printed):
    assert read({"origin_label": printed}).iloc[0]["origin"] == "KGZ"


def test_unknown_labels_are_all_named_with_places_and_the_file_to_edit(read):
    with pytest.raises(LabelError) as caught:
        read({"origin_label": "Atlantis"}, {"category_label": "Evening", "cell": "D5"})
    message = str(caught.value)
    assert "C5: origin 'Atlantis' is not in the labels of ministry" in message
    assert "D5: category 'Evening' is not in the labels of ministry" in message
    assert "facts/labels.csv" in message
    assert "facts/countries.csv" in message


def test_an_unknown_label_of_many_cells_is_named_once(read):
    cells = [{"origin_label": "Atlantis", "cell": f"C{row}"} for row in range(5, 65)]
    with pytest.raises(LabelError, match=r"C5: origin 'Atlantis'.*and 59 more cells") as caught:
        read(*cells, {"origin_label": "Lemuria", "cell": "C70"})
    assert str(caught.value).count("Atlantis") == 1
    assert "C70: origin 'Lemuria'" in str(caught.value)


def test_a_label_of_two_scripts_in_one_word_is_pointed_out(read):
    with pytest.raises(LabelError, match="'K\u044brgyzstan' \\(letters of two scripts in one word"):
        read({"origin_label": "K\u044brgyzstan"})


@pytest.mark.parametrize("state", ["proposed", "rejected"])
def test_only_a_confirmed_label_decides(small, state):
    text = (small.facts / "labels.csv").read_text(encoding="utf-8")
    small.put("labels.csv", text.replace("confirmed", state))
    assert label_codes("ministry", "category", "All") is None


def test_an_unknown_label_is_told_with_what_it_may_be_meant_for(read):
    with pytest.raises(LabelError) as caught:
        read({"origin_label": "Kyrgystan"}, {"origin_label": "\u041aыргызстaн", "cell": "C9"})
    message = str(caught.value)
    assert "spelt alike, for review: 'kyrgyzstan' (origin=KGZ)" in message
    assert "in letters of one script it is 'Кыргызстан', known as origin=KGZ" in message


def test_an_institution_is_known_by_its_register_and_must_lie_in_the_host_country(read):
    fixed = {"host": "KGZ"}
    cells = read({"institution_label": "ОшГУ", "origin_label": "China"}, fixed=fixed)
    assert cells.iloc[0]["institution"] == "KG-OSHSU"
    with pytest.raises(
        LabelError, match="institution CN-XJU lies in CHN, expected one of the host"
    ):
        read({"institution_label": "新疆大学", "origin_label": "China"}, fixed=fixed)
    with pytest.raises(
        LabelError, match=r"institution 'ОшГУУ' is not in .*'ОшГУ' .institution=KG-OS"
    ):
        read({"institution_label": "ОшГУУ", "origin_label": "China"}, fixed=fixed)


def test_labels_of_another_source_are_not_used(read):
    with pytest.raises(LabelError, match="category 'All' is not in the labels of agency"):
        read({}, card={"dictionary": "agency"})


def test_a_label_of_one_dimension_is_not_one_of_another(small):
    assert label_codes("ministry", "category", "All") == "programme=all"
    assert label_codes("ministry", "level", "All") is None
    assert label_codes("ministry", "category", "Kyrgyzstan") is None


def test_two_cells_of_one_slot_are_refused_with_both_places(read):
    with pytest.raises(StageError) as caught:
        read({}, {"cell": "C6", "value": "1285"})
    assert "(ministry_2018 table 1!C5)" in str(caught.value)
    assert "(ministry_2018 table 1!C6)" in str(caught.value)


def test_the_id_of_an_observation_lasts_when_its_value_or_place_changes(read):
    first = read({}).iloc[0]["fact_id"]
    assert read({"value": "1300", "cell": "C7"}).iloc[0]["fact_id"] == first
    assert read({"period_label": "2017"}).iloc[0]["fact_id"] != first
    assert read({}, card={"edition": "2019"}).iloc[0]["fact_id"] != first


def test_an_id_keeps_the_borders_between_the_parts_of_its_key():
    assert fact_id("obs", "ab", "c") != fact_id("obs", "a", "bc")


def test_the_table_is_of_its_stage_and_empty_without_cells(read):
    assert OBSERVATIONS.check(read({})) is not None
    assert list(read({"origin_label": "Not stated"}).columns) == list(OBSERVATIONS.columns)
