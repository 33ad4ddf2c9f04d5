"""Totals and the sums of their parts: each check fires, keeps still, and names the right cell."""

import dataclasses
import importlib.util
import json
import sys

import pytest

from builders import observations
from exchange_stats.evidence.checks import load_settings
from exchange_stats.evidence.findings import Evidence
from exchange_stats.evidence.totals import (
    all_sums,
    check_parts_add_up,
    check_totals_in_returns,
    check_totals_in_tables,
    check_totals_odd,
    check_totals_strained,
    check_totals_together,
    check_totals_undecided,
    check_totals_unproven,
)
from exchange_stats.ground.stages import CLAIMS, OBSERVATIONS, RECONCILED, REPORTED

ALL = {"value": "4614"}
DEGREE = {"programme": "degree", "value": "2400", "cell": "D23"}
NONDEGREE = {"programme": "nondegree", "value": "2214", "cell": "G23"}


def evidence(*rows, returns=(), reported=()):
    return Evidence(
        observations(*rows) if rows else OBSERVATIONS.empty(),
        observations(*returns) if returns else OBSERVATIONS.empty(),
        CLAIMS.empty(),
        RECONCILED.empty(),
        REPORTED.frame(list(reported)),
        load_settings(),
    )


def printed(*lines, totals=(0,), total_columns=()):
    """Return the cells of a table of numbers, its first cell in B5, ``None`` left out."""
    return [
        {
            **{"workbook_id": "book", "sheet": "s", "table": "t", "row": str(row + 4)},
            **{"column": str(column + 1), "cell": f"{'BCDEFGH'[column]}{row + 5}"},
            **{"row_label": f"line {row}", "column_label": f"column {column}"},
            **{"printed": str(value), "value": str(value), "status": "A"},
            "role": "total" if row in totals or column in total_columns else "value",
        }
        for row, line in enumerate(lines)
        for column, value in enumerate(line)
        if value is not None
    ]


def messages(check, *rows, **tables):
    return [found["message"] for found in check(evidence(*rows, **tables))]


# --- declared identities ---


def test_degree_and_nondegree_that_add_up_are_no_finding():
    assert messages(check_parts_add_up, ALL, DEGREE, NONDEGREE) == []


def test_degree_and_nondegree_that_do_not_add_up_are_found_with_the_cells_of_both_sides():
    (found,) = check_parts_add_up(evidence(ALL, {**DEGREE, "value": "2401"}, NONDEGREE))
    assert found["message"] == (
        "degree and non-degree: the parts in D23, G23 add up to 4,615, "
        "the total printed in C23 is 4,614"
    )
    assert found["expected"] == "4,615 in the total, or parts that add up to 4,614"
    assert found["place"] == "book s!C23"
    assert len(found["fact_ids"].split()) == 3


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
    rows = [{**world, **row, "cell": f"C{number}"} for number, row in enumerate(rows, start=6)]
    assert messages(check_parts_add_up, *rows) == []
    for name, group in parts.items():
        old = next(row for row in rows if {**row, **group[0]} == row)
        slip = {**old, "value": str(int(old["value"]) + 1)}
        found = messages(check_parts_add_up, *(slip if row is old else row for row in rows))
        assert any(name in text for text in found), name


def test_the_suspect_is_the_one_cell_that_one_slip_explains():
    total, other = {"value": "4914"}, {**NONDEGREE, "value": "2514"}
    (found,) = check_parts_add_up(evidence(total, {**DEGREE, "value": "4200"}, other))
    assert "compare D23 with the publication first" in found["advice"]
    assert "it is probably 2,400, not 4,200" in found["advice"]
    fields = json.loads(found["fields"])
    assert (fields["suspect"], fields["printed"], fields["repaired"]) == ("D23", 4200, 2400)


def test_no_suspect_is_named_when_several_cells_explain_it_as_well():
    (found,) = check_parts_add_up(evidence(ALL, {**DEGREE, "value": "2401"}, NONDEGREE))
    assert "suspect" not in json.loads(found["fields"])
    assert "probably" not in found["advice"]


