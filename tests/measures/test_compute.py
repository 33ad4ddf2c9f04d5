"""The indicators that the fact file asks for, with everything they were computed from."""

import math

import pytest

from builders import reconciled
from exchange_stats.ground.comparison import SignedNote
from exchange_stats.ground.errors import DefinitionError, FactError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.stages import DEFINITION
from exchange_stats.measures.compute import (
    choose_indicator,
    compute_indicators,
    load_indicators,
    shown,
)
from exchange_stats.measures.indicators import KINDS

SERIES = {
    "all": {"origin": "{origin}", "host": "CHN", "programme": "all"},
    "degree": {"origin": "{origin}", "host": "CHN", "programme": "degree"},
    "inbound": {"origin": "CHN", "host": "KGZ"},
}
SHARE = {
    **{"kind": "share", "part": "degree", "whole": "all", "by": ["KGZ", "KAZ"]},
    **{"breakdown": ["programme"], "unit": "percent"},
}
RATIO = {"kind": "ratio", "name": "flows", "over": "all@KGZ", "under": "inbound", "unit": "ratio"}
ROWS = [
    {"fact_id": "rec-all"},
    {"programme": "degree", "value": "2400", "fact_id": "rec-degree"},
    {"origin": "KAZ", "value": "11784"},
    {"origin": "KAZ", "value": "7925", "programme": "degree"},
    {"origin": "CHN", "host": "KGZ", "value": "273", "basis": "unknown", "fact_id": "rec-in"},
]
NOTE = SignedNote("flows", ("ratio",), "order of magnitude only", "maintainers", "2026-11-24")


def compute(*rows, notes=None, **indicators):
    spec = {"series": SERIES, "indicator": indicators}
    return compute_indicators(reconciled(*(rows or ROWS)), spec, notes or {})


def test_an_indicator_is_computed_for_every_origin_it_is_asked_for():
    table = compute(share=SHARE)
    assert dict(zip(table["origin"], table["value"], strict=True)) == {
        "KGZ": "52.015605",
        "KAZ": "67.252206",
    }
    assert list(table["series"]) == ["degree@KGZ", "degree@KAZ"]


def test_an_indicator_names_its_inputs_its_sources_and_lasts():
    row = compute(share=SHARE).iloc[0]
    assert row["inputs"] == "rec-degree rec-all"
    assert row["source_ids"] == "yearbook"
    assert row["fact_id"] == "ind-share-degree@KGZ-2018"
    assert (row["unit"], row["status"], row["note_id"]) == ("percent", "A", "")


def test_codes_that_the_inputs_do_not_share_are_left_empty():
    row = compute(share=SHARE).iloc[0]
    assert (row["host"], row["programme"]) == ("CHN", "")


def test_unlike_definitions_stop_the_build():
    with pytest.raises(
        DefinitionError, match=r"ratio: unlike definitions \(basis: during_year and"
    ):
        compute(ratio=RATIO)


def test_a_signed_note_lets_them_through_and_travels_with_the_result():
    row = compute(ratio=RATIO, notes={"flows": NOTE}).iloc[0]
    assert (row["note_id"], row["status"], row["series"]) == ("flows", "D", "flows")
    assert row["value"] == "16.901099"


def test_bounds_travel_with_the_value():
    rows = [
        {"period": "2025", "value": "4200", "lo": "4201", "hi": "4299"},
        {**ROWS[4], "period": "2025", "value": "450", "lo": "445", "hi": "454"},
    ]
    row = compute(*rows, ratio=RATIO, notes={"flows": NOTE}).iloc[0]
    assert (row["value"], row["lo"], row["hi"]) == ("9.333333", "9.253304", "9.660674")


def test_an_open_bound_is_an_empty_text():
    rows = [
        {"value": "20", "lo": "20", "hi": "20"},
        {**ROWS[4], "value": "7", "lo": "8", "hi": "", "basis": "during_year"},
    ]
    balance = {**RATIO, "kind": "balance"}
    row = compute(*rows, balance=balance).iloc[0]
    assert (row["value"], row["lo"], row["hi"]) == ("12", "", "12")


