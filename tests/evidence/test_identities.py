"""Sums and shares within one issue of one source: each check fires, and keeps still."""

import pytest

from builders import observation, observations
from exchange_stats.evidence.checks import load_settings
from exchange_stats.evidence.findings import Evidence
from exchange_stats.evidence.identities import (
    check_parts_add_up,
    check_parts_within_total,
    check_printed_shares,
    check_totals_in_returns,
)
from exchange_stats.ground.stages import CLAIMS, OBSERVATIONS, RECONCILED

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
        load_settings(),
    )


def messages(check, *rows, **tables):
    return [found["message"] for found in check(evidence(*rows, **tables))]


def test_degree_and_nondegree_that_add_up_are_no_finding():
    assert messages(check_parts_add_up, ALL, DEGREE, NONDEGREE) == []


def test_degree_and_nondegree_that_do_not_add_up_are_found():
    found = check_parts_add_up(evidence(ALL, {**DEGREE, "value": "2401"}, NONDEGREE))
    assert [row["message"] for row in found] == [
        "degree and non-degree: the parts add up to 4,615, the total printed is 4,614"
    ]
    assert found[0]["place"] == "book s!C23"
    assert len(found[0]["fact_ids"].split()) == 3


@pytest.mark.parametrize("digit", range(9))
def test_any_wrong_digit_of_a_part_is_found(digit):
    wrong = str(2400 + 10 * (digit + 1))
    assert messages(check_parts_add_up, ALL, {**DEGREE, "value": wrong}, NONDEGREE)


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "O"},
        {"edition": "2019"},
        {"source_id": "releases"},
        {"qualifier": "about", "lo": "2350", "hi": "2449", "value": "2401"},
        {"period": "2017"},
        {"population": "unknown"},
    ],
    ids=str,
)
def test_parts_of_another_issue_or_kind_are_not_added(changed):
    assert messages(check_parts_add_up, ALL, {**DEGREE, **changed}, NONDEGREE) == []


def test_the_identities_of_the_release_of_2018_hold_and_each_can_fail():
    world = {"origin": "WLD", "source_id": "moe_china_releases"}
    parts = {
        "five continents": [
            {"origin": code, "value": value}
            for code, value in {
                **{"XAS": "295043", "XAF": "81562", "XEU": "73618"},
                **{"XAM": "35733", "XOC": "6229"},
            }.items()
        ],
        "degree and non-degree": [
            {"programme": "degree", "value": "258122"},
            {"programme": "nondegree", "value": "234063"},
        ],
        "scholarship holders and self-funded": [
            {"funding": "cgs", "value": "63041"},
            {"funding": "self", "value": "429144"},
        ],
        "master's and doctoral": [
            {"programme": "degree", "isced_level": "7", "value": "59444"},
            {"programme": "degree", "isced_level": "8", "value": "25618"},
        ],
    }
    postgraduate = {"programme": "degree", "isced_level": "7T8", "value": "85062"}
    rows = [{"value": "492185"}, postgraduate, *(row for group in parts.values() for row in group)]
    rows = [{**world, **row} for row in rows]
    assert messages(check_parts_add_up, *rows) == []
    for name, group in parts.items():
        slip = {**group[0], "value": str(int(group[0]["value"]) + 1)}
        changed = [{**world, **slip} if row == {**world, **group[0]} else row for row in rows]
        assert any(name in text for text in messages(check_parts_add_up, *changed)), name


def test_bachelor_and_postgraduate_may_be_less_than_degree_but_not_more():
    total = {"programme": "degree", "value": "2400"}
    assert messages(check_parts_within_total, total, BACHELOR, POSTGRADUATE) == []
    assert messages(
        check_parts_within_total, total, {**BACHELOR, "value": "1429"}, POSTGRADUATE
    ) == ["bachelor and postgraduate within degree: 2,401 in the parts, only 2,400 in the total"]


def test_more_scholarship_holders_than_students_are_found():
    assert messages(check_parts_within_total, ALL, HOLDERS) == []
    assert messages(check_parts_within_total, ALL, {**HOLDERS, "value": "4615"}) == [
        "scholarship holders within all: 4,615 in the parts, only 4,614 in the total"
    ]


FORM = {"institution": "uni-a", "edition": "as received", "workbook_id": "form"}
WOMEN = {**FORM, "sex": "F", "value": "30"}
MEN = {**FORM, "sex": "M", "value": "20"}
BOTH = {**FORM, "value": "50"}


def test_a_total_of_a_form_that_is_the_sum_is_no_finding():
    assert messages(check_totals_in_returns, returns=[BOTH, WOMEN, MEN]) == []


def test_a_total_of_a_form_that_is_not_the_sum_is_found():
    found = messages(check_totals_in_returns, returns=[{**BOTH, "value": "51"}, WOMEN, MEN])
    assert found == ["the form's total over sex is 51, its parts add up to 50"]


@pytest.mark.parametrize(
    ("breakdown", "one", "other"),
    [
        ("institution", {"institution": "uni-a"}, {"institution": "uni-b"}),
        ("isced_field", {"isced_field": "07"}, {"isced_field": "09"}),
        ("funding", {"funding": "cgs"}, {"funding": "self"}),
        (
            "programme and isced_level",
            {"programme": "degree", "isced_level": "6"},
            {"programme": "nondegree", "isced_level": "_Z"},
        ),
    ],
)
def test_every_breakdown_of_a_form_is_added_up(breakdown, one, other):
    rows = [{"value": "51"}, {**one, "value": "30"}, {**other, "value": "20"}]
    found = messages(check_totals_in_returns, returns=rows)
    assert found == [f"the form's total over {breakdown} is 51, its parts add up to 50"]


def test_a_level_that_cannot_exist_adds_nothing():
    rows = [
        {**FORM, "value": "51"},
        {**FORM, "programme": "degree", "isced_level": "6", "value": "50"},
        {**FORM, "programme": "degree", "isced_level": "8", "status": "M"},
    ]
    assert messages(check_totals_in_returns, returns=rows) == [
        "the form's total over programme and isced_level is 51, its parts add up to 50"
    ]


def test_a_form_with_a_part_not_reported_is_not_added_up():
    rows = [{**BOTH, "value": "51"}, WOMEN, {**MEN, "status": "O"}]
    assert messages(check_totals_in_returns, returns=rows) == []


def test_a_printed_share_is_recomputed_to_half_a_unit():
    world = {"origin": "WLD", "value": "492185"}
    asia = {"origin": "XAS", "value": "295043"}
    share = {"origin": "XAS", "unit": "percent", "value": "59.95"}
    assert messages(check_printed_shares, world, asia, share) == []
    assert messages(check_printed_shares, world, asia, {**share, "value": "59.96"}) == [
        "printed share 59.96, recomputed 59.946 %"
    ]


def test_a_printed_share_of_degree_students_is_of_all_students():
    world = {"origin": "WLD", "value": "377054"}
    degree = {"origin": "WLD", "programme": "degree", "value": "164394"}
    share = {**degree, "unit": "percent", "value": "43.60"}
    assert messages(check_printed_shares, world, degree, share) == []
    assert messages(check_printed_shares, world, degree, {**share, "value": "43.06"}) == [
        "printed share 43.06, recomputed 43.600 %"
    ]


def test_a_printed_share_without_its_counts_is_left_alone():
    share = observation(unit="percent", value="52.44")
    assert check_printed_shares(evidence(share)) == []
