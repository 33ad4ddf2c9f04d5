"""Totals add up the cells that they stand for, wherever lines are moved."""

from exchange_stats.publishing.template.forms import institution_total, parts_of, sum_or_blank
from returned import form_plan


def test_a_total_adds_up_the_columns_of_its_level_and_sex():
    plan = form_plan()
    parts = {c.letter: "".join(p.letter for p in parts_of(plan, c)) for c in plan.columns}
    assert parts["C"] == "GHJKMNPQ"
    assert parts["D"] == "GJMP"
    assert parts["E"] == "HKNQ"
    assert parts["F"] == "GH"
    assert parts["O"] == "PQ"


def test_the_total_of_new_students_adds_up_both_sexes():
    plan = form_plan(form="form_2")
    assert [part.letter for part in parts_of(plan, plan.columns[0])] == ["C", "D"]


def test_a_total_of_nothing_shows_nothing():
    assert sum_or_blank("G5", "H5") == '=IF(COUNT(G5,H5)=0,"",SUM(G5,H5))'


def test_the_total_of_an_institution_finds_its_lines_by_name():
    plan = form_plan()
    formula = institution_total(plan, plan.columns[0], 12)
    assert formula.startswith('=IF($A12="","",IF(SUMPRODUCT(($A$')
    assert formula.endswith(",$A12)))")
    assert "SUMIFS($C$" in formula
