"""What a table of a stage must look like, and what is refused."""

import re

import pandas as pd
import pytest

from exchange_stats.ground.errors import StageError
from exchange_stats.ground.stages import (
    CLAIMS,
    CODED,
    COOPERATION,
    FINDINGS,
    INDICATORS,
    OBSERVATIONS,
    PROCESSED,
    REPORTED,
    SLOT,
)

pytestmark = pytest.mark.usefixtures("facts")

ROW = {
    "origin": "KGZ",
    "host": "CHN",
    "period": "2018",
    "population": "citizenship",
    "measure": "enrolled",
    "basis": "during_year",
    "programme": "all",
    "coverage": "country",
    "isced_level": "_T",
    "isced_field": "_T",
    "sex": "_T",
    "funding": "_T",
    "institution": "_T",
    "unit": "persons",
    "period_kind": "calendar",
    "value": "4614",
    "lo": "4614",
    "hi": "4614",
    "qualifier": "exact",
    "status": "A",
    "source_id": "moe",
    "edition": "2018",
    "workbook_id": "moe_2018",
    "sheet": "KGZ",
    "cell": "C14",
}
CELL = {
    "workbook_id": "moe_2018",
    "sheet": "KGZ",
    "table": "total",
    "cell": "C14",
    "printed": "4,614",
    "value": "4614",
    "status": "A",
}


def observations(*changes):
    """A table of observations; each change makes one row of it."""
    return OBSERVATIONS.frame([ROW | change for change in changes])


def test_a_good_table_comes_back_as_it_is():
    table = observations({}, {"period": "2017"})
    assert OBSERVATIONS.check(table) is table
    assert list(table.columns) == list(OBSERVATIONS.columns)
    assert list(table["value"]) == ["4614", "4614"]


def test_a_column_left_out_is_empty_text():
    table = observations({})
    assert table.loc[0, "claim_id"] == ""
    assert not table.isna().any().any()


def test_an_absent_value_becomes_empty_text():
    assert observations({"printed": None}).loc[0, "printed"] == ""


@pytest.mark.parametrize("stage", [REPORTED, *PROCESSED], ids=lambda stage: stage.name)
def test_a_table_without_rows_has_all_columns_and_passes(stage):
    assert list(stage.frame([]).columns) == list(stage.columns)
    assert len(stage.check(stage.empty())) == 0


@pytest.mark.parametrize(
    "columns",
    [OBSERVATIONS.columns[1:], (*OBSERVATIONS.columns, "extra"), OBSERVATIONS.columns[::-1]],
    ids=["one too few", "one too many", "another order"],
)
def test_other_columns_are_refused(columns):
    table = observations({}).reindex(columns=list(columns), fill_value="")
    with pytest.raises(StageError, match=r"^stage observations: columns \[.*\], expected \["):
        OBSERVATIONS.check(table)


def test_a_misspelt_column_of_a_row_is_refused_and_not_dropped():
    expected = r"stage observations: columns that it does not have:\n  - orign\n  - vlaue\n"
    with pytest.raises(StageError, match=expected):
        observations({"vlaue": "5"}, {"orign": "KGZ", "period": "2017"})


@pytest.mark.parametrize("wrong", [4614, 4614.0, float("nan"), None])
def test_anything_but_text_is_refused_with_its_column(wrong):
    table = observations({})
    table["value"] = [wrong]
    expected = r"observations: columns with something that is not text:\n  - value\n"
    with pytest.raises(StageError, match=expected):
        OBSERVATIONS.check(table)


def test_a_missing_text_is_refused_also_in_a_column_of_texts():
    table = observations({}, {"period": "2017"})
    table["value"] = pd.Series(["4614", None], dtype="str")
    with pytest.raises(StageError, match=r"not text:\n  - value\n"):
        OBSERVATIONS.check(table)


def test_a_number_among_texts_is_refused():
    table = observations({}, {"period": "2017"})
    table["value"] = pd.Series(["4614", 3954], dtype="object")
    with pytest.raises(StageError, match=r"not text:\n  - value\n"):
        OBSERVATIONS.check(table)


def test_two_rows_of_one_key_are_refused_with_both_places():
    expected = re.escape(
        "stage observations: rows with one key found, expected each key once:\n"
        "  - KGZ CHN 2018 all (moe_2018 KGZ!C14)\n"
        "  - KGZ CHN 2018 all (moe_2018 KGZ!C15)\n"
    )
    with pytest.raises(StageError, match=expected):
        observations({}, {"cell": "C15", "value": "9"}, {"period": "2017"})


