import pytest

from exchange_stats.publishing.charts import plans
from exchange_stats.publishing.drawing import style


@pytest.fixture
def commitments(chart, series):
    rows = [
        ("C-01", "Internships", 10.0, "planned", "persons", "2027", "pledged", ""),
        ("C-05", "Laboratories", 4.0, "exact", "fields", "", "under_way", "2"),
        ("C-06", "Exchange", float("nan"), "", "", "", "no_data", ""),
    ]
    names = ("x", "label", "value", "qualifier", "unit", "deadline", "state", "known_value")
    dated = {"series": "all", "known_as_of": "2026-11-24"}
    table = [{**dated, **dict(zip(names, row, strict=True))} for row in rows]
    options = {"from": "2025-07-18", "to": 2028}
    return chart([series("all", mark="point")], table, **options)


def said(opened):
    return [text.get_text() for text in opened.figure.texts if not text.get_gid()]


def test_a_bar_ends_with_the_year_of_its_deadline(opened, commitments):
    plans.draw_commitments(opened, commitments)
    axes = opened.figure.axes[0]
    assert len(axes.patches) == 1
    bar = axes.patches[0]
    assert bar.get_x() + bar.get_width() == pytest.approx(2028)
    assert bar.get_x() == pytest.approx(2025.54)


def test_without_a_deadline_the_line_is_open(opened, commitments):
    plans.draw_commitments(opened, commitments)
    lines = [line.get_gid() for line in opened.figure.axes[0].get_lines()]
    assert lines.count("open") == 2
    assert lines.count("deadline") == 1


def test_target_and_state_are_said_and_no_data_is_not_zero(opened, commitments):
    plans.draw_commitments(opened, commitments)
    words = said(opened)
    assert {"10 persons", "Pledged", "4 fields", "Under way: 2 of 4"} <= set(words)
    assert {"no target published", "No data"} <= set(words)
    assert "24\u00a0November 2026" in words


def test_steps_are_filled_where_a_source_was_found(opened, chart, series):
    rows = [
        {"x": "heritage", "label": "Heritage", "state": "agreed", "date_from": "2025-03-20"},
        {"x": "heritage", "label": "Heritage", "state": "unveiled", "date_from": "2025-03-20"},
        {"x": "energy", "label": "Energy", "state": "agreed", "date_from": "2025-07-18"},
    ]
    table = [{"series": "steps", "date_precision": "day", **row} for row in rows]
    plans.draw_steps(opened, chart([series("steps")], table, steps=["agreed", "unveiled"]))
    points = [line for line in opened.figure.axes[0].get_lines() if line.get_gid() == "step"]
    faces = [line.get_markerfacecolor() for line in points]
    navy, paper = style.role("kyrgyz_in_china").colour, style.surface("paper")
    assert faces == [navy, navy, navy, paper]
    assert said(opened).count("March 2025") == 2
