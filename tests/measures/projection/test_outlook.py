"""The table of projections: fans, refusals and assumptions, each with its inputs."""

from pathlib import Path

import pandas as pd
import pytest

from builders import reconciled
from exchange_stats import processed
from exchange_stats.ground import comparison
from exchange_stats.ground.errors import DefinitionError
from exchange_stats.measures import compute
from exchange_stats.measures.projection import outlook
from exchange_stats.measures.projection.questions import load_projection

COUNTS = dict(
    zip(range(2010, 2019), (1441, 1901, 2513, 3115, 3163, 3232, 3247, 4154, 4614), strict=True)
)
STATED = {
    **{"period": "2024/25", "period_kind": "academic", "period_start": "2024"},
    **{"period_end": "2025", "population": "unknown", "basis": "unknown"},
    **{"programme": "unknown", "source_id": "statements"},
    **{"value": "4200", "lo": "4201", "hi": "4299", "qualifier": "more_than"},
}


def project(*questions, rows=None, notes=None) -> pd.DataFrame:
    yearly = [{"period": str(year), "value": str(n)} for year, n in COUNTS.items()]
    table = reconciled(*(rows or [*yearly, STATED]))
    facts = load_projection() | {"question": list(questions)}
    notes = comparison.load_notes() if notes is None else notes
    return outlook.compute_projections(table, compute.load_indicators()["series"], facts, notes)


def ask(as_of: int, *periods: int, base: str = "") -> dict:
    entry = {"series": "in_china_all", "origin": "KGZ", "as_of": as_of, "periods": list(periods)}
    return entry | ({"base": base} if base else {})


def test_a_fan_is_a_row_an_interval_with_its_reference_beside_it():
    table = project(ask(2018, 2019)).query("variant == 'masked'")
    assert list(zip(table["method"], table["level"], strict=True)) == [
        (method, level) for method in ("damped_walk", "no_change") for level in ("50", "80", "95")
    ]
    walk = table.set_index(["method", "level"]).loc[("damped_walk", "80")]
    assert float(walk["mid"]) == pytest.approx(5034.8, abs=0.05)
    assert float(walk["lo"]) == pytest.approx(4100.4, abs=0.05)
    assert float(walk["hi"]) == pytest.approx(6182.2, abs=0.05)
    assert (walk["n_points"], walk["from_period"], walk["to_period"]) == ("9", "2010", "2018")
    assert (walk["flags"], walk["refused_because"]) == ("F", "")
    assert len(walk["inputs"].split()) == 9


def test_a_fan_does_not_see_later_counts():
    later = [{"period": str(year), "value": str(n)} for year, n in (COUNTS | {2019: 1}).items()]
    assert project(ask(2018, 2019), rows=later).equals(project(ask(2018, 2019)))


def test_a_refusal_is_a_row_a_reason_without_an_amount():
    table = project(ask(2026, 2027)).query("variant == 'masked' and method == 'damped_walk'")
    assert list(table["refused_because"]) == ["newest_too_old", "horizon_too_long"]
    assert list(zip(table["found"], table["limit"], strict=True)) == [("8", "2"), ("9", "3")]
    assert set(table["lo"] + table["mid"] + table["hi"] + table["level"] + table["flags"]) == {""}
    assert all(len(inputs.split()) == 9 for inputs in table["inputs"])


def test_some_years_may_be_answered_and_others_refused():
    table = project(ask(2018, 2021, 2022)).query("variant == 'masked'")
    answered = {period: set(rows["refused_because"]) for period, rows in table.groupby("period")}
    assert answered == {"2021": {""}, "2022": {"horizon_too_long"}}


def test_masked_years_change_the_fan_and_both_are_kept_in_view():
    counts = {year: 100 + 10 * (year - 2014) for year in range(2014, 2026)}
    counts |= {2020: 60, 2021: 50, 2022: 70}
    rows = [{"period": str(year), "value": str(n)} for year, n in counts.items()]
    table = project(ask(2026, 2027), rows=rows).query("method == 'damped_walk'")
    widths = {
        row.variant: float(row.hi) / float(row.lo)
        for row in table.query("level == '80'").itertuples()
    }
    assert widths["kept"] > 3 * widths["masked"]
    recent = table.query("variant == 'since_2023'")
    assert list(recent["refused_because"]) == ["too_few_points", "horizon_too_long_for_points"]


