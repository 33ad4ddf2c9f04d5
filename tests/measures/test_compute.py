"""The indicators that the fact file asks for, with everything they were computed from."""

import pytest

from builders import reconciled
from exchange_stats.ground.comparison import SignedNote
from exchange_stats.ground.errors import DefinitionError, FactError
from exchange_stats.measures.compute import compute_indicators, load_indicators
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
    assert (row["value"], row["lo"], row["hi"]) == ("13", "", "12")


def test_synthetic_inputs_make_a_synthetic_result():
    rows = [{"synthetic": "yes"}, {"programme": "degree", "synthetic": "yes", "value": "1"}]
    assert list(compute(*rows, share=SHARE)["synthetic"]) == ["yes"]
    assert set(compute(share=SHARE)["synthetic"]) == {""}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"kind": "median"}, r"\[indicator.share\]: kind 'median', expected one of count, share"),
        ({"part": "language"}, r"no \[series.language\], expected one"),
        ({"by": [""]}, "degree without an origin, expected degree@KGZ"),
    ],
)
def test_an_entry_that_cannot_be_computed_is_refused(changed, found):
    with pytest.raises(FactError, match=found):
        compute(share={**SHARE, **changed})


def test_nothing_to_compute_is_an_empty_table():
    assert compute(share={**SHARE, "by": ["TKM"]}).empty


def test_the_indicators_of_the_project_are_of_known_kinds_and_all_say_their_formula():
    spec = load_indicators()
    assert {entry["kind"] for entry in spec["indicator"].values()} <= set(KINDS)
    assert all(entry["formula"] and entry["unit"] for entry in spec["indicator"].values())