def test_synthetic_inputs_make_a_synthetic_result():
    rows = [{"synthetic": "yes"}, {"programme": "degree", "synthetic": "yes", "value": "1"}]
    assert list(compute(*rows, share=SHARE)["synthetic"]) == ["yes"]
    assert set(compute(share=SHARE)["synthetic"]) == {""}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"kind": "median"}, r"\[indicator.share\]: kind 'median', expected one of count, share"),
        ({"part": "language"}, r"no \[series.language\], expected one"),
        ({"by": [""]}, "degree without an origin, expected degree@CODE"),
    ],
)
def test_an_entry_that_cannot_be_computed_is_refused(changed, found):
    with pytest.raises(FactError, match=found):
        compute(share={**SHARE, **changed})


def test_nothing_to_compute_is_an_empty_table():
    assert compute(share={**SHARE, "by": ["TKM"]}).empty


def test_the_indicators_of_the_project_are_of_known_kinds_and_all_say_their_formula():
    spec = load_indicators()
    entries = {**spec["indicator"], **spec["refused"]}
    assert len(entries) == len(spec["indicator"]) + len(spec["refused"])
    assert {entry["kind"] for entry in entries.values()} == set(KINDS)
    assert all(entry["formula"] and entry["unit"] and entry["source"] for entry in entries.values())


def test_every_unit_of_the_project_says_how_many_decimals_it_is_printed_with():
    spec = load_indicators()
    units = {entry["unit"] for entry in spec["indicator"].values()}
    assert units <= set(spec["shown"]["decimals"])


POPULATION = {"origin": "KGZ", "host": "KGZ", "measure": "inhabitants"}
PER_100_000 = {
    **{"kind": "rate", "of": "all", "population": "people", "per": 100_000, "by": ["KGZ"]},
    **{"unit": "per 100,000 inhabitants", "breakdown": ["measure", "basis", "population"]},
}


def test_a_rate_per_inhabitants_is_computed_when_a_population_has_a_source():
    people = {**POPULATION, "value": "7200000", "basis": "at_date", "population": "residence"}
    table = reconciled({"value": "4200"}, {**people, "source_id": "statistics office"})
    series = {**SERIES, "people": {"host": "KGZ", "measure": "inhabitants"}}
    spec = {**load_indicators(), "series": series, "indicator": {"rate": PER_100_000}}
    found = compute_indicators(table, spec, {})
    assert list(found["shown"]) == ["58.3"]
    assert list(found["source_ids"]) == ["yearbook statistics office"]


@pytest.mark.parametrize(
    ("indicator_id", "found"),
    [
        ("per_100_000", "no sourced population series"),
        ("gender_parity_index", "no sourced population series by sex"),
        ("intensity", "no complete matrix"),
    ],
)
def test_an_indicator_without_its_evidence_is_refused_and_never_estimated(indicator_id, found):
    with pytest.raises(FactError, match=f"{indicator_id}: {found}.*invent nothing"):
        choose_indicator(load_indicators(), indicator_id)


def test_an_unknown_indicator_is_refused_with_those_there_are():
    with pytest.raises(FactError, match="indicator 'median': expected one of degree_share"):
        choose_indicator(load_indicators(), "median")


GROWTH, RATIO_OF = (
    {"kind": kind, "unit": unit} for kind, unit in (("growth_year", "percent"), ("ratio", "ratio"))
)


@pytest.mark.parametrize(
    ("entry", "bounds", "text"),
    [
        (RATIO_OF, (9.2533, 9.6607), "9.3 to 9.7"),
        (RATIO_OF, (8.842, 10.118), "9 to 10"),
        (RATIO_OF, (9.2533, math.inf), "at least 9.3"),
        (RATIO_OF, (-math.inf, 12.0), "at most 12.0"),
        (RATIO_OF, (-math.inf, math.inf), ""),
        (RATIO_OF, (9.31, 9.3401), "9.3"),
        (GROWTH, (13.36, 16.37), "13 to 16"),
        (GROWTH, (9.88, 15.19), "10 to 15"),
        (GROWTH, (0.0, 26.7), "no clear change"),
        (GROWTH, (-0.9, 29.7), "no clear change"),
        (GROWTH, (0.0, 0.0), "0.0"),
        (GROWTH, (0.61594, 0.61594), "0.6"),
        ({**RATIO_OF, "decimals": 2}, (0.80494, 0.812395), "0.80 to 0.81"),
        ({"kind": "growth_span", "form": "multiple", "unit": "ratio"}, (-1, 3), "-1 to 3"),
    ],
)
def test_a_value_is_printed_with_no_more_digits_than_its_bounds_support(entry, bounds, text):
    assert shown(Interval(*bounds), entry, load_indicators()["shown"]) == text