# --- returned forms ---

FORM = {"institution": "uni-a", "edition": "as received", "workbook_id": "form"}
WOMEN = {**FORM, "sex": "F", "value": "30", "cell": "E23"}
MEN = {**FORM, "sex": "M", "value": "20", "cell": "D23"}
BOTH = {**FORM, "value": "50"}


def test_a_total_of_a_form_that_is_the_sum_is_no_finding():
    assert messages(check_totals_in_returns, returns=[BOTH, WOMEN, MEN]) == []


def test_a_total_of_a_form_that_is_not_the_sum_is_found():
    found = messages(check_totals_in_returns, returns=[{**BOTH, "value": "51"}, WOMEN, MEN])
    assert found == [
        "the form's total over women and men in C23 is 51, its parts in E23, D23 add up to 50"
    ]


@pytest.mark.parametrize(
    ("breakdown", "one", "other"),
    [
        ("institutions", {"institution": "uni-a"}, {"institution": "uni-b"}),
        ("fields of study", {"isced_field": "07"}, {"isced_field": "09"}),
        ("sources of funds", {"funding": "cgs"}, {"funding": "self"}),
        (
            "kinds and levels of study",
            {"programme": "degree", "isced_level": "6"},
            {"programme": "nondegree", "isced_level": "_Z"},
        ),
    ],
)
def test_every_breakdown_of_a_form_is_added_up(breakdown, one, other):
    rows = [
        {"value": "51"},
        {**one, "value": "30", "cell": "C24"},
        {**other, "value": "20", "cell": "C25"},
    ]
    (found,) = messages(check_totals_in_returns, returns=rows)
    assert found == (
        f"the form's total over {breakdown} in C23 is 51, its parts in C24:C25 add up to 50"
    )


def test_a_level_that_cannot_exist_adds_nothing():
    degree = {**FORM, "programme": "degree"}
    rows = [
        {**FORM, "value": "51"},
        {**degree, "isced_level": "6", "value": "50", "cell": "D23"},
        {**degree, "isced_level": "8", "status": "M", "cell": "E23"},
    ]
    (found,) = messages(check_totals_in_returns, returns=rows)
    assert found.endswith("is 51, its parts in D23:E23 add up to 50")


def test_a_form_with_a_part_not_reported_is_not_added_up():
    rows = [{**BOTH, "value": "51"}, WOMEN, {**MEN, "status": "O"}]
    assert messages(check_totals_in_returns, returns=rows) == []


# --- published tables ---

LINES = [[66, 63, 62], [11, 21, 31], [21, 31, 11], [34, 11, 20]]


def with_slip(row, column, value):
    return [
        [value if (at, to) == (row, column) else old for to, old in enumerate(line)]
        for at, line in enumerate(LINES)
    ]


def test_a_table_whose_total_line_adds_up_is_no_finding():
    assert messages(check_totals_in_tables, reported=printed(*LINES)) == []


@pytest.mark.parametrize(("row", "column"), [(0, 1), (2, 1), (3, 1)])
def test_a_wrong_number_in_a_table_is_found_in_its_column(row, column):
    (found,) = check_totals_in_tables(evidence(reported=printed(*with_slip(row, column, 47))))
    assert found["place"] == "book s!C5"
    assert "its parts in C6:C8 add up to" in found["message"]


def test_a_number_in_a_line_and_a_column_with_totals_is_named_as_the_suspect():
    lines = [[sum(line), *line] for line in LINES]
    lines[3][2] = 91
    cells = printed(*lines, total_columns=(0,))
    found = check_totals_in_tables(evidence(reported=cells))
    assert [row["place"] for row in found] == ["book s!D5", "book s!B8"]
    assert all(
        "D8 with the publication first: it is probably 11, not 91" in row["advice"] for row in found
    )


def test_the_observations_made_of_the_cells_are_the_facts_of_the_finding():
    cells = printed(*with_slip(2, 1, 47))
    (found,) = check_totals_in_tables(evidence({"value": "63", "cell": "C5"}, reported=cells))
    assert found["fact_ids"].startswith("obs-KGZ-CHN-2018")


