"""Several claims to one value: what they have in common, or a declared order of trust."""

import pytest

from builders import observations
from exchange_stats.evidence.reconcile import reconcile
from exchange_stats.evidence.reconcile.trust import Original, Trust
from exchange_stats.ground.errors import FactError

OVER_4200 = {"value": "4200", "lo": "4201", "hi": "4299", "qualifier": "more_than"}
OVER_4200 |= {"printed": "over 4,200"}
ABOUT_4300 = {"value": "4300", "lo": "4250", "hi": "4349", "qualifier": "about"}
EXACT_4276 = {"value": "4276"}
OVER_4700 = {"value": "4700", "lo": "4701", "hi": "4799", "qualifier": "more_than"}
OVER_4700 |= {"printed": "over 4,700"}
TRUST = Trust({"agency": 5, "ministry": 1, "embassy": 4})
STRICTLY = Trust(TRUST.tiers, reading="strict")


def claims(*rows):
    return observations(*({**row, "claim_id": f"K{number}"} for number, row in enumerate(rows)))


def one(*rows, trust=TRUST):
    table = reconcile(claims(*rows), trust)
    assert len(table) == 1
    return table.iloc[0]


def said(row, source):
    return {**row, "source_id": source}


def test_three_claims_that_share_a_value_corroborate_each_other():
    row = one(*(said(c, "agency") for c in (OVER_4200, ABOUT_4300, EXACT_4276)))
    assert (row["value"], row["lo"], row["hi"]) == ("4276", "4276", "4276")
    assert (row["rule"], row["n_claims"], row["n_independent"]) == ("sources agree", "3", "3")
    assert (row["spread_lo"], row["spread_hi"], row["flags"]) == ("4201", "4349", "")
    assert (len(row["inputs"].split()), row["reasons"]) == (1, "agrees agrees")


def test_the_value_of_claims_that_agree_is_what_they_have_in_common():
    row = one(said(OVER_4200, "agency"), said(ABOUT_4300, "agency"))
    assert (row["value"], row["lo"], row["hi"], row["qualifier"]) == (
        "4250",
        "4250",
        "4299",
        "range",
    )
    meet = {"value": "4300", "lo": "4299", "hi": "4310", "qualifier": "range"}
    row = one(said(OVER_4200, "agency"), said(meet, "agency"))
    assert (row["value"], row["lo"], row["hi"], row["qualifier"]) == (
        "4299",
        "4299",
        "4299",
        "exact",
    )


def test_reprints_of_one_statement_count_once():
    reprinted = Trust(TRUST.tiers, {"K0": Original("speech"), "K1": Original("speech")})
    row = one(said(OVER_4200, "agency"), said(OVER_4200, "embassy"), trust=reprinted)
    assert (row["rule"], row["n_claims"], row["n_independent"]) == ("one source repeated", "2", "1")
    row = one(
        *(said(OVER_4200, "agency"), said(OVER_4200, "embassy"), said(EXACT_4276, "ministry")),
        trust=reprinted,
    )
    assert (row["rule"], row["n_claims"], row["n_independent"]) == ("sources agree", "3", "2")


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
    assert (row["spread_lo"], row["spread_hi"], row["n_claims"]) == ("4201", "4799", "4")
    assert row["inputs"] not in row["rejected"].split()
    assert row["reasons"] == "tier tier tier"
    assert row["distances"] == "402 352 425"


def test_over_4700_of_unknown_programme_contradicts_and_is_flagged_as_unlike():
    rows = [said(c, "agency") for c in (OVER_4200, ABOUT_4300, EXACT_4276)]
    rows.append(said({**OVER_4700, "programme": "unknown"}, "ministry"))
    table = reconcile(claims(*rows), TRUST).set_index("programme")
    kept, lost = table.loc["all"], table.loc["unknown"]
    assert (kept["value"], kept["flags"], kept["rule"]) == ("4276", "U D", "order of trust")
    assert (kept["spread_lo"], kept["spread_hi"], kept["n_claims"]) == ("4201", "4799", "4")
    assert (kept["reasons"], kept["distances"], kept["n_independent"]) == (
        *("agrees agrees definition", "0 0 425", "3"),
    )
    assert (lost["lo"], lost["hi"], lost["flags"]) == ("4701", "4799", "U D")


def test_a_claim_of_unknown_programme_that_may_mean_a_part_contradicts_nothing():
    rows = (
        said(EXACT_4276, "ministry"),
        said({"value": "2400", "programme": "degree"}, "ministry"),
        said({**EXACT_4276, "value": "2400", "programme": "unknown"}, "agency"),
    )
    assert set(reconcile(claims(*rows), TRUST)["flags"]) == {""}


def test_of_two_claims_that_both_leave_their_definition_open_the_more_trusted_is_kept():
    rows = (
        said({"value": "83000", "population": "unknown", "programme": "unknown"}, "ministry"),
        said({"value": "70524", "basis": "unknown", "programme": "unknown"}, "agency"),
    )
    table = reconcile(claims(*rows), TRUST).set_index("value")
    assert dict(table["rule"]) == {"83000": "order of trust", "70524": "only source"}
    assert set(table["flags"]) == {"U D"}
    assert table.loc["83000", "distances"] == "12476"


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


def test_of_equal_trust_and_width_a_declared_revision_is_taken():
    old = said({"value": "4614", "edition": "2018"}, "ministry")
    new = said({"value": "4615", "edition": "2019"}, "ministry")
    revised = Trust(TRUST.tiers, revised=frozenset({"ministry"}))
    for rows in ((old, new), (new, old)):
        row = one(*rows, trust=revised)
        assert (row["value"], row["reasons"], row["flags"]) == ("4615", "edition", "U")


def test_where_no_rule_decides_the_bounds_hold_all_that_is_claimed():
    row = one(said({"value": "4614"}, "ministry"), said({"value": "4615"}, "ministry"))
    assert (row["value"], row["lo"], row["hi"], row["flags"]) == ("", "4614", "4615", "U")
    assert (row["rule"], row["reasons"]) == ("undecided", "undecided")


def test_an_interval_open_above_agrees_with_what_lies_above_it():
    row = one(
        said({"value": "7", "lo": "8", "hi": "", "qualifier": "more_than"}, "ministry"),
        said({"value": "12"}, "agency"),
    )
    assert (row["value"], row["rule"]) == ("12", "sources agree")
    assert (row["spread_lo"], row["spread_hi"]) == ("8", "")


def test_a_missing_observation_does_not_contradict_a_value():
    row = one(said({"status": "O"}, "ministry"), said(EXACT_4276, "agency"))
    assert (row["value"], row["rule"], row["n_claims"]) == ("4276", "only source", "2")
    assert len(row["rejected"].split()) == 1


def test_a_slot_with_nothing_but_missing_values_stays_with_its_status():
    row = one(said({"status": "O"}, "agency"), said({"status": "L"}, "ministry"))
    assert (row["value"], row["lo"], row["hi"], row["status"]) == ("", "", "", "L")
    assert (row["rule"], row["n_claims"], row["spread_lo"]) == ("all missing", "2", "")
    assert row["reasons"] == "missing"


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


def test_more_than_is_open_above_in_the_strict_reading():
    rows = (said(OVER_4200, "agency"), said(OVER_4700, "agency"))
    assert one(*rows)["rule"] == "undecided"
    row = one(*rows, trust=STRICTLY)
    assert (row["rule"], row["lo"], row["hi"]) == ("sources agree", "4701", "")
