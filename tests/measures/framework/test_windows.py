"""The register is counted by window, field and state; nothing is claimed of causes."""

import pandas as pd
import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DefinitionError, FactError
from exchange_stats.ground.stages import COOPERATION, INDICATORS
from exchange_stats.measures.framework.windows import (
    add_counts,
    equal_rates_p,
    load_framework,
    poisson_interval,
    require_interruptible,
)

RULES = {
    "window": {
        "before": {"from": "2021-05-18", "to": "2023-05-17"},
        "since": {"from": "2023-05-18", "to": "2025-05-17"},
    },
    "counted": {"records": ["event"], "precisions": ["day", "month"]},
    "states": {"commitment": ["pledged", "done", "no_data"]},
    "comparison": {"confidence": 0.95},
    "interrupted": {"least": 3, "enough": 12},
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
    assert found["commitments_by_state done"].value == "0"
    assert found["commitments_by_state all"].value == "3"
    assert found["commitments_by_state all"].inputs == "coo-E-1 coo-E-2 coo-E-3"


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


@pytest.mark.parametrize(
    ("count", "low", "high"), [(10, 4.80, 18.39), (0, 0, 3.69), (4, 1.09, 10.24)]
)
def test_a_count_has_its_exact_poisson_interval(count, low, high):
    bounds = poisson_interval(count, 0.95)
    assert (round(bounds.lo, 2), round(bounds.hi, 2)) == (low, high)


def test_two_counts_in_equal_windows_have_an_exact_chance():
    assert round(equal_rates_p(4, 10), 4) == 0.1796
    assert equal_rates_p(4, 10) == equal_rates_p(10, 4)
    assert equal_rates_p(3, 3) == 1
    assert equal_rates_p(0, 0) == 1


def test_interval_and_chance_of_the_windows_stand_beside_the_counts():
    before = [event(number, "2022-01-01") for number in range(4)]
    since = [event(number, "2024-01-01") for number in range(4, 14)]
    found = counted(*before, *since)
    row = found["events_poisson since"]
    assert (row.value, row.lo, row.hi) == ("10", "4.7954", "18.3904")
    chance = found["events_p_value before since"]
    assert (chance.value, chance.unit) == ("0.179565", "probability")
    assert len(chance.inputs.split()) == 14


@pytest.mark.parametrize(("before", "since"), [(2, 16), (16, 2), (0, 0)])
def test_a_series_cut_at_a_date_is_refused_below_three_years_on_a_side(before, since):
    rules = load_framework()["interrupted"]
    found = f"{before} points before and {since} since, expected at least 3 on each side"
    with pytest.raises(DefinitionError, match=found):
        require_interruptible(before, since, rules)


def test_a_series_cut_at_a_date_is_warned_of_below_twelve_years_on_a_side():
    rules = load_framework()["interrupted"]
    assert require_interruptible(3, 11, rules) == "intervals_too_narrow"
    assert require_interruptible(12, 12, rules) == ""


def test_the_years_on_each_side_are_counted_and_the_refusal_is_a_flag():
    found = counted(event(1, "2012-05-01"), event(2, "2026-01-28"))
    before, since = (found[f"interrupted_series {side}"] for side in ("before", "since"))
    assert (before.value, since.value, since.unit) == ("11", "2", "years")
    assert before.flags == since.flags == "refused_too_few_points"
    longer = counted(event(1, "2012-05-01"), event(2, "2027-01-28"))
    assert longer["interrupted_series since"].flags == "intervals_too_narrow"


def test_windows_of_unlike_length_are_refused(tmp_path):
    text = factbook.load_bytes("framework.toml").decode()
    text = text.replace("to = 2025-05-17", "to = 2025-07-17")
    (tmp_path / "framework.toml").write_text(text, encoding="utf-8")
    found = r"(?s)equal whole months.*window.before.: 24 months.*window.since.: 26 months"
    with factbook.using(tmp_path), pytest.raises(FactError, match=found):
        load_framework()


def test_what_else_differs_between_the_windows_has_words():
    rows = factbook.load_csv("texts.csv", ("key", "en", "ru", "ky", "zh", "state", "note"))
    texts = {row["key"]: row for row in rows}
    for name in load_framework()["comparison"]["confounders"]:
        assert texts[f"confounder.{name}"]["en"]
        assert texts[f"confounder.{name}"]["ru"]
