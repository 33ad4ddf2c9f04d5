"""What is asked, and which points a model may use."""

import pytest

from builders import reconciled
from exchange_stats.ground.errors import DefinitionError, FactError
from exchange_stats.measures import compute
from exchange_stats.measures.projection import questions
from exchange_stats.measures.projection.questions import load_projection

SERIES = {"counted": {"origin": "{origin}", "host": "CHN"}}


def points(*rows):
    table = reconciled(*rows)
    return questions.points_of(table, SERIES, "counted", "KGZ")


def used(rows, as_of=2026):
    variants = questions.variants_of(points(*rows), load_projection(), as_of)
    return {name: list(found) for name, found in variants.items()}


def test_the_facts_hold_the_thresholds_of_the_method():
    method = questions.method_of(load_projection())
    assert (method.shrinkage, method.levels) == (0.6, (50, 80, 95))
    rules = method.rules
    assert (rules.least_points, rules.most_age) == (6, 2)
    assert (rules.most_horizon, rules.points_per_year) == (3, 3)


def test_both_flows_are_asked_for_2027():
    asked = questions.questions_of(load_projection())
    assert {one.series_id for one in asked if 2027 in one.periods} == {
        "in_china_all@KGZ",
        "inbound@CHN",
    }
    series = compute.load_indicators()["series"]
    assert {one.series for one in asked} | {one.base for one in asked if one.base} <= set(series)


def test_masked_years_are_left_out_kept_or_waited_for():
    rows = [{"period": str(year)} for year in range(2018, 2026)]
    assert used(rows) == {
        "masked": [2018, 2019, 2023, 2024, 2025],
        "kept": list(range(2018, 2026)),
        "since_2023": [2023, 2024, 2025],
    }


def test_a_variant_that_begins_after_the_year_of_asking_is_left_out():
    assert list(used([{"period": "2018"}], as_of=2018)) == ["masked", "kept"]


@pytest.mark.parametrize("mark", ["E", "I"])
@pytest.mark.parametrize("column", ["status", "flags"])
def test_estimated_and_imputed_values_are_no_points(mark, column):
    rows = [{"period": "2016"}, {"period": "2017", column: mark}, {"period": "2018"}]
    assert used(rows)["kept"] == [2016, 2018]


def test_a_bound_without_an_end_is_no_point():
    rows = [{"period": "2017"}, {"period": "2018", "lo": "4201", "hi": ""}]
    assert used(rows)["kept"] == [2017]


@pytest.mark.parametrize("column", ["status", "flags"])
def test_a_break_starts_the_series_anew(column):
    rows = [{"period": "2016"}, {"period": "2017", column: "B"}, {"period": "2018"}]
    assert used(rows)["kept"] == [2017, 2018]


def test_a_statement_counts_by_the_middle_of_its_bounds():
    found = points({"period": "2018", "value": "4200", "lo": "4201", "hi": "4299"})
    assert questions.amounts(found) == {2018: 4250}


def test_later_points_are_not_seen():
    found = points({"period": "2017"}, {"period": "2018"})
    assert list(questions.seen_in(found, 2017)) == [2017]


def test_points_of_unlike_definitions_never_meet_in_one_series():
    with pytest.raises(DefinitionError, match=r"unlike definitions .*basis"):
        points({"period": "2017"}, {"period": "2018", "basis": "at_date"})


def test_an_unknown_series_is_named():
    with pytest.raises(FactError, match=r"no \[series.enrolled\]"):
        questions.points_of(reconciled({}), SERIES, "enrolled", "KGZ")


@pytest.mark.parametrize("section", ["walk", "refuse"])
def test_a_missing_threshold_is_refused(section):
    facts = load_projection()
    facts[section].popitem()
    with pytest.raises(FactError, match=r"facts/projection.toml: .*\[walk\] and \[refuse\]"):
        questions.method_of(facts)


@pytest.mark.parametrize(
    "entry", [{"series": "a"}, {"series": "a", "origin": "", "as_of": 1, "periods": [2], "x": 3}]
)
def test_a_question_with_wrong_entries_is_refused(entry):
    with pytest.raises(FactError, match=r"\[\[question\]\]: "):
        questions.questions_of({"question": [entry]})


def test_of_two_questions_on_one_series_the_latest_counts():
    table = reconciled({"period": "2017"}, {"period": "2018"})
    asked = [
        {"series": "counted", "origin": "KGZ", "as_of": year, "periods": [2019]}
        for year in (2018, 2017)
    ]
    found = questions.latest_points(table, SERIES, load_projection() | {"question": asked})
    assert {name: list(points) for name, points in found.items()} == {
        "counted@KGZ:masked": [2017, 2018],
        "counted@KGZ:kept": [2017, 2018],
    }


def test_a_row_carries_codes_inputs_and_sources():
    found = list(points({"period": "2017"}, {"period": "2018"}).values())
    row = questions.indicator_row("trend_tau", "counted@KGZ:kept", found, (1, 0.5, 2), "tau")
    assert (row["from_period"], row["period"]) == ("2017", "2018")
    assert (row["value"], row["lo"], row["hi"]) == ("1", "0.5", "2")
    assert (row["origin"], row["host"], row["programme"]) == ("KGZ", "CHN", "all")
    assert row["inputs"] == " ".join(point.rows[0]["fact_id"] for point in found)
    assert row["fact_id"] == "ind-trend_tau-counted@KGZ-kept-2018"


@pytest.mark.parametrize(
    ("amount", "text"), [((2.0, -1.5, 5.0), "no clear change"), ((6.0, 5.25, 6.5), "5 to 7")]
)
def test_a_trend_whose_sign_is_open_is_no_clear_change(amount, text):
    found = list(points({"period": "2017"}, {"period": "2018"}).values())
    row = questions.indicator_row("trend_growth", "s:kept", found, amount, "percent a year")
    assert row["shown"] == text
