"""Each check fires on its fault, keeps still without it, and is on the list that runs."""

import dataclasses
import inspect

import pytest

from builders import observation, observations, reconciled
from exchange_stats.evidence import checks, identities, totals
from exchange_stats.evidence.checks import (
    CHECKS,
    check_doubtful_reading,
    check_hidden_cells,
    check_jumps,
    check_legends,
    check_missing_values,
    check_small_counts,
    check_sources_disagree,
    check_statements_against_series,
    check_synthetic_data,
    check_unusual_workbooks,
    load_settings,
    run_checks,
)
from exchange_stats.evidence.findings import Evidence
from exchange_stats.ground import factbook
from exchange_stats.ground.stages import (
    CLAIMS,
    FINDINGS,
    OBSERVATIONS,
    RECONCILED,
    RELEASE,
    REPORTED,
)
from exchange_stats.reading.workbook.intake import refusals

CLAIM = {
    **{"claim_id": "KC067", "origin": "KGZ", "host": "CHN", "quantity": "more than 10,000"},
    **{"unit": "persons", "value": "10000", "qualifier": "more_than", "lo": "10001"},
    **{"hi": "19999", "status": "A", "kind": "stock", "coverage": "country"},
    **{"period": "2017/18", "period_kind": "academic", "period_start": "2017"},
    **{"period_end": "2018", "workbook_id": "statements", "sheet": "s", "cell": "G18"},
    **{"population": "unknown", "measure": "enrolled", "basis": "unknown"},
    **{"programme": "unknown", "fact_id": "clm-KC067"},
}


RELEASED = {
    **{name: text for name, text in observation().items() if name in RELEASE.columns},
    **{"release_id": "r", "table_id": "students", "shown": "9", "value": "9", "how": "cheapest"},
}


def evidence(*rows, returns=(), claims=(), reconciled_rows=(), release=()):
    return Evidence(
        observations(*rows) if rows else OBSERVATIONS.empty(),
        observations(*returns) if returns else OBSERVATIONS.empty(),
        CLAIMS.frame([{**CLAIM, **claim} for claim in claims]),
        reconciled(*reconciled_rows) if reconciled_rows else RECONCILED.empty(),
        REPORTED.empty(),
        load_settings(),
        RELEASE.frame([{**RELEASED, **row} for row in release]),
    )


def found(check, *rows, **tables):
    return [row["message"] for row in check(evidence(*rows, **tables))]


def years(**values):
    """Return rows of one series, ``y2010="100"``."""
    return [
        {"period": name[1:], "value": value, "cell": f"C{name[1:]}"}
        for name, value in values.items()
    ]


def test_a_statement_far_above_the_series_is_found():
    assert found(check_statements_against_series, {}, claims=[{}]) == [
        "claim KC067 says more than 10,000, statistics 2018: 4,614"
    ]


@pytest.mark.parametrize(
    "claim",
    [
        {"lo": "6921"},
        {"kind": "quota"},
        {"coverage": "Wuhan"},
        {"origin": "KAZ"},
        {"host": "KGZ"},
        {"period_start": "2019", "period_end": "2020"},
        {"lo": "", "hi": "", "value": "", "status": "O"},
    ],
    ids=str,
)
def test_a_statement_within_reach_or_of_something_else_is_no_finding(claim):
    assert found(check_statements_against_series, {}, claims=[claim]) == []


def test_a_statement_is_held_against_all_studies_not_beside_their_degree_part():
    degree = {"programme": "degree", "value": "2400", "cell": "D9"}
    assert found(check_statements_against_series, {}, degree, claims=[{}]) == [
        "claim KC067 says more than 10,000, statistics 2018: 4,614"
    ]
    assert found(check_statements_against_series, degree, claims=[{}]) == [
        "claim KC067 says more than 10,000, statistics 2018: 2,400"
    ]


def test_a_statement_is_held_against_the_highest_count_of_both_its_years():
    rows = [{}, {"period": "2017", "value": "7000"}]
    assert found(check_statements_against_series, *rows, claims=[{}]) == []


def test_a_synthetic_sample_says_nothing_against_a_statement():
    assert found(check_statements_against_series, {"synthetic": "yes"}, claims=[{}]) == []


def test_sources_that_contradict_each_other_are_found():
    row = {"rule": "order of trust", "rejected": "obs-1 obs-2"}
    row |= {"spread_lo": "4114", "spread_hi": "4614"}
    table = evidence(reconciled_rows=[row])
    (finding,) = check_sources_disagree(table)
    assert finding["message"] == ("sources differ by 500; yearbook was taken by the order of trust")
    assert finding["fact_ids"].split()[1:] == ["obs-1", "obs-2"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"spread_lo": "4114"}, "sources differ, one of them without a bound; yearbook was taken"),
        ({"flags": "U D"}, "sources differ, and one of them does not say whom it counts; yearbook"),
    ],
)
def test_what_is_open_between_sources_is_said(changed, message):
    row = {"rule": "order of trust", **changed}
    (finding,) = check_sources_disagree(evidence(reconciled_rows=[row]))
    assert finding["message"].startswith(message)


def test_sources_that_agree_are_no_finding():
    rows = [{"rule": "sources agree"}, {"period": "2017", "rule": "only source"}]
    assert found(check_sources_disagree, reconciled_rows=rows) == []


STEADY = years(y2010="100", y2011="110", y2012="120", y2013="130", y2014="140", y2015="150")


def test_a_year_that_stands_out_of_its_series_is_found():
    rows = [*STEADY, *years(y2016="320", y2017="330")]
    assert found(check_jumps, *rows) == ["150 to 320 stands out in its series"]


