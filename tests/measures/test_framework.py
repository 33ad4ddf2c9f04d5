"""The register is counted by window, field and state; nothing is claimed of causes."""

import pandas as pd
import pytest

from exchange_stats.ground.stages import COOPERATION, INDICATORS
from exchange_stats.measures.framework import add_counts, load_framework

RULES = {
    "window": {
        "before": {"from": "2021-05-18", "to": "2023-05-17"},
        "since": {"from": "2023-05-18", "to": "2025-05-17"},
    },
    "counted": {"records": ["event"], "precisions": ["day", "month"]},
}


def event(number, date, kind="meeting", field="energy", **changed):
    return {
        "entry_id": f"E-{number}",
        "record": "event",
        "kind": kind,
        "field": field,
        "date_from": date,
        "date_to": date,
        "date_precision": "day",
        "source_id": "register",
        "fact_id": f"coo-E-{number}",
        **changed,
    }


def counted(*entries):
    table = add_counts(INDICATORS.empty(), COOPERATION.frame(list(entries)), RULES)
    return {f"{row.indicator_id} {row.series}": row for row in table.itertuples()}


def test_events_are_counted_in_the_window_in_which_they_lie():
    found = counted(
        event(1, "2021-05-18"),
        event(2, "2023-05-17", kind="visit"),
        event(3, "2023-05-18"),
        event(4, "2025-05-17"),
        event(5, "2021-05-17"),
        event(6, "2025-05-18"),
    )
    assert found["events_by_window before"].value == "2"
    assert found["events_by_window since"].value == "2"
    assert found["events_by_window before"].inputs == "coo-E-1 coo-E-2"
    assert found["events_by_window before:visit"].value == "1"
    assert found["events_by_window before:meeting"].value == "1"


def test_a_kind_without_events_in_a_window_is_a_true_zero():
    found = counted(event(1, "2022-01-01", kind="visit"), event(2, "2024-01-01"))
    row = found["events_by_window since:visit"]
    assert (row.value, row.lo, row.hi, row.inputs, row.status) == ("0", "0", "0", "", "A")


@pytest.mark.parametrize(
    "changed",
    [
        {"date_from": "2023-05-01", "date_to": "2023-05-31", "date_precision": "month"},
        {"date_precision": "year"},
        {"date_from": "", "date_to": "", "date_precision": "unknown"},
        {"record": "output"},
    ],
    ids=["across the edge", "year only", "no date", "no event"],
)
def test_what_cannot_be_placed_in_a_window_is_left_out(changed):
    found = counted(event(1, "2022-01-01"), event(2, "2023-04-01", **changed))
    assert found["events_by_window before"].value == "1"
    assert found["events_by_window since"].value == "0"


def test_entries_are_counted_by_record_and_field():
    found = counted(
        event(1, "2022-01-01"),
        event(2, "2019-01-01"),
        event(3, "", field="ecology", record="output"),
    )
    assert found["entries_by_field event:energy"].value == "2"
    assert found["entries_by_field event:ecology"].value == "0"
    assert found["entries_by_field output:ecology"].value == "1"


def test_commitments_are_counted_by_what_is_known_of_them():
    found = counted(
        event(1, "", record="commitment", state="pledged"),
        event(2, "", record="commitment", state="pledged"),
        event(3, "", record="commitment", state="no_data"),
        event(4, "2022-01-01", state="pledged"),
    )
    assert found["commitments_by_state pledged"].value == "2"
    assert found["commitments_by_state no_data"].value == "1"


def test_the_indicators_given_stay_and_the_ids_are_unique():
    given = INDICATORS.frame(
        [{"indicator_id": "share", "series": "s", "period": "2018", "value": "1", "status": "A"}]
    )
    table = add_counts(given, COOPERATION.frame([event(1, "2022-01-01")]), RULES)
    assert table.iloc[0]["indicator_id"] == "share"
    assert table["fact_id"].is_unique


def test_an_empty_register_counts_none():
    found = counted()
    assert {name: row.value for name, row in found.items()} == {
        "events_by_window before": "0",
        "events_by_window since": "0",
    }


def test_the_two_windows_of_the_project_are_equally_long_and_meet():
    before, since = (load_framework()["window"][name] for name in ("before", "since"))
    starts = pd.to_datetime([before["from"], since["from"]])
    stops = pd.to_datetime([before["to"], since["to"]])
    assert starts[1] - stops[0] == pd.Timedelta(days=1)
    assert (stops[0] + pd.Timedelta(days=1)).year - starts[0].year == 2
    assert (stops[1] + pd.Timedelta(days=1)).year - starts[1].year == 2
    assert {(day.month, day.day) for day in [*starts, *(stops + pd.Timedelta(days=1))]} == {(5, 18)}
