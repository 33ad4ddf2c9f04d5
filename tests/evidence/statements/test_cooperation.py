"""The register keeps to its own closed lists, and an unknown outcome stays unknown."""

import pandas as pd
import pytest

from exchange_stats.evidence.statements.cooperation import read_cooperation
from exchange_stats.ground.errors import LabelError, StageError

PLACE = {"workbook_id": "register", "sheet": "Events", "row": "7", "cell": "A8"}
EVENT = {
    **{"entry_id": "E-1", "kind": "meeting", "field": "energy", "title_en": "First meeting"},
    **{"date_from": "2025-07-18", "date_to": "2025-07-18", "date_precision": "day"},
}
OUTPUT = {"entry_id": "O-1", "kind": "stock", "field": "general", "title_en": "Classrooms"}
OUTPUT |= {"quantity": "21", "value": "21", "qualifier": "exact", "unit": "classrooms"}
COMMITMENT = {
    **{"entry_id": "C-1", "statement_en": "Internships", "target": "10", "unit": "places"},
    **{"deadline": "2027", "level": "output", "state": "pledged", "known_value": ""},
    **{"known_en": "nothing published", "field": "general"},
}
LABORATORY = {"entry_id": "L-1", "lab_field": "veterinary", "title_en": "One Health"}
LABORATORY |= {"step": "agreed", "field": "biomedicine"}
LISTS = {
    "kind": ("meeting", "agreement"),
    "kind_of_number": ("stock", "flow"),
    "field": ("energy", "general", "biomedicine"),
    "date_precision": ("day", "month", "unknown"),
    "level": ("output",),
    "state": ("pledged",),
    "step": ("agreed",),
}


def read(**changed):
    """Read a register of one entry of each record; ``event={...}`` changes the event."""
    tables = {
        "events": [{**EVENT, **changed.get("event", {})}],
        "outputs": [{**OUTPUT, **changed.get("output", {})}],
        "commitments": [{**COMMITMENT, **changed.get("commitment", {})}],
        "laboratories": [{**LABORATORY, **changed.get("laboratory", {})}],
        "lists": [{"list": name, "code": code} for name, codes in LISTS.items() for code in codes],
    }
    return read_cooperation(
        {name: pd.DataFrame([row | PLACE for row in rows]) for name, rows in tables.items()},
        "register",
    )


def entry(record, **changed):
    return read(**changed).query("record == @record").iloc[0]


def test_each_record_sheet_gives_its_record():
    assert list(read()["record"]) == ["event", "output", "commitment", "laboratory"]


def test_an_event_keeps_its_dates_and_its_place():
    row = entry("event")
    assert (row["title"], row["date_from"], row["date_precision"]) == (
        "First meeting",
        "2025-07-18",
        "day",
    )
    assert (row["cell"], row["fact_id"], row["source_id"]) == ("A8", "coo-E-1", "register")


def test_a_commitment_has_a_target_and_no_invented_outcome():
    row = entry("commitment")
    assert (row["title"], row["value"], row["deadline"]) == ("Internships", "10", "2027")
    assert (row["known"], row["known_value"], row["state"]) == ("nothing published", "", "pledged")


def test_a_laboratory_has_its_subject_as_kind_and_its_step_as_state():
    row = entry("laboratory")
    assert (row["kind"], row["state"]) == ("veterinary", "agreed")


@pytest.mark.parametrize(
    ("record", "changed", "found"),
    [
        ("event", {"field": "magic"}, "sheet 'Events', A8: field 'magic' is not in the list field"),
        ("event", {"kind": "stock"}, "kind 'stock' is not in the list kind$"),
        ("event", {"date_precision": "week"}, "'week' is not in the list date_precision"),
        ("output", {"kind": "meeting"}, "kind 'meeting' is not in the list kind_of_number"),
        ("commitment", {"state": "done"}, "state 'done' is not in the list state"),
        ("commitment", {"level": "dream"}, "level 'dream' is not in the list level"),
        ("laboratory", {"step": "open"}, "step 'open' is not in the list step"),
        ("event", {"date_from": "18.07.2025"}, "date_from '18.07.2025', expected a date such as"),
        ("event", {"date_to": "2025-02-30"}, "date_to '2025-02-30', expected a date such as"),
        ("event", {"date_from": "2025-07-19"}, "from 2025-07-19 to 2025-07-18, an end first"),
    ],
)
def test_a_code_outside_its_list_or_a_wrong_date_is_refused(record, changed, found):
    with pytest.raises(LabelError, match=f"(?m){found}"):
        read(**{record: changed})


def test_all_faults_are_named_at_once():
    with pytest.raises(LabelError) as caught:
        read(event={"field": "magic"}, commitment={"state": "done"})
    assert "field 'magic'" in str(caught.value)
    assert "state 'done'" in str(caught.value)


def test_an_unknown_date_stays_empty():
    row = entry("event", event={"date_from": "", "date_to": "", "date_precision": "unknown"})
    assert (row["date_from"], row["date_to"]) == ("", "")


def test_one_id_for_two_entries_is_refused():
    with pytest.raises(StageError, match="rows with one key"):
        read(output={"entry_id": "E-1"})