def test_a_table_of_a_list_with_a_total_of_more_is_no_finding():
    cells = printed([99, 85, 77], *LINES[1:])
    assert messages(check_totals_in_tables, reported=cells) == []
    assert messages(check_totals_unproven, reported=cells) == []


def test_a_single_total_is_doubted_only_when_one_digit_explains_it():
    assert messages(check_totals_unproven, reported=printed([65], [10], [20], [30])) == [
        "the total over rows in B5 is 65, the cells in B6:B8 add up to 60; "
        "one wrong digit would explain it"
    ]
    assert messages(check_totals_unproven, reported=printed([1297], [110], [220], [330])) == []


def test_a_table_of_rounded_numbers_may_differ_by_half_a_unit_for_each_part():
    cells = printed([1.2, 1.4], [0.4, 0.4], [0.4, 0.4], [0.4, 0.4])
    assert messages(check_totals_in_tables, reported=cells) == [
        "the total over rows in C5 is 1.4, its parts in C6:C8 add up to 1.2; elsewhere in this "
        "table such totals are the sum"
    ]
    cells = printed([1.2, 1.3], [0.4, 0.4], [0.4, 0.4], [0.4, 0.4])
    assert messages(check_totals_in_tables, reported=cells) == []


def test_a_sum_is_listed_once_however_it_was_found():
    world = {"origin": "WLD", "sheet": "s", "workbook_id": "book"}
    codes = [("all", "60"), ("degree", "40"), ("nondegree", "20")]
    rows = [
        {**world, "period": year, "programme": code, "value": value, "cell": f"{column}{line}"}
        for line, year in enumerate(("2016", "2017", "2018"), start=5)
        for column, (code, value) in zip("BCD", codes, strict=True)
    ]
    cells = printed(*[[60, 40, 20]] * 3, totals=(), total_columns=(0,))
    sums = all_sums(evidence(*rows, reported=cells))
    assert [one.what for one in sums] == ["degree and non-degree"] * 3


# --- rounded totals that rounding seldom explains ---

ROUNDED = [[1.1, 2.3], [3.4, 0.2], [5.7, 4.1], [2.2, 6.5], [4.9, 3.8], [0.6, 7.3]]


@pytest.mark.parametrize(
    ("total", "told"), [(17.9, 0), (18.1, 0), (18.2, 1), (17.6, 1), (18.3, 0), (17.5, 0)]
)
def test_a_rounded_total_at_the_edge_of_its_tolerance_is_noticed(total, told):
    """Six parts of one decimal: at most 0.3 off, seldom more than 3 x 0.1 x root(7/12) = 0.229."""
    found = evidence(reported=printed([total, 24.2], *ROUNDED))
    assert [one["place"] for one in check_totals_strained(found)] == ["book s!B5"] * told
    assert len(check_totals_in_tables(found)) == (abs(total - 17.9) > 0.31)


def test_a_strained_total_says_how_far_rounding_goes():
    (text,) = messages(check_totals_strained, reported=printed([18.2, 24.2], *ROUNDED))
    assert text == (
        "the total over rows in B5 is 18.2, its parts in B6:B11 add up to 17.9; rounding explains "
        "0.3 at most and seldom more than 0.229"
    )


def test_exact_totals_are_never_strained():
    assert messages(check_totals_strained, reported=printed([10, 8], [4, 5], [6, 3])) == []


# --- slips by chance ---


@pytest.fixture
def wrong_digits(project_root, monkeypatch):
    """The program that makes tables with totals, and one wrong digit in each."""
    path = project_root / "benchmarks" / "wrong_digits.py"
    spec = importlib.util.spec_from_file_location("wrong_digits", path)
    made = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "wrong_digits", made)
    spec.loader.exec_module(made)
    return made


