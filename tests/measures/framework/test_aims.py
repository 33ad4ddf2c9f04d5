"""What a result is held against comes from the register; a row that lacks something is refused."""

import re
from datetime import date

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.stages import COOPERATION
from exchange_stats.measures.framework import aims

TODAY = date(2026, 3, 12)
ENTRIES = {
    "C-1": {"value": "10", "deadline": "2027", "known_value": "", "record": "commitment"},
    "C-2": {
        **{"value": "4", "deadline": "", "known_value": "3", "known_qualifier": "at_least"},
        **{"known_as_of": "2026-03-12", "record": "commitment"},
    },
    "L-1": {"record": "laboratory", "state": "unveiled", "date_to": "2024-09-25"},
    "L-2": {"record": "laboratory", "state": "unveiled", "date_to": "2025-11-30"},
    "L-3": {"record": "laboratory", "state": "unveiled", "date_to": ""},
    "L-4": {"record": "laboratory", "state": "agreed", "date_to": "2024-09-25"},
    "M-1": {"value": "1500000", "record": "output"},
    "E-1": {"date_from": "2025-11-23", "record": "event"},
}


def row(**said):
    usual = {"target_type": "value", "baseline_date": date(2025, 7, 18), "pace": "linear"}
    return usual | said


def test_target_and_date_come_from_the_entry():
    aim = aims.aim_of(row(entry="C-1", baseline=0), ENTRIES)
    assert (aim.target, aim.due, aim.baseline) == (10.0, date(2027, 12, 31), Interval(0, 0))


def test_a_milestone_and_a_row_without_an_entry_have_no_target():
    assert aims.aim_of(row(entry="C-1", target_type="milestone"), ENTRIES).target is None
    assert aims.aim_of(row(target_type=""), ENTRIES).target is None


def test_baseline_and_actual_are_counted_by_one_rule():
    counted = row(entry="C-2", counted_step="unveiled")
    assert aims.aim_of(counted, ENTRIES).baseline == Interval(1, 1)
    actual = aims.actual_of(counted, ENTRIES, TODAY)
    assert (actual.bounds, actual.entries) == (Interval(2, 2), ("L-1", "L-2"))


def test_a_dated_event_reaches_a_milestone():
    actual = aims.actual_of(row(event="E-1", target_type="milestone"), ENTRIES, TODAY)
    assert (actual.bounds, actual.day) == (Interval(1, 1), "2025-11-23")


def test_a_known_value_keeps_what_its_qualifier_leaves_open():
    actual = aims.actual_of(row(entry="C-2"), ENTRIES, TODAY)
    assert actual.bounds == Interval(3, float("inf"))
    assert aims.read_bounds(10, "more_than").lo == 11
    assert aims.read_bounds(10, "exact") == Interval(10, 10)


def test_what_nobody_says_is_unknown_and_not_zero():
    assert aims.actual_of(row(entry="C-1"), ENTRIES, TODAY).bounds is None
    assert aims.actual_of(row(target_type=""), ENTRIES, TODAY).bounds is None


@pytest.mark.parametrize(
    ("target_type", "ends"), [("cap", "0 15000000"), ("floor", "15000000 Infinity")]
)
def test_a_limit_for_each_of_ten_is_a_limit_for_all(target_type, ends):
    allowed = row(entry="M-1", times="C-1", currency="CNY", target_type=target_type)
    amount = aims.amount_of(allowed, ENTRIES)
    assert f"{amount.lo} {amount.hi}" == ends
    assert aims.aim_of(allowed, ENTRIES).target == 15_000_000


def facts_with(old, new):
    text = factbook.load_bytes("results.toml").decode()
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('level = "outcome"', 'level = "impact"', "level 'impact', expected one of"),
        ('of = "internships"\n', 'of = "nothing"\n', "'nothing' is no row"),
        ('verification = "grant agreements"\n', "", r"\[result.competition-input-cap\]: no verif"),
        ('"Training held"', '"Deals thanks to training"', "'thanks to' claims more than descript"),
        ('"Обучение проведено"', '"Сделки благодаря учёбе"', "'благодаря' claims more than"),
        ('level = "descriptive"', 'level = "proven"', "'proven' is not on the ladder"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused(old, new, fault, tmp_path):
    text = facts_with(old, new)
    for name in ("framework.toml", "wording.csv"):
        (tmp_path / name).write_bytes(factbook.load_bytes(name))
    (tmp_path / "results.toml").write_text(text, encoding="utf-8")
    with factbook.using(tmp_path), pytest.raises(FactError, match=fault):
        aims.load_results()


def test_an_entry_that_the_register_does_not_have_is_named():
    facts = {"result": {"one": {"entry": "C-9"}, "two": {"event": "E-1"}}}
    register = COOPERATION.frame([{"entry_id": "E-1", "record": "event"}])
    with pytest.raises(FactError, match=re.escape("[result.one]: entry = 'C-9'")):
        aims.read_entries(register, facts)


@pytest.mark.parametrize(
    ("written", "last"),
    [("2027", "2027-12-31"), ("2026-02", "2026-02-28"), ("2025-07-18", "2025-07-18")],
)
def test_a_date_ends_with_its_last_day(written, last):
    assert str(aims.last_day(written)) == last
