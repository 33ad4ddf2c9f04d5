import pandas as pd
import pytest

from exchange_stats.publishing.charts.promises import plans
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style

WORDS = frames.Words("A finding", "Persons", "Note: none.", "Source: ours.", "id")


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


def test_in_a_narrow_picture_names_stand_over_their_bars(commitments):
    with style.house_style():
        opened = frames.open_frame(WORDS, style.preset("half", "page"), "en")
        plans.draw_commitments(opened, commitments)
    at = {text.get_text(): text for text in opened.figure.texts}
    assert at["Internships"].get_position()[1] > at["10 persons"].get_position()[1]
    assert at["Internships"].get_ha() == "left"
    assert "24.11.2026" in at


def test_names_take_more_width_where_their_lines_find_no_room_in_height(opened, commitments):
    long = "Training of technology-transfer managers for the organisation of five countries"
    table = commitments.table.assign(label=long)
    many = pd.concat([table.assign(x=f"C-{n}") for n in range(5)], ignore_index=True)
    crowded = type(commitments)(commitments.series, many, commitments.options, "en")
    plans.draw_commitments(opened, commitments)
    usual = opened.figure.axes[0].get_position().width
    plans.draw_commitments(opened, crowded)
    assert opened.figure.axes[1].get_position().width < 0.75 * usual
