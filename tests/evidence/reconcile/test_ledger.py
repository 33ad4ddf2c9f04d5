"""The ledger: all that is said of one quantity, side by side, and what is taken."""

import pandas as pd
import pytest

from builders import observations
from exchange_stats.evidence.reconcile.ledger import lay_side_by_side
from exchange_stats.evidence.reconcile.trust import Original, Trust

TRUST = Trust(
    {"yearbook": 1, "agency": 5, "institute": 3},
    {"yearbook": Original("count", "CHN"), "K1": Original("speech", "KGZ")},
)
CLAIMS = pd.DataFrame([{"claim_id": "K1", "publisher": "A paper", "published": "", "url": "u"}])
SPEECH = {"source_id": "agency", "claim_id": "K1", "programme": "unknown"}
OVER_3000 = {"value": "3000", "lo": "3001", "hi": "3999", "qualifier": "more_than"}
OVER_3000 |= {"printed": "more than 3,000"}
SCHOOL_YEAR = {"period": "2014/15", "period_kind": "academic"}
SCHOOL_YEAR |= {"period_start": "2014", "period_end": "2015"}


def ledger(*rows):
    """Return the ledger of rows given by what is special in them, by what they print."""
    table = lay_side_by_side(observations(*rows), CLAIMS, {"yearbook": "A ministry"}, TRUST)
    return table.set_index("printed")


def test_a_count_and_a_statement_stand_side_by_side_with_their_publishers():
    table = ledger({"value": "274"}, {**SPEECH, "value": "356"})
    count, speech = table.loc["274"], table.loc["356"]
    assert (count["relation"], count["publisher"], count["side"], count["rank"]) == (
        *("taken", "A ministry", "host", "1"),
    )
    assert (speech["relation"], speech["publisher"], speech["side"], speech["rank"]) == (
        *("conflicts", "A paper", "origin", "2"),
    )
    assert (speech["reason"], speech["distance"], speech["flags"]) == ("definition", "82", "U D")
    assert (speech["difference"], speech["unexplained"], speech["by_date"]) == ("82", "82", "")


def test_both_readings_are_told_where_they_part():
    table = ledger({"value": "4007"}, {**SPEECH, **OVER_3000})
    speech = table.loc["more than 3,000"]
    assert (speech["relation"], speech["relation_strict"], speech["distance"]) == (
        *("conflicts", "agrees", "8"),
    )


def test_a_part_of_the_studies_is_another_series_and_may_be_what_was_meant():
    degree = {"value": "3500", "programme": "degree"}
    table = ledger({"value": "4614"}, degree, {**SPEECH, **OVER_3000})
    assert table.loc["3500", "relation"] == "another series"
    speech = table.loc["more than 3,000"]
    assert (speech["relation"], speech["flags"], speech["distance"]) == ("agrees", "D", "0")
    assert (speech["by_definition"], speech["by_rounding"]) == ("-1114", "-499")
    assert (speech["difference"], speech["unexplained"]) == ("-1613", "0")


def test_a_school_year_meets_the_counts_of_both_its_years():
    years = [{"value": "3163", "period": "2014"}, {"value": "3232", "period": "2015"}]
    table = ledger(*years, {**SPEECH, **SCHOOL_YEAR, "value": "10000"})
    assert set(table["asked"]) == {"2014/15"}
    assert dict(table["relation"]) == {
        **{"3163": "taken", "3232": "another year", "10000": "conflicts"},
    }
    speech = table.loc["10000"]
    assert (speech["by_date"], speech["unexplained"], speech["difference"]) == (
        *("69", "6768", "6837"),
    )


def test_the_uis_year_in_which_a_school_year_ends_is_taken():
    uis = {"source_id": "institute", "period_kind": "uis_reference", "programme": "degree"}
    years = [{**uis, "value": "255", "period": "2014"}, {**uis, "value": "267", "period": "2015"}]
    table = ledger(*years, {**SPEECH, **SCHOOL_YEAR, "value": "1000", "basis": "unknown"})
    assert table.loc["267", "relation"] == "taken"


