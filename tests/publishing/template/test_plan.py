"""Where everything stands in the form."""

import dataclasses

import pytest

from exchange_stats.ground.errors import FactError
from exchange_stats.publishing.template.plan import plan_form
from returned import form_plan, request


def test_headings_cover_their_columns_and_one_another():
    plan = form_plan()
    covered = [
        (row, column)
        for h in plan.headings
        for row in range(h.top, h.bottom + 1)
        for column in range(h.left, h.right + 1)
    ]
    rows = range(plan.first_heading_row, plan.total_row)
    assert sorted(covered) == [(row, column) for row in rows for column in range(3, 21)]


def test_a_heading_stands_in_the_languages_one_below_the_other():
    texts = {(h.top, h.left): h.text for h in form_plan().headings}
    assert texts[7, 6] == "По уровням\nБилим деңгээли боюнча\nBy level"
    assert texts[8, 6] == "бакалавриат\nBachelor"
    assert {h.text for h in form_plan("chinese").headings} >= {"合计 Total", "女 Female"}


def test_eleven_of_eighteen_columns_are_filled_in():
    plan = form_plan()
    assert "".join(column.letter for column in plan.columns) == "CDEFGHIJKLMNOPQRST"
    assert "".join(column.letter for column in plan.inputs) == "GHJKMNPQRST"
    assert plan.column("funding=cgs").parts == {"funding": "cgs"}


def test_lines_follow_one_another_without_a_gap():
    plan = form_plan()
    assert plan.total_row + 1 == plan.institution_rows[0]
    assert plan.institution_rows.stop == plan.rows.start
    assert (len(plan.institution_rows), len(plan.rows)) == (10, 120)
    assert plan.span("A", plan.rows) == f"$A${plan.rows[0]}:$A${plan.rows[-1]}"
    second = form_plan(form="form_2")
    assert second.input_rows == second.institution_rows
    assert not second.rows


def test_headings_of_unlike_depth_are_refused():
    asked = request()
    codes = asked.facts["form_2"]["columns"][0]
    labels = {"category": {**asked.labels["category"], codes: {"ru": "Всего", "en": "All / both"}}}
    with pytest.raises(FactError, match="unlike depth"):
        plan_form(dataclasses.replace(asked, labels={**asked.labels, **labels}), "form_2")
