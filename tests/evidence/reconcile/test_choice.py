"""One choice among claims: its rule, the claims behind it, and why the others lost."""

from builders import observation
from exchange_stats.evidence.reconcile.choice import choose, why_not
from exchange_stats.evidence.reconcile.trust import Trust
from exchange_stats.ground.intervals import Interval

TRUST = Trust({"ministry": 1, "agency": 5}, revised=frozenset({"ministry"}))


def claim(value, source="agency", **changed):
    return observation(value=value, source_id=source, **changed)


def test_of_claims_that_meet_the_narrowest_is_enough_when_it_says_it_all():
    rows = [claim("4300", lo="4250", hi="4349"), claim("4276")]
    one = choose(rows, TRUST)
    assert (one.rule, one.rests_on[0]["value"]) == ("one source repeated", "4276")
    assert (one.bounds, [loser.reason for loser in one.losers]) == (
        *(Interval(4276, 4276), ["agrees"]),
    )


def test_claims_that_narrow_each_other_are_all_behind_the_value():
    rows = [claim("4300", lo="4250", hi="4349"), claim("4200", lo="4201", hi="4299")]
    one = choose(rows, TRUST)
    assert (len(one.rests_on), one.losers, one.bounds) == (2, (), Interval(4250, 4299))


def test_a_missing_number_is_a_loser_without_a_distance():
    one = choose([claim("", "ministry", status="O"), claim("4276")], TRUST)
    assert (one.rule, [(loser.reason, loser.distance) for loser in one.losers]) == (
        *("only source", [("missing", 0)]),
    )


def test_claims_of_one_rank_that_meet_decide_together():
    rows = [
        claim("100", "ministry", lo="100", hi="110"),
        claim("105", "ministry", lo="105", hi="115", edition="2017"),
        claim("200"),
    ]
    one = choose(rows, Trust(TRUST.tiers))
    assert (one.rule, one.bounds, len(one.rests_on)) == ("order of trust", Interval(105, 110), 2)
    assert [(loser.reason, loser.distance) for loser in one.losers] == [("tier", 90)]


def test_what_lost_to_an_undecided_pair_keeps_its_own_reason():
    rows = [claim("100", "ministry"), claim("101", "ministry"), claim("200")]
    one = choose(rows, TRUST)
    assert (one.rule, one.bounds) == ("undecided", Interval(100, 200))
    assert [loser.reason for loser in one.losers] == ["undecided", "tier"]


def test_the_reason_is_the_first_criterion_in_which_a_claim_stands_behind():
    kept = claim("100", "ministry", edition="2019")
    assert why_not(claim("200"), kept, TRUST) == "tier"
    assert why_not(claim("200", "ministry", edition="2018"), kept, TRUST) == "edition"
    assert why_not(claim("200", "ministry", edition="2019"), kept, TRUST) == "undecided"