UNLIKE = {
    "total": {"name": "n", "parts": ["all@KGZ", "inbound"]},
    "remainder": {"whole": "all@KGZ", "parts": ["inbound"]},
    "balance": {"name": "n", "over": "all@KGZ", "under": "inbound"},
    "ratio": {"name": "n", "over": "all@KGZ", "under": "inbound"},
    "asymmetry": {"name": "n", "over": "all@KGZ", "under": "inbound"},
    "mirror_gap": {"name": "n", "over": "all@KGZ", "under": "inbound"},
    "share": {"part": "inbound", "whole": "all@KGZ"},
    "female_share": {"name": "n", "female": "inbound", "male": "all@KGZ"},
    "rate": {"of": "inbound", "population": "all@KGZ", "per": 100},
    "rank": {"of": "all@KGZ", "among": ["all@KGZ", "inbound"]},
    "concentration": {"name": "n", "parts": ["all@KGZ", "inbound"], "form": "index"},
    "inequality": {"name": "n", "parts": ["all@KGZ", "inbound"]},
}


@pytest.mark.parametrize("kind", UNLIKE)
def test_no_kind_of_indicator_adds_or_divides_unlike_definitions(kind):
    entry = {**UNLIKE[kind], "kind": kind, "unit": "ratio"}
    with pytest.raises(DefinitionError, match=r"one: unlike definitions \(basis: "):
        compute(one=entry)
    signed = SignedNote("n", ("one",), "order of magnitude", "maintainers", "2026-11-24")
    found = compute(one=entry, notes={"n": signed})
    assert set(found["note_id"]) == {"n"}
    assert set(found["status"]) == {"D"}


@pytest.mark.parametrize("kind", ["growth_year", "index"])
def test_no_change_is_computed_across_a_change_of_definition(kind):
    rows = [{"period": "2017", "basis": "at_date"}, {"period": "2018"}]
    entry = {"kind": kind, "of": "all", "base": 2017, "by": ["KGZ"], "unit": "percent"}
    with pytest.raises(DefinitionError, match=r"one: unlike definitions \(basis: at_date and "):
        compute(*rows, one=entry)


OTHER = {
    **{"population": "residence", "measure": "graduates", "basis": "at_date"},
    **{"programme": "degree", "coverage": "reporting", "period_kind": "academic", "unit": "fte"},
}


@pytest.mark.parametrize("part", DEFINITION)
@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("total", {"parts": ["one", "other"]}),
        ("balance", {"over": "one", "under": "other"}),
        ("ratio", {"over": "one", "under": "other"}),
        ("share", {"part": "one", "whole": "other"}),
        ("growth_year", {"of": "both"}),
    ],
)
def test_figures_unlike_in_any_part_of_their_definition_are_not_added_or_divided(part, kind, asked):
    rows = [{"period": "2017", "period_end": "2018", "value": "1"}, {"origin": "KAZ"}]
    if kind == "growth_year":
        rows = [{"period": "2017"}, {}]
    series = {"one": {"origin": "KGZ"}, "other": {"origin": "KAZ"}, "both": {"origin": "KGZ"}}
    entry = {"kind": kind, "name": "both", "unit": "ratio", **asked}
    spec = {"series": series, "indicator": {"one": entry}}
    assert len(compute_indicators(reconciled(*rows), spec, {})) == 1
    rows[1][part] = OTHER[part]
    with pytest.raises(DefinitionError, match=rf"one: unlike definitions \({part}: "):
        compute_indicators(reconciled(*rows), spec, {})
