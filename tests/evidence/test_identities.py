"""Parts and shares within one issue of one source: each check fires, and keeps still."""

from builders import observation, observations
from exchange_stats.evidence.checks import load_settings
from exchange_stats.evidence.findings import Evidence
from exchange_stats.evidence.identities import check_parts_within_total, check_printed_shares
from exchange_stats.ground.stages import CLAIMS, OBSERVATIONS, RECONCILED, REPORTED

ALL = {"value": "4614"}
DEGREE = {"programme": "degree", "value": "2400", "cell": "D23"}
NONDEGREE = {"programme": "nondegree", "value": "2214", "cell": "G23"}
BACHELOR = {"programme": "degree", "isced_level": "6", "value": "1219"}
POSTGRADUATE = {"programme": "degree", "isced_level": "7T8", "value": "972"}
HOLDERS = {"funding": "cgs", "value": "935"}


def evidence(*rows, returns=()):
    return Evidence(
        observations(*rows) if rows else OBSERVATIONS.empty(),
        observations(*returns) if returns else OBSERVATIONS.empty(),
        CLAIMS.empty(),
        RECONCILED.empty(),
        REPORTED.empty(),
        load_settings(),
    )


def messages(check, *rows, **tables):
    return [found["message"] for found in check(evidence(*rows, **tables))]


def test_bachelor_and_postgraduate_may_be_less_than_degree_but_not_more():
    total = {"programme": "degree", "value": "2400"}
    assert messages(check_parts_within_total, total, BACHELOR, POSTGRADUATE) == []
    assert messages(
        check_parts_within_total, total, {**BACHELOR, "value": "1429"}, POSTGRADUATE
    ) == [
        "bachelor and postgraduate within degree: 2,401 in the parts (C23, C23), only 2,400 in the "
        "total (C23)"
    ]


def test_more_scholarship_holders_than_students_are_found():
    assert messages(check_parts_within_total, ALL, HOLDERS) == []
    assert messages(check_parts_within_total, ALL, {**HOLDERS, "value": "4615"}) == [
        "scholarship holders within all: 4,615 in the parts (C23), only 4,614 in the total (C23)"
    ]


def test_a_printed_share_is_recomputed_to_half_a_unit():
    world = {"origin": "WLD", "value": "492185"}
    asia = {"origin": "XAS", "value": "295043"}
    share = {"origin": "XAS", "unit": "percent", "value": "59.95"}
    assert messages(check_printed_shares, world, asia, share) == []
    assert messages(check_printed_shares, world, asia, {**share, "value": "59.96"}) == [
        "printed share 59.96 %, recomputed 59.946 %"
    ]


def test_a_printed_share_of_degree_students_is_of_all_students():
    world = {"origin": "WLD", "value": "377054"}
    degree = {"origin": "WLD", "programme": "degree", "value": "164394"}
    share = {**degree, "unit": "percent", "value": "43.60"}
    assert messages(check_printed_shares, world, degree, share) == []
    assert messages(check_printed_shares, world, degree, {**share, "value": "43.06"}) == [
        "printed share 43.06 %, recomputed 43.600 %"
    ]


def test_a_printed_share_without_its_counts_is_left_alone():
    share = observation(unit="percent", value="52.44")
    assert check_printed_shares(evidence(share)) == []
