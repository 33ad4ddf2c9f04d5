"""A declared error is mended while the source still has it, and never after."""

import pytest

from builders import observations
from exchange_stats.evidence.corrections import (
    applied_corrections,
    apply_corrections,
    load_corrections,
)
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError

TABLE = observations({"value": "4350"}, {"period": "2017", "value": "4154", "cell": "C22"})
SLIP = {
    "source_id": "yearbook",
    "workbook_id": "book",
    "sheet": "s",
    "cell": "C23",
    "was": "4350",
    "action": "override",
    "value": "4530",
    "reason": "digits changed places: the parts add up to 4530",
    "evidence": "the release of the year",
    "state": "reported",
    "reported_on": "2026-11-24",
    "expect": "",
}


def mended(**changed):
    table = apply_corrections(TABLE, [{**SLIP, **changed}])
    return table.query("cell == 'C23'").iloc[0]


def test_override_puts_the_other_value_and_says_that_it_is_estimated():
    row = mended()
    assert (row["value"], row["lo"], row["hi"]) == ("4530", "4530", "4530")
    assert (row["status"], row["flags"], row["printed"]) == ("E", "corrected", "4350")


def test_drop_leaves_a_missing_value_with_its_reason():
    row = mended(action="drop", value="")
    assert (row["value"], row["lo"], row["hi"], row["qualifier"]) == ("", "", "", "")
    assert (row["status"], row["flags"], row["printed"]) == ("O", "corrected", "4350")


def test_flag_keeps_the_value_and_doubts_it():
    row = mended(action="flag", value="")
    assert (row["value"], row["status"], row["flags"]) == ("4350", "A", "U")


@pytest.mark.parametrize("action", ["override", "drop", "flag"])
def test_only_the_named_cell_is_touched_and_the_table_given_stays(action):
    before = TABLE.copy()
    table = apply_corrections(TABLE, [{**SLIP, "action": action}])
    assert TABLE.equals(before)
    assert table.query("cell == 'C22'").equals(before.query("cell == 'C22'"))


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (
            {"was": "4305"},
            "prints '4350', the correction expects the error '4305'; the source seems",
        ),
        ({"action": "guess"}, "action 'guess', expected one of"),
        ({"value": "4 530"}, "value '4 530', expected a number"),
        ({"value": ""}, "value '', expected a number"),
        ({"cell": "C99"}, "book s!C99: no such observation"),
        ({"sheet": "t"}, "book t!C23: no such observation"),
        ({"workbook_id": "other"}, "other s!C23: no such observation"),
    ],
)
def test_a_correction_that_does_not_fit_stops_the_build(changed, found):
    with pytest.raises(FactError, match=found):
        mended(**changed)


def test_all_corrections_that_do_not_fit_are_named_at_once():
    with pytest.raises(FactError) as caught:
        apply_corrections(TABLE, [{**SLIP, "cell": "C98"}, {**SLIP, "was": "1"}, SLIP])
    assert "s!C98: no such observation" in str(caught.value)
    assert "s!C23: prints '4350'" in str(caught.value)
    assert "facts/corrections.csv" in str(caught.value)


def test_no_correction_leaves_the_table_as_it_is():
    assert apply_corrections(TABLE, []).equals(TABLE)


def test_an_applied_correction_tells_what_it_was_why_and_which_fact_it_touched():
    table = apply_corrections(TABLE, [SLIP])
    (told,) = applied_corrections(table, [SLIP])
    assert {name: told[name] for name in SLIP} == SLIP
    fact_id = table.query("cell == 'C23'")["fact_id"].iloc[0]
    assert told["facts"] == {fact_id: {"value": "4530", "status": "E", "flags": "corrected"}}


def test_a_correction_of_a_workbook_that_is_not_there_is_not_told():
    assert applied_corrections(TABLE, [{**SLIP, "workbook_id": "other"}]) == []
    assert applied_corrections(TABLE, []) == []


def test_corrections_are_loaded_with_the_columns_of_the_fact_file(tmp_path):
    row = dict.fromkeys(SLIP, "x")
    text = ",".join(SLIP) + "\n" + ",".join(row.values()) + "\n"
    (tmp_path / "corrections.csv").write_text(text, encoding="utf-8")
    with factbook.using(tmp_path):
        assert load_corrections() == [row]