@pytest.mark.parametrize(
    "rows",
    [
        [*STEADY, *years(y2016="160", y2017="170")],
        [*STEADY[:3], *years(y2013="260")],
        [*STEADY, *years(y2016="200")],
        [*STEADY, *years(y2017="330")],
        [*STEADY, *years(y2016="0")],
    ],
    ids=["steady", "short series", "change below the least", "gap of a year", "true zero"],
)
def test_a_change_that_does_not_stand_out_is_no_finding(rows):
    assert found(check_jumps, *rows) == []


def test_missing_cells_are_counted_by_sheet_and_reason():
    rows = [
        {"status": "O", "cell": "C1", "period": "2016"},
        {"status": "O", "cell": "C2", "period": "2017"},
        {"status": "L", "cell": "C3"},
    ]
    assert found(check_missing_values, *rows) == [
        "1 cell from here on: missing: exists, but was not collected",
        "2 cells from here on: missing",
    ]
    assert found(check_missing_values, {}) == []


def test_a_legend_against_the_policy_is_found_once_for_its_sign():
    cell = {"workbook_id": "book", "sheet": "s", "table": "t", "printed": "\u2013"}
    said = {"value": "0", "status": "A", "legend": "\u2013 none", "policy": "O"}
    agreed = {"cell": "D5", "value": "", "status": "O", "legend": "\u2026 no data"}
    rows = [cell | said | {"cell": "C4"}, cell | said | {"cell": "C5"}, cell | agreed]
    tables = evidence()
    told = dataclasses.replace(tables, reported=REPORTED.frame(rows))
    (finding,) = check_legends(told)
    assert finding["place"] == "book s!C4"
    assert finding["message"] == (
        "the workbook says «\u2013 none», so the sign «\u2013» of 2 cells from here on was read "
        "as: the number zero; facts/symbols.toml holds it to be: missing"
    )
    assert check_legends(tables) == []


def test_synthetic_workbooks_are_named():
    rows = [{"synthetic": "yes", "workbook_id": "sample"}, {"origin": "KAZ"}]
    (finding,) = check_synthetic_data(evidence(*rows))
    assert finding["place"] == "sample"
    assert finding["message"].startswith("1 cell of synthetic sample data")
    assert found(check_synthetic_data, {}) == []


def test_small_cells_of_real_returns_are_counted():
    rows = [
        {"institution": name, "value": value}
        for name, value in {"a": "0", "b": "1", "c": "4", "d": "5"}.items()
    ]
    assert found(check_small_counts, returns=rows) == ["2 cells hold 1 to 4 persons"]


def test_small_cells_of_samples_and_large_cells_are_no_finding():
    rows = [{"value": "2", "synthetic": "yes"}, {"institution": "d", "value": "5"}]
    assert found(check_small_counts, returns=rows) == []


def test_the_hidden_share_of_a_release_is_told():
    cells = [
        {"institution": "a", "shown": "c", "value": "", "status": "Q"},
        {"institution": "b", "shown": "", "value": "", "status": "M"},
        {"institution": "d"},
    ]
    (one,) = check_hidden_cells(evidence(release=cells))
    assert one["message"].startswith("1 of 2 cells hidden (50.0 %)")
    assert one["place"] == "release students"
    assert found(check_hidden_cells, {}) == []


NOTICE = {
    **{"workbook_id": "book", "sheet": "s", "cell": "B2", "code": "W_ERROR_CELL"},
    **{"said": {"en": "1 error cells", "ru": "1 ошибка"}},
    **{"advice": {"en": "correct them", "ru": "исправьте"}},
}


def test_what_was_to_be_said_when_a_workbook_was_read_is_a_finding_by_its_code():
    plain = evidence({})
    noticed = dataclasses.replace(plain, notices=[NOTICE, {**NOTICE, "code": "W_HIDDEN"}])
    (doubtful,), (unusual,) = check_doubtful_reading(noticed), check_unusual_workbooks(noticed)
    assert doubtful["place"] == "book s!B2"
    assert doubtful["message"] == "1 error cells (W_ERROR_CELL)"
    assert doubtful["advice"] == "correct them"
    assert unusual["message"] == "1 error cells (W_HIDDEN)"
    assert check_doubtful_reading(plain) == check_unusual_workbooks(plain) == []


def test_every_notice_of_the_fact_file_is_found_by_one_check():
    codes = {row["code"] for row in factbook.load_csv("errors.csv", refusals.COLUMNS)}
    reading = load_settings()["reading"]
    listed = [*reading["doubtful"], *reading["unusual"]]
    assert sorted(listed) == sorted(code for code in codes if code.startswith("W_"))


def test_every_check_of_the_package_is_on_the_list_that_runs():
    written = {
        function
        for module in (checks, identities, totals)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("check_")
    }
    assert set(CHECKS.values()) == written
    assert all(f"check_{name}" == check.__name__ for name, check in CHECKS.items())


def test_every_check_has_a_severity():
    assert set(load_settings()["severity"]) == set(CHECKS)


def test_errors_come_before_warnings_and_notices():
    rows = [
        {},
        {"programme": "degree", "value": "2401"},
        {"programme": "nondegree", "value": "2214"},
        {"period": "2017", "status": "O"},
    ]
    table = run_checks(evidence(*rows, claims=[{}]))
    assert list(table["severity"]) == ["error", "warning", "notice"]
    assert list(table["check_id"]) == [
        *("parts_add_up", "statements_against_series", "missing_values")
    ]
    assert FINDINGS.check(table) is table


def test_evidence_without_a_fault_gives_an_empty_table_of_findings():
    assert run_checks(evidence({})).empty


def test_a_check_repairs_nothing():
    table = evidence({}, {"programme": "degree", "value": "1"}, {"programme": "nondegree"})
    before = table.observations.copy()
    run_checks(table)
    assert table.observations.equals(before)
