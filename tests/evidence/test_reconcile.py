"""Several claims to one value: corroborated, or chosen by a declared order of trust."""

import pytest

from builders import observations
from exchange_stats.evidence.reconcile import load_precedence, reconcile
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError

OVER_4200 = {"value": "4200", "lo": "4201", "hi": "4299", "qualifier": "more_than"}
ABOUT_4300 = {"value": "4300", "lo": "4250", "hi": "4349", "qualifier": "about"}
EXACT_4276 = {"value": "4276"}
OVER_4700 = {"value": "4700", "lo": "4701", "hi": "4799", "qualifier": "more_than"}
TRUST = {"agency": 5, "ministry": 1, "embassy": 4}


def claims(*rows):
    return observations(*({**row, "claim_id": f"K{number}"} for number, row in enumerate(rows)))


def one(*rows):
    table = reconcile(claims(*rows), TRUST)
    assert len(table) == 1
    return table.iloc[0]


def said(row, source):
    return {**row, "source_id": source}


def test_three_claims_that_share_a_value_corroborate_each_other():
    row = one(*(said(c, "agency") for c in (OVER_4200, ABOUT_4300, EXACT_4276)))
    assert (row["value"], row["lo"], row["hi"]) == ("4276", "4276", "4276")
    assert (row["rule"], row["n_claims"], row["flags"]) == ("sources agree", "3", "")
    assert row["spread"] == "148"
    assert len(row["rejected"].split()) == 2


def test_a_claim_that_contradicts_is_decided_by_the_order_of_trust_and_flagged():
    rows = (
        said(OVER_4200, "agency"),
        said(ABOUT_4300, "embassy"),
        said(EXACT_4276, "agency"),
        said(OVER_4700, "ministry"),
    )
    row = one(*rows)
    assert (row["value"], row["source_id"], row["rule"]) == ("4700", "ministry", "order of trust")
    assert (row["lo"], row["hi"], row["flags"]) == ("4701", "4799", "U")
    assert (row["spread"], row["n_claims"]) == ("598", "4")
    assert row["inputs"] not in row["rejected"].split()
    assert len(row["rejected"].split()) == 3


def test_over_4700_of_another_programme_is_another_slot_and_no_conflict():
    rows = claims(
        said(EXACT_4276, "agency"), said({**OVER_4700, "programme": "language"}, "agency")
    )
    table = reconcile(rows, TRUST)
    assert sorted(table["rule"]) == ["only source", "only source"]
    assert set(table["flags"]) == {""}


def test_of_equal_trust_the_narrower_claim_is_taken():
    row = one(said(OVER_4700, "agency"), said(EXACT_4276, "agency"))
    assert (row["value"], row["rule"]) == ("4276", "order of trust")


def test_of_equal_trust_and_width_the_later_edition_is_taken():
    old = said({"value": "4614", "edition": "2018"}, "ministry")
    new = said({"value": "4615", "edition": "2019"}, "ministry")
    for rows in ((old, new), (new, old)):
        assert one(*rows)["value"] == "4615"


def test_an_interval_open_above_agrees_with_what_lies_above_it():
    row = one(
        said({"value": "7", "lo": "8", "hi": "", "qualifier": "more_than"}, "ministry"),
        said({"value": "12"}, "agency"),
    )
    assert (row["value"], row["rule"], row["spread"]) == ("12", "sources agree", "")


def test_a_missing_observation_does_not_contradict_a_value():
    row = one(said({"status": "O"}, "ministry"), said(EXACT_4276, "agency"))
    assert (row["value"], row["rule"], row["n_claims"]) == ("4276", "only source", "2")
    assert len(row["rejected"].split()) == 1


def test_a_slot_with_nothing_but_missing_values_stays_with_its_status():
    row = one(said({"status": "O"}, "agency"), said({"status": "L"}, "ministry"))
    assert (row["value"], row["lo"], row["hi"], row["status"]) == ("", "", "", "L")
    assert (row["rule"], row["n_claims"], row["spread"]) == ("all missing", "2", "")


def test_a_source_without_a_rank_is_refused():
    with pytest.raises(FactError, match="no tier for blog, newspaper, expected one for every"):
        reconcile(claims(said({}, "newspaper"), said({"period": "2017"}, "blog")), TRUST)


def test_the_order_of_the_rows_changes_nothing():
    rows = [said(OVER_4200, "agency"), said(ABOUT_4300, "embassy"), said(OVER_4700, "ministry")]
    table = claims(*rows)
    assert reconcile(table, TRUST)["value"].equals(reconcile(table.iloc[::-1], TRUST)["value"])


def test_a_synthetic_sample_never_meets_a_real_count():
    rows = claims(said({}, "ministry"), said({"value": "4200", "synthetic": "yes"}, "agency"))
    table = reconcile(rows, TRUST)
    assert dict(zip(table["synthetic"], table["value"], strict=True)) == {"": "4614", "yes": "4200"}


def test_the_id_of_a_slot_is_not_made_of_its_value():
    ids = {one(said({"value": value}, "ministry"))["fact_id"] for value in ("4614", "4615")}
    assert len(ids) == 1


def test_the_order_of_trust_is_loaded_as_numbers(tmp_path):
    text = '[meaning]\n1 = "register"\n[tier]\nministry = 1\nagency = 5\n'
    (tmp_path / "precedence.toml").write_text(text, encoding="utf-8")
    with factbook.using(tmp_path):
        assert load_precedence() == {"ministry": 1, "agency": 5}
