"""Statements become claims with intervals, and observations only where they may."""

import pandas as pd
import pytest

from exchange_stats.evidence.statements.claims import observe_claims, read_claims
from exchange_stats.ground.errors import ValueTextError

RECORD = {
    **{"claim_id": "KC055", "origin": "KGZ", "host": "CHN", "coverage": "country"},
    **{"kind": "stock", "quantity": "more than 4,200", "qualifier_declared": "more_than"},
    **{"unit": "persons", "period": "2024/25", "period_kind": "academic"},
    **{"population": "unknown", "measure": "enrolled", "basis": "unknown"},
    **{"programme": "unknown", "funding": "", "as_of": "", "reference_date": "2025-07-18"},
    **{"workbook_id": "statements", "sheet": "Claims", "row": "40", "cell": "G41"},
}


def read(*changes):
    records = pd.DataFrame([{**RECORD, **changed} for changed in changes], dtype="str")
    return read_claims(records, "statements")


def claim(**changed):
    return read(changed).iloc[0]


def observed(*changes):
    return observe_claims(read(*changes), "2026")


def test_a_claim_keeps_both_readings_of_its_qualifier():
    row = claim()
    assert (row["value"], row["qualifier"], row["granularity"]) == ("4200", "more_than", "100")
    assert (row["lo"], row["hi"]) == ("4201", "4299")
    assert (row["lo_strict"], row["hi_strict"]) == ("4201", "")


def test_a_claim_keeps_its_place_and_its_words():
    row = claim()
    assert (row["workbook_id"], row["sheet"], row["cell"]) == ("statements", "Claims", "G41")
    assert (row["quantity"], row["fact_id"]) == ("more than 4,200", "clm-KC055")


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"kind": "stocks"}, r"\[claim_kind\]: code 'stocks' found, expected one of stock, flow"),
        ({"kind": ""}, r"\[claim_kind\]: code '' found"),
        ({"coverage": "Kashgar"}, r"\[coverage\]: code 'Kashgar' found, expected one of country"),
    ],
)
def test_a_kind_or_coverage_that_is_on_no_list_is_refused_with_its_cell(changed, found):
    with pytest.raises(ValueTextError, match=rf"sheet 'Claims', G41: facts/codes.toml {found}"):
        claim(**changed)


def test_less_than_one_percent_leaves_open_what_lies_between():
    row = claim(
        quantity="less than 1", unit="percent", kind="other", qualifier_declared="less_than"
    )
    assert (row["lo"], row["hi"]) == ("0", "1")


def test_a_claim_without_a_number_is_missing_and_not_zero():
    row = claim(quantity="", qualifier_declared="")
    assert (row["value"], row["lo"], row["hi"], row["status"]) == ("", "", "", "O")


@pytest.mark.parametrize(
    ("period", "kind", "label", "start", "end"),
    [
        ("2024/25", "academic", "2024/25", "2024", "2025"),
        ("2020", "calendar", "2020", "2020", "2020"),
        ("2013-2018", "span", "2013-2018", "2013", "2018"),
    ],
)
def test_both_ends_of_the_period_are_kept(period, kind, label, start, end):
    row = claim(period=period, period_kind=kind)
    assert (row["period"], row["period_kind"]) == (label, kind)
    assert (row["period_start"], row["period_end"]) == (start, end)


def test_a_period_without_a_beginning_stays_in_its_words():
    row = claim(period="to 2013", period_kind="open_start")
    assert (row["period"], row["period_kind"], row["period_end"]) == ("to 2013", "unknown", "")


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"quantity": "a lot"}, "sheet 'Claims', G41: 'a lot': 0 numbers found"),
        ({"quantity": "about 450"}, "reads as about, but the qualifier column says more_than"),
        ({"qualifier_declared": "moer_than"}, "the qualifier column says moer_than"),
        ({"period": "2024"}, "'2024' is read as calendar, but the column of kinds says academic"),
        ({"period": "last year"}, "0 years found"),
        (
            {"quantity": "более 4,215", "qualifier_declared": "more_than"},
            "4.215 persons, expected a whole number",
        ),
    ],
)
def test_a_statement_with_two_readings_is_refused(changed, found):
    with pytest.raises(ValueTextError, match=found):
        claim(**changed)


def test_all_statements_that_cannot_be_read_are_named_at_once():
    faults = [{"claim_id": "A", "cell": "G5", "quantity": "x"}, {"cell": "G6", "period": "x"}]
    with pytest.raises(ValueTextError) as caught:
        read(*faults)
    assert "G5: 'x'" in str(caught.value)
    assert "G6: 'x'" in str(caught.value)
    assert "facts/qualifiers.csv" in str(caught.value)


def test_a_computed_number_is_called_derived():
    row = claim(quantity="4,276", qualifier_declared="derived")
    assert (row["qualifier"], row["lo"], row["hi"]) == ("derived", "4276", "4276")


def test_a_stock_of_a_country_is_an_observation_with_its_interval():
    row = observed({}).iloc[0]
    assert (row["origin"], row["host"], row["period"]) == ("KGZ", "CHN", "2024/25")
    assert (row["lo"], row["hi"], row["qualifier"]) == ("4201", "4299", "more_than")
    assert (row["programme"], row["funding"], row["isced_level"]) == ("unknown", "_T", "_T")
    assert (row["claim_id"], row["edition"], row["printed"]) == ("KC055", "2026", "more than 4,200")
    assert (row["reference_date"], row["cell"]) == ("2025-07-18", "G41")


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "quota"},
        {"kind": "cumulative"},
        {"coverage": "Wuhan"},
        {"unit": "places"},
        {"measure": "graduates"},
        {"period": "2013-2018", "period_kind": "span"},
        {"period": "to 2013", "period_kind": "open_start"},
        {"quantity": "", "qualifier_declared": ""},
        {"origin": ""},
        {"host": ""},
    ],
    ids=str,
)
def test_what_is_no_yearly_stock_of_a_country_stays_a_claim(changed):
    assert len(read(changed)) == 1
    assert observed(changed).empty


def test_two_claims_of_one_slot_are_two_observations():
    table = observed({}, {"claim_id": "KC099", "quantity": "4,276", "qualifier_declared": "exact"})
    assert list(table["claim_id"]) == ["KC055", "KC099"]
    assert table["fact_id"].nunique() == 2