def test_wrong_digits_in_tables_with_totals_are_found_in_95_of_100(wrong_digits):
    """Some of each kind; 400 of each are in docs/benchmarks.md: 97.2 of 100."""
    found = {
        kind: [wrong_digits.trial(kind, wrong_digits.wrong_digit, seed) for seed in range(3)]
        for kind in (*wrong_digits.EXACT, *wrong_digits.ROUNDED)
    }
    assert all(one.found for kind in wrong_digits.EXACT for one in found[kind])
    assert all(one.found or not one.detectable for kind in found for one in found[kind])
    outcomes = [one.found for kind in found for one in found[kind]]
    assert (len(found), len(outcomes)) == (8, 24)
    assert sum(outcomes) >= 0.95 * len(outcomes)


# --- a slip in a rounded table ---

# Each number is rounded by itself: 74 + 23 + 33 = 130 is printed as 70, 20, 30 and 130.
ROUNDED_TO_TENS = [[200, 150, 130, 90], [90, 30, 70, 40], [60, 60, 20, 30], [50, 60, 30, 20]]


def test_one_odd_last_digit_is_one_finding_and_not_one_for_each_sum_that_rounding_explains():
    slip = [[200, 150, 130, 90], [90, 30, 70, 40], [60, 64, 20, 30], [50, 60, 30, 20]]
    for check in (check_totals_in_tables, check_totals_unproven, check_totals_odd):
        assert messages(check, reported=printed(*ROUNDED_TO_TENS)) == []
    assert messages(check_totals_in_tables, reported=printed(*slip)) == []
    (found,) = check_totals_odd(evidence(reported=printed(*slip)))
    assert found["place"] == "book s!C7"
    assert found["message"] == (
        "C7 has 64, while the other numbers of this table are rounded to 10"
    )
    assert found["expected"] == "a multiple of 10"


# --- rounded totals held together ---

# Rounded to tens. A total of 30 is 25 at least, a part of 10 is 15 at most: the first part of each
# line is 10 at least, the four of them 40. Of two of them and the least of the others, 5, it is 30.
TENS = [[None, 20, 60], [30, 10, 10], [30, 10, 10], [30, 10, 10], [30, 10, 10]]


def test_rounded_totals_that_no_true_table_makes_right_are_found_with_all_their_cells():
    found = evidence(reported=printed(*TENS, total_columns=(0,)))
    assert [one.holds for one in all_sums(found)] == [True] * 6
    (one,) = check_totals_together(found)
    assert one["message"] == (
        "each of these totals agrees with its parts within rounding, but no true numbers behind "
        "the printed ones make all of them right: "
        "C5 = Σ(C6:C9); B8 = Σ(C8:D8); B9 = Σ(C9:D9)"
    )


def test_the_one_cell_that_lets_a_true_table_fit_is_named_with_what_may_stand_there():
    (one,) = check_totals_together(evidence(reported=printed(*TENS, total_columns=(0,))))
    assert "compare C5 with the publication first: it is 20" in one["advice"]
    assert "only another number there, from 40 to 60, lets a true table fit" in one["advice"]


@pytest.mark.parametrize("total", [40, 50, 60])
def test_rounded_totals_that_a_true_table_makes_right_are_no_finding(total):
    lines = [[None, total, 60], *TENS[1:]]
    assert messages(check_totals_together, reported=printed(*lines, total_columns=(0,))) == []


def test_totals_of_which_one_fails_by_itself_are_left_to_that_finding():
    lines = [[None, 20, 90], *TENS[1:]]
    tables = {"reported": printed(*lines, total_columns=(0,))}
    assert messages(check_totals_in_tables, **tables)
    assert messages(check_totals_together, **tables) == []


def test_a_table_too_large_to_be_held_together_says_so():
    whole = evidence(reported=printed(*TENS, total_columns=(0,)))
    totals = {**whole.settings["totals"], "cells": 13}
    small = dataclasses.replace(whole, settings={**whole.settings, "totals": totals})
    assert check_totals_undecided(whole) == []
    assert check_totals_together(small) == []
    (one,) = check_totals_undecided(small)
    assert one["message"].startswith("14 cells are tied by rounded totals that hold one by one")
    assert "within 13 cells" in one["message"]
