"""Why a number changed: by what it was made of, and never by a guess."""

import pytest

from exchange_stats.ground.stages import PLACE
from exchange_stats.issued.causes import (
    CAUSES,
    Provenance,
    causes_of_cell,
    causes_of_result,
    record_facts,
)
from exchange_stats.reading.sources import load_sources, load_workbooks

ROW = {"workbook_id": "book", "sheet": "1", "cell": "B2", "source_id": "ministry", "printed": "12"}
FACTS = {
    "version": "1",
    "layout": {"book": "l1"},
    "labels": {"ministry": "d1"},
    "dictionary": {"codes.toml": "c1"},
    "rule": {"precedence.toml": "r1"},
}
CORRECTION = {**{name: ROW[name] for name in PLACE}, "was": "12", "action": "override"}


def known(sha256="s1", corrections=(), **facts):
    books = {"book": {"sha256": sha256, "source": "ministry"}}
    return Provenance(books, FACTS | facts, tuple(corrections))


@pytest.mark.parametrize(
    ("printed", "new", "causes"),
    [
        ("13", known(sha256="s2"), ["source"]),
        ("12", known(corrections=[CORRECTION | {"value": "21"}]), ["correction"]),
        ("12", known(layout={"book": "l2"}), ["layout"]),
        ("12", known(labels={"ministry": "d2"}), ["dictionary"]),
        ("12", known(dictionary={"codes.toml": "c2"}), ["dictionary"]),
        ("12", known(version="2"), ["code"]),
        ("12", known(), ["code"]),  # nothing else has changed
        ("12", known(sha256="s2"), ["code"]),  # re-issued, but this cell prints the same
        ("12", known(layout={"other": "x", "book": "l1"}), ["code"]),
        ("13", known(sha256="s2", layout={"book": "l2"}), ["source", "layout"]),
        ("12", known(layout={"book": "l2"}, version="2"), ["layout", "code"]),
    ],
)
def test_a_changed_cell_names_what_changed_beneath_it(printed, new, causes):
    assert causes_of_cell(ROW, ROW | {"printed": printed}, known(), new) == causes


def test_a_number_that_only_got_another_flag_was_flagged_by_a_rule():
    flagged = ROW | {"flags": "S"}
    both = known(dictionary={"codes.toml": "c2"}, rule={"breaks.csv": "b2"})
    assert causes_of_cell(ROW | {"flags": ""}, flagged, known(), both) == ["rule"]
    by_code = causes_of_cell(ROW | {"flags": ""}, flagged, known(), known(version="2"))
    assert by_code == ["code"]
    revised = flagged | {"value": "13"}
    assert causes_of_cell(ROW | {"flags": ""}, revised, known(), both) == ["dictionary"]


def test_a_correction_that_was_taken_back_or_altered_is_the_cause():
    first, second = ([CORRECTION | {"value": value}] for value in ("21", "22"))
    with_first, with_second = known(corrections=first), known(corrections=second)
    assert causes_of_cell(ROW, ROW, with_first, known()) == ["correction"]
    assert causes_of_cell(ROW, ROW, with_first, with_second) == ["correction"]
    assert causes_of_cell(ROW | {"cell": "B3"}, ROW | {"cell": "B3"}, with_first, known()) == [
        "code"
    ]


def test_a_number_of_a_new_workbook_comes_from_its_source():
    nothing = Provenance({}, FACTS)
    assert causes_of_cell(None, ROW, nothing, known())[0] == "source"
    assert causes_of_cell(ROW, None, known(), nothing)[0] == "source"


def test_a_set_that_does_not_say_what_it_was_made_of_leaves_the_cause_unknown():
    assert causes_of_cell(ROW, ROW, Provenance(known().workbooks), known()) == ["unknown"]
    assert causes_of_result({"inputs": "a"}, [], Provenance(), known()) == ["unknown"]
    old = Provenance(known("s0").workbooks)
    assert causes_of_cell(ROW, ROW | {"printed": "13"}, old, known()) == ["source"]


def test_a_result_has_the_causes_of_its_inputs_in_order_and_its_own_only_without():
    row = {"inputs": "a b"}
    assert causes_of_result(row, ["code", "source", "code"], known(), known()) == ["source", "code"]
    assert causes_of_result(row, [], known(), known(rule={"precedence.toml": "r2"})) == ["rule"]
    assert causes_of_result(row, [], known(), known()) == ["code"]


def test_a_result_of_returns_that_are_kept_back_follows_their_workbooks():
    row = {"inputs": "", "source_ids": "ministry"}
    assert causes_of_result(row, [], known(), known("s2")) == ["source"]
    assert causes_of_result(row | {"source_ids": "other"}, [], known(), known("s2")) == ["code"]


def test_the_provenance_of_an_older_set_is_read_without_what_it_lacks():
    old = Provenance.of({"workbooks": {"book": {"sha256": "s1"}}})
    assert (old.sha256("book"), old.sha256("other"), old.facts, old.corrections) == (
        "s1",
        "",
        {},
        (),
    )


def test_what_a_set_rests_on_is_hashed_by_workbook_source_and_fact_file(small):
    first = record_facts(load_workbooks().values(), load_sources())
    assert set(first) == {"version", "layout", "labels", "dictionary", "rule"}
    assert (set(first["layout"]), set(first["labels"])) == ({"ministry_2018"}, {"ministry"})
    small.label("ministry,category,All,en,programme=degree")
    second = record_facts(load_workbooks().values(), load_sources())
    assert {part for part in first if first[part] != second[part]} == {"labels"}


def test_labels_of_another_source_leave_the_hash_as_it_is(small):
    first = record_facts(load_workbooks().values(), load_sources())
    text = (small.facts / "labels.csv").read_text(encoding="utf-8")
    small.put("labels.csv", text + "other,category,All,en,programme=all,confirmed,maintainers,,\n")
    assert record_facts(load_workbooks().values(), load_sources()) == first


def test_causes_have_one_order():
    assert CAUSES == ("source", "correction", "layout", "dictionary", "rule", "code", "unknown")