@pytest.mark.parametrize(
    ("name", "value", "lo", "hi", "note"),
    [
        ("flat", 4250, 4201, 4299, ""),
        ("ten_percent_more", 4675, 4621.1, 4728.9, ""),
        ("change_before_2020", 4973.2, 4915.9, 5030.5, "change_of_another_definition"),
    ],
)
def test_assumptions_are_arithmetic_on_the_newest_statement(name, value, lo, hi, note):
    table = project(ask(2026, 2027, base="statement_outbound"))
    (row,) = table.query("method == 'assumption' and variant == @name").to_dict("records")
    assert [float(row[end]) for end in ("mid", "lo", "hi")] == pytest.approx(
        [value, lo, hi], abs=0.05
    )
    assert (row["level"], row["to_period"]) == ("", "2024/25")
    assert row["note_id"] == note
    assert row["flags"] == ("F D" if note else "F")


def test_a_statement_without_an_upper_bound_leaves_the_assumption_open():
    table = project(
        ask(2026, 2027, base="statement_outbound"),
        rows=[{"period": "2018"}, STATED | {"hi": ""}],
    )
    (row,) = table.query("variant == 'flat'").to_dict("records")
    assert (row["lo"], row["mid"], row["hi"]) == ("4201", "", "")


def test_the_multiple_of_a_yearly_change_counts_years():
    series = compute.load_indicators()["series"]
    yearly = [{"period": "2013", "value": "100"}, {"period": "2018", "value": "200"}]
    points = outlook.points_of(reconciled(*yearly), series, "in_china_all", "KGZ")
    assert outlook.multiple({"from": 2013, "to": 2018}, points, 10) == pytest.approx(4)
    assert outlook.multiple({"from": 2012, "to": 2018}, points, 10) is None
    assert outlook.multiple({"percent": 10}, points, 10) == pytest.approx(1.1)


def test_a_growth_of_another_definition_needs_a_signed_note():
    with pytest.raises(DefinitionError, match="assumption_change_before_2020: unlike definitions"):
        project(ask(2026, 2027, base="statement_outbound"), notes={})


def test_without_a_statement_there_is_no_assumption():
    yearly = [{"period": str(year), "value": str(n)} for year, n in COUNTS.items()]
    table = project(ask(2026, 2027, base="statement_outbound"), rows=yearly)
    assert set(table["method"]) == {"damped_walk", "would_lift"}


def test_a_refusal_says_what_would_lift_it():
    (row,) = (
        project(ask(2026, 2027))
        .query("variant == 'masked' and method == 'would_lift'")
        .to_dict("records")
    )
    assert (row["limit"], row["found"]) == ("1", "2024")
    assert row["reason"].startswith("one further yearly count of this definition, for 2024 or")
    assert (row["lo"], row["mid"], row["hi"]) == ("", "", "")


def test_what_nothing_would_lift_is_not_promised():
    table = project(ask(2018, 2022))
    assert "would_lift" not in set(table["method"])


def test_the_answer_for_2027_is_a_refusal_with_assumptions(project_root: Path):
    """Of today's evidence; it falls when yearly counts of one definition arrive."""
    table = outlook.compute_projections(
        processed.read_table("reconciled", project_root),
        compute.load_indicators()["series"],
        load_projection(),
        comparison.load_notes(),
    )
    asked = table.query("as_of == '2026' and period == '2027'")
    for series_id in ("in_china_all@KGZ", "inbound@CHN"):
        rows = asked[asked["series_id"] == series_id]
        assert (rows[rows["method"] == "damped_walk"]["refused_because"] != "").all()
        assert list(rows[rows["method"] == "assumption"]["variant"]) == [
            "flat",
            "ten_percent_more",
            "change_before_2020",
        ]
    assert (table["inputs"] != "").all()
