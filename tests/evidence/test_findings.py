"""A finding names the place, the slot and the facts, and carries what fills its sentences."""

import json
import re

import pytest

from builders import observation
from exchange_stats.evidence.findings import (
    COLUMNS,
    cell_list,
    finding,
    in_english,
    notice_lines,
    slot_key,
    without_numbers,
)
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.stages import FINDINGS, SLOT

TOTAL = observation(fact_id="obs-total")
DEGREE = observation(programme="degree", cell="D23", fact_id="obs-degree")
FIELDS = {"before": 3163, "after": 4614, "usual": 3230}


def test_a_finding_has_its_place_its_slot_and_its_facts_once():
    found = finding("jumps", TOTAL, FIELDS, [DEGREE, TOTAL])
    assert found["place"] == "book s!C23"
    assert found["slot"] == "KGZ CHN 2018 all"
    assert found["fact_ids"] == "obs-total obs-degree"
    assert found["message"] == "3,163 to 4,614 stands out in its series"
    assert found["expected"] == "about 3,230, had it changed as in the other years"


def test_a_finding_on_a_return_can_be_told_without_its_numbers():
    severity = {"check_id": "jumps", "severity": "notice"}
    table = FINDINGS.frame([{**severity, **finding("jumps", TOTAL, FIELDS)}])
    (row,) = without_numbers(table, ["book"]).to_dict("records")
    assert row["message"] == "c to c stands out in its series"
    assert (row["place"], row["fact_ids"]) == ("book s!C23", "obs-total")
    assert not {"3163", "4614", "3230"} & set(re.findall(r"\d+", row["fields"]))
    assert without_numbers(table, ["other"]).equals(table)


def test_counts_of_cells_and_words_are_told_still():
    fields = {"count": 3, "meaning": {"term": "status=O"}, "status": "O"}
    one = {"check_id": "missing_values", **finding("missing_values", TOTAL, fields)}
    table = FINDINGS.frame([one])
    assert without_numbers(table, ["book"]).equals(table)


def test_a_finding_on_a_workbook_has_neither_cell_nor_slot():
    found = finding("synthetic_data", {"workbook_id": "book"}, {"count": 1})
    assert (found["place"], found["slot"], found["fact_ids"]) == ("book", "", "")
    assert found["message"].startswith("1 cell of synthetic")


def test_a_finding_carries_place_codes_and_numbers_for_any_language():
    fields = json.loads(finding("jumps", DEGREE, FIELDS)["fields"])
    assert (fields["workbook_id"], fields["sheet"], fields["cell"]) == ("book", "s", "D23")
    assert fields["slot"]["programme"] == "degree"
    assert "sex" not in fields["slot"]
    assert fields["before"] == 3163


def test_a_finding_with_check_and_severity_is_a_row_of_its_stage():
    assert set(FINDINGS.columns) == {*finding("jumps", TOTAL, FIELDS), "check_id", "severity"}


def test_a_sentence_for_a_field_takes_the_place_of_the_usual_one():
    fields = {"what": {"term": "sex"}, "cell": "C5", "total": 9, "parts": "C6", "added": 8}
    suspect = {"suspect": "C6", "printed": 4530, "repaired": 4350}
    assert "probably" not in in_english("totals_in_returns", "advice", fields)
    assert "C6 first: it is probably 4,350, not 4,530" in in_english(
        "totals_in_returns", "advice", fields | suspect
    )


def test_fields_are_written_by_their_kind():
    fields = {"printed": "43.06", "share": {"number": "43.600"}, "part": 1, "whole": 2.5}
    assert in_english("printed_shares", "found", fields) == (
        "printed share 43.06 %, recomputed 43.600 %"
    )
    fields = {"claim": "KC1", "quantity": "5", "counted": [["2014", 3163], ["2015", 1439.5]]}
    assert in_english("statements_against_series", "found", fields).endswith(
        "statistics 2014: 3,163, 2015: 1,439.5"
    )


def test_a_notice_is_a_line_for_a_console_in_each_language():
    said = {"said": {"en": "1 error cells", "ru": "1 ошибка"}, "advice": {"en": "a", "ru": "б"}}
    where = {"workbook_id": "book", "sheet": "s", "cell": "B2"}
    noticed = finding("doubtful_reading", where, {"code": "W_ERROR_CELL", **said})
    other = finding("missing_values", where, {"count": 2, "meaning": "x"})
    rows = [{"check_id": "", "severity": "", **one} for one in (noticed, other)]
    assert notice_lines(FINDINGS.frame(rows)) == [
        {
            "en": "W_ERROR_CELL: book s!B2: 1 error cells; a",
            "ru": "W_ERROR_CELL: book s!B2: 1 ошибка; б",
        }
    ]


def test_a_check_without_sentences_is_refused():
    with pytest.raises(FactError, match="no sentence 'found' of 'guesses'"):
        in_english("guesses", "found", {})


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (["C5"], "C5"),
        (["C5", "C6", "C7"], "C5:C7"),
        (["Y5", "Z5", "AA5"], "Y5:AA5"),
        (["C5", "D6"], "C5, D6"),
        (["C5", "C6", "D6", "E6"], "C5:C6, D6:E6"),
        (["C6", "C5"], "C6, C5"),
    ],
)
def test_neighbouring_cells_are_a_range(cells, text):
    assert cell_list([{"sheet": "s", "cell": cell} for cell in cells], "s") == text


def test_cells_of_another_sheet_are_named_with_it():
    rows = [{"sheet": "s", "cell": "C5"}, {"sheet": "t", "cell": "C6"}]
    assert cell_list(rows, "s") == "C5, t!C6"


def test_the_key_of_a_slot_is_its_codes_and_its_kind_of_period():
    assert slot_key(TOTAL) == (*(TOTAL[name] for name in SLOT), "calendar")
    assert slot_key(TOTAL, programme="degree") == slot_key(DEGREE) != slot_key(TOTAL)


ROWS = factbook.load_csv("findings.csv", COLUMNS)
SEVERITIES = factbook.load_toml("checks.toml")["severity"]


def test_every_check_has_its_sentences_once():
    keys = [(row["check_id"], row["part"]) for row in ROWS]
    assert len(keys) == len(set(keys))
    for check in SEVERITIES:
        assert {(check, part) for part in ("name", "found", "expected", "advice")} <= set(keys)


def test_every_check_of_the_sentences_is_on_the_list():
    assert {row["check_id"] for row in ROWS} - {"term", "page"} == set(SEVERITIES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['check_id']}-{row['part']}")
def test_both_languages_are_complete_and_use_the_same_fields(row):
    assert row["en"]
    assert row["ru"]
    used = [set(re.findall(r"\{(\w+)", row[language])) for language in ("en", "ru")]
    assert used[0] == used[1]


@pytest.mark.parametrize("kind", ["identity", "within"])
def test_every_identity_is_named_in_words(kind):
    terms = {row["part"] for row in ROWS if row["check_id"] == "term"}
    assert {one["id"] for one in factbook.load_toml("checks.toml")[kind]} <= terms