def test_a_second_edition_of_one_source_repeats_and_a_missing_number_stays():
    rows = [{"value": "7874"}, {"value": "7874", "edition": "2019", "fact_id": "obs-2"}]
    table = ledger(*rows, {"status": "O", "programme": "degree"}).reset_index()
    assert list(table.sort_values("rank")["relation"]) == ["taken", "repeats", "no number"]


def test_a_series_that_counts_others_is_no_conflict():
    other = {"source_id": "institute", "programme": "degree", "value": "51038"}
    table = ledger({"value": "223500"}, other)
    assert (table.loc["51038", "relation"], table.loc["51038", "flags"]) == ("another series", "")


@pytest.mark.parametrize(
    "kept_out", [{"institution": "KG-S01"}, {"sex": "F"}, {"synthetic": "yes"}]
)
def test_what_is_no_real_count_of_the_country_stays_out(kept_out):
    rows = [{"value": "274"}, {**SPEECH, "value": "356", **kept_out}]
    assert ledger(*rows).empty


def test_one_number_of_one_series_raises_no_question_and_a_statement_does():
    assert ledger({"value": "274"}).empty
    assert list(ledger({**SPEECH, "value": "356"})["relation"]) == ["taken"]


# ---- the evidence held ----
KNOWN = {  # claim, asked for: taken, distance, relation, relation when read strictly
    ("CK020", "2011/12"): ("433", "1462", "conflicts", "conflicts"),
    ("CK021", "2014/15"): ("267", "734", "conflicts", "conflicts"),
    ("KC067", "2014/15"): ("3163", "6769", "conflicts", "conflicts"),
    ("KC064", "2011"): ("274", "82", "conflicts", "conflicts"),
    ("CX399", "2021/22"): ("83000", "", "taken", "taken"),
    ("CX401", "2021/22"): ("83000", "11976", "conflicts", "conflicts"),
    ("CX405", "2024/25"): ("55827", "18827", "conflicts", "conflicts"),
    ("CX409", "2023/24"): ("55827", "26978", "conflicts", "conflicts"),
    ("CX448", "2018/19"): ("7291", "7710", "conflicts", "conflicts"),
    ("CX436", "2024/25"): ("1129", "960", "conflicts", "conflicts"),
    ("CX470", "2010"): ("2118", "618", "conflicts", "conflicts"),
    ("CX433", "2018"): ("4007", "8", "conflicts", "agrees"),
    ("CX438", "2016"): ("1994", "0", "agrees", "agrees"),
    ("CX474", "2016/17"): ("5523", "0", "agrees", "agrees"),
    ("KC055", "2024/25"): ("4200", "", "taken", "taken"),
}


@pytest.mark.parametrize("claim", KNOWN, ids=lambda claim: claim[0])
def test_the_conflicts_of_the_evidence_are_in_the_ledger(claim, derived):
    table = derived[0]["ledger"]
    row = table[(table["claim_id"] == claim[0]) & (table["asked"] == claim[1])].iloc[0]
    question = ["origin", "host", "measure", "funding", "unit", "asked"]
    same = (table[question] == row[question]).all(axis=1)
    taken = table[same & (table["rank"] == "1")].iloc[0]
    assert KNOWN[claim] == (
        *(taken["value"], row["distance"], row["relation"], row["relation_strict"]),
    )


def test_the_parts_of_every_difference_add_up(derived):
    table = derived[0]["ledger"].query("difference != ''")
    parts = table.filter(regex="by_|unexplained").apply(pd.to_numeric).sum(axis=1)
    assert len(table) > 10
    assert list(parts) == list(pd.to_numeric(table["difference"]))


def test_every_flow_with_a_host_and_an_origin_has_its_mirror_gap(derived):
    tables = derived[0]
    told = tables["ledger"].query("status == 'A' and unit == 'persons' and funding == '_T'")
    sides = told.groupby(["origin", "host", "asked"])["side"].agg(set)
    seen = {
        (origin, host) for (origin, host, _), both in sides.items() if {"host", "origin"} <= both
    }
    gaps = tables["indicators"].query("indicator_id.str.startswith('mirror_gap')")
    assert seen == set(zip(gaps["origin"], gaps["host"], strict=True))
    assert set(gaps["note_id"]) == {"mirror_counts"}
