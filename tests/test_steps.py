"""What each step says: in four languages, with nothing of ours left in English."""

import re

import pytest

from exchange_stats import steps, trace
from exchange_stats.measures import compute
from exchange_stats.measures.framework.aims import load_results
from exchange_stats.measures.projection import questions
from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery import ways

LATIN = re.compile(r"[A-Za-z]{3,}")
# What every language writes in Latin letters: functions, a name, an institution without another.
SHARED = {"exp", "Kendall", "sha", "ZJWEU", "Sen"}


@pytest.fixture(scope="module")
def facts(derived):
    return trace.Facts(derived[0])


@pytest.fixture(scope="module")
def said(facts):
    """What each table says of every fifteenth fact, and of all that is judged or projected."""
    found = []
    for place, (fact_id, (table, row)) in enumerate(facts.by_id.items()):
        if place % 15 and table not in ("results", "projections", "release", "ledger"):
            continue
        tell = steps.TELLERS.get(table)
        found.append((fact_id, tell[1](row) if tell else steps.read_as(table, row)))
        if table == "claims":
            found.append((fact_id, (steps.stated_by(row),)))
        if "workbook_id" in row:
            found.append((fact_id, (steps.in_cell(row, {}),)))
    return found


@pytest.mark.parametrize("language", ["ru", "ky", "zh"])
def test_no_step_leaves_words_of_ours_in_english(said, language):
    left = {
        (fact_id, word)
        for fact_id, one in said
        for piece in ways.told(one, language)
        if piece.language == ""
        for word in LATIN.findall(piece.text)
        if word not in SHARED
    }
    assert left == set()


def test_formulas_and_rules_are_those_of_their_fact_files():
    entries = compute.load_indicators()["indicator"]
    written = {name: entry["formula"] for name, entry in entries.items()}
    written |= questions.load_projection()["formula"]
    names = {"home": "KGZ", "partner": "CHN"}
    told = {name: texts.text(f"way.formula.{name}", "en") for name in written}
    assert {name: texts.fill(one, names, "en") for name, one in told.items()} == written
    rules = load_results()["rule"]
    assert {name: texts.text(f"way.rule.{name}", "en") for name in rules} == rules


def test_a_judgement_is_told_with_its_target_and_its_rule(facts):
    row = facts.find("res-laboratories-output")[1]
    assert ways.line(steps.TELLERS["results"][1](row), "en") == (
        "Output “Fields with an opened laboratory”, as of 12\u00a0March 2026: known: 2, target: 4; "
        "grey (No due date): progress / part of the time passed: green from 0.9, amber from 0.6, "
        "red below, blue at the target; grey without data or due date"
    )


def test_a_commitment_names_the_row_that_it_is_judged_by(facts):
    row = facts.find("res-laboratories")[1]
    told = ways.line(steps.TELLERS["results"][1](row), "ru")
    assert told.endswith("как строка, по которой оно оценивается: Области с открытой лабораторией")


def test_a_refusal_says_how_far_the_newest_count_is(facts):
    known = [row for table, row in facts.by_id.values() if table == "projections"]
    row = next(one for one in known if one["refused_because"] == "newest_too_old")
    told = ways.line(steps.TELLERS["projections"][1](row), "zh")
    assert "不作预测：" in told
    assert row["found"] in told


def test_an_indicator_of_another_pair_is_told_with_its_own_formula():
    row = {"indicator_id": "mine", "series": "s", "from_period": "", "period": "2018"}
    row |= {"value": "7", "lo": "7", "hi": "7", "unit": "parsecs", "note_id": "", "status": "A"}
    assert ways.line(steps.TELLERS["indicators"][1](row), "en") == (
        "mine, s, 2018: 7 parsecs = number of entries of the cooperation register"
    )
