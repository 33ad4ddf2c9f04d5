"""A finding names the place, the slot and the facts that bear it out."""

from builders import observation
from exchange_stats.evidence.findings import finding, slot_key
from exchange_stats.ground.stages import FINDINGS, SLOT

TOTAL = observation(fact_id="obs-total")
DEGREE = observation(programme="degree", cell="D23", fact_id="obs-degree")


def test_a_finding_has_its_place_its_slot_and_its_facts_once():
    found = finding(TOTAL, "the parts differ", "compare", [DEGREE, TOTAL])
    assert found["place"] == "book s!C23"
    assert found["slot"] == "KGZ CHN 2018 all"
    assert found["fact_ids"] == "obs-total obs-degree"
    assert (found["message"], found["advice"]) == ("the parts differ", "compare")


def test_a_finding_with_check_and_severity_is_a_row_of_its_stage():
    found = finding(TOTAL, "m", "a", [])
    assert set(FINDINGS.columns) == {*found, "check_id", "severity"}


def test_the_key_of_a_slot_is_its_codes_and_its_kind_of_period():
    assert slot_key(TOTAL) == (*(TOTAL[name] for name in SLOT), "calendar")
    assert slot_key(TOTAL, programme="degree") == slot_key(DEGREE) != slot_key(TOTAL)