@pytest.mark.parametrize("column", [*SLOT, "period_kind", "source_id", "edition", "claim_id"])
def test_rows_that_differ_in_one_column_of_the_key_are_two(column):
    other = {
        **{"origin": "NAM", "host": "NAM", "population": "residence", "measure": "graduates"},
        **{"basis": "at_date", "programme": "degree", "isced_level": "6", "isced_field": "07"},
        **{"sex": "F", "funding": "cgs", "unit": "fte", "period_kind": "academic"},
        "coverage": "reporting",
    }
    assert len(observations({}, {column: other.get(column, "another")})) == 2


@pytest.mark.parametrize("column", [*CODED, "period_kind", "status"])
def test_an_unknown_code_is_refused_with_its_place(column):
    expected = rf"unknown codes of {column}, expected one of .*:\n  - 'odd': .*moe_2018 KGZ!C14"
    with pytest.raises(StageError, match=expected):
        observations({column: "odd"})


def test_all_unknown_codes_of_a_column_are_named_at_once():
    with pytest.raises(StageError, match=r"  - 'KIR': .*\n  - 'KGS': .*\n  What to do"):
        observations({"origin": "KIR"}, {"origin": "KGZ"}, {"origin": "KGS"})


@pytest.mark.parametrize("column", [*CODED, "period_kind"])
def test_an_empty_code_is_refused_where_it_is_part_of_the_key(column):
    with pytest.raises(StageError, match=f"unknown codes of {column}, .*\n  - ''"):
        observations({column: ""})


def test_an_empty_code_may_stand_where_it_is_not_part_of_the_key():
    row = {"indicator_id": "growth", "series": "kgz", "period": "2018", "value": "1", "status": "A"}
    assert INDICATORS.frame([row]).loc[0, "funding"] == ""


@pytest.mark.parametrize("stage", [INDICATORS, CLAIMS, COOPERATION], ids=lambda stage: stage.name)
def test_a_column_said_to_be_free_takes_any_words(stage):
    key = dict.fromkeys(stage.key, "1")
    row = key | {"unit": "yuan per project", "value": "5", "lo": "5", "status": "A"}
    row = {name: value for name, value in row.items() if name in stage.columns}
    assert stage.frame([row]).loc[0, "unit"] == "yuan per project"


@pytest.mark.parametrize("status", ["A", "", "B", "N", "P"])
def test_a_missing_value_without_a_reason_is_refused(status):
    expected = (
        r"observations: missing values without a reason:\n"
        r"  - KGZ CHN 2018 all \(moe_2018 KGZ!C14\)\n.*facts/symbols\.toml"
    )
    with pytest.raises(StageError, match=expected):
        observations({"value": "", "lo": "", "hi": "", "status": status})


@pytest.mark.parametrize("status", ["L", "M", "O", "Q"])
def test_a_missing_value_with_a_reason_is_a_row(status):
    table = observations({"value": "", "lo": "", "hi": "", "status": status})
    assert list(table["status"]) == [status]


@pytest.mark.parametrize("status", ["L", "M", "O", "Q"])
def test_a_value_that_its_status_calls_missing_is_refused(status):
    with pytest.raises(StageError, match="values that their status calls missing"):
        observations({"status": status})


def test_a_zero_is_a_value():
    assert observations({"value": "0", "lo": "0", "hi": "0"}).loc[0, "value"] == "0"


def test_a_lower_bound_alone_is_a_value():
    assert observations({"value": "", "lo": "4201", "hi": ""}).loc[0, "lo"] == "4201"


@pytest.mark.parametrize("printed", ["", "\u2026", "no data"])
def test_a_reported_cell_without_number_or_reason_is_refused(printed):
    with pytest.raises(StageError, match=r"reported: missing values .*:\n  - \(moe_2018 KGZ!C14\)"):
        REPORTED.frame([CELL | {"printed": printed, "value": ""}])


def test_a_reported_phrase_waits_for_its_reader():
    table = REPORTED.frame([CELL | {"printed": "more than 440,000", "value": ""}])
    assert list(table["printed"]) == ["more than 440,000"]


def test_a_stage_without_values_has_none_to_miss():
    row = {"check_id": "sum_of_parts", "message": "off by one"}
    assert len(FINDINGS.frame([row])) == 1
