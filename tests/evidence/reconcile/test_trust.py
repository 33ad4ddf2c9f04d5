"""Whom to believe first is a declared order, and a reprint is no second source."""

import pandas as pd
import pytest

from builders import observation, observations
from exchange_stats.evidence.reconcile.trust import HOST, Original, Trust, load_trust
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError

TRUST = Trust({"yearbook": 1, "agency": 5, "K1": 2})
CLAIMS = pd.DataFrame([{"claim_id": "K1", "tier": "6"}, {"claim_id": "K2", "tier": ""}])


def facts_in(folder, reading="pragmatic"):
    toml = f'reading = "{reading}"\nrevised = ["yearbook"]\n[tier]\nyearbook = 1\nagency = 5\n'
    (folder / "precedence.toml").write_text(toml, encoding="utf-8")
    lines = "id,original,country,note\nK1,speech,CHN,why\n"
    (folder / "originals.csv").write_text(lines, encoding="utf-8")
    return factbook.using(folder)


def test_a_statement_may_have_a_tier_of_its_own():
    assert TRUST.tier(observation(source_id="agency", claim_id="K1")) == 2
    assert TRUST.tier(observation(source_id="agency", claim_id="K2")) == 5


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"source_id": "agency"}, {"programme": "unknown"}),
        ({}, {"source_id": "agency"}),
        ({"lo": "1", "hi": "9"}, {"reference_date": "2025-07-18"}),
        ({}, {"lo": "4600", "hi": "4700"}),
    ],
    ids=["definition", "tier", "reference date", "width"],
)
def test_each_criterion_comes_before_the_next(better, worse):
    assert TRUST.rank(observation(**better)) < TRUST.rank(observation(**worse))


def test_of_one_source_the_count_of_all_studies_comes_before_a_part():
    rows = [observation(programme=name) for name in ("nondegree", "degree", "all")]
    assert [row["programme"] for row in sorted(rows, key=TRUST.standing)] == [
        *("all", "degree", "nondegree"),
    ]


def test_a_source_that_is_not_listed_stands_for_itself_and_for_no_side():
    row = observation()
    assert (TRUST.original(row), TRUST.side(row)) == (Original("yearbook"), "other")


@pytest.mark.parametrize(
    ("country", "side"), [("CHN", "host"), (HOST, "host"), ("KGZ", "origin"), ("RUS", "other")]
)
def test_the_side_is_that_of_the_country_whose_authority_speaks(country, side):
    trust = Trust({"yearbook": 1}, {"yearbook": Original("count", country)})
    assert trust.side(observation(origin="KGZ", host="CHN")) == side


def test_a_source_without_a_tier_is_refused():
    rows = observations({"source_id": "newspaper"}, {"source_id": "blog", "period": "2017"})
    with pytest.raises(FactError, match="no tier for blog, newspaper, expected one for every"):
        TRUST.require_tiers(rows)


def test_the_order_is_loaded_with_the_tiers_of_the_statements(tmp_path):
    with facts_in(tmp_path):
        trust = load_trust(CLAIMS)
    assert trust.tiers == {"yearbook": 1, "agency": 5, "K1": 6}
    assert trust.originals == {"K1": Original("speech", "CHN")}
    assert (trust.revised, trust.reading) == ({"yearbook"}, "pragmatic")


def test_an_unknown_reading_is_refused(tmp_path):
    with facts_in(tmp_path, "generous"), pytest.raises(FactError, match="reading 'generous', exp"):
        load_trust(CLAIMS)


def test_every_original_is_of_a_source_or_statement_that_we_hold(derived):
    named = {
        row["id"]
        for row in factbook.load_csv("originals.csv", ("id", "original", "country", "note"))
    }
    tables = derived[0]
    held = set(tables["claims"]["claim_id"]) | set(tables["observations"]["source_id"])
    assert named - held == set()
