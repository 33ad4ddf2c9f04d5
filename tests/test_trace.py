"""Every published number leads to its cells, and the cells lead back to the number."""

import re
from functools import cache

import openpyxl
import pytest

from exchange_stats import pipeline
from exchange_stats.ground.errors import TraceError
from exchange_stats.trace import Facts, amount, as_text, derive_facts, trace_fact, uses_of

SLOT = "Kyrgyzstan \u2192 China, 2018, degree studies"
CELL = re.compile(r": (?P<path>data/raw/\S+), sheet '(?P<sheet>.*)', cell (?P<cell>[A-Z]+\d+) ")


@pytest.fixture(scope="module")
def tables(derived):
    return derived[0]


@pytest.fixture(scope="module")
def facts(tables):
    return Facts(tables)


@pytest.fixture(scope="module")
def books(derived):
    return {
        book.id: {"path": book.path, "sha256": book.sha256, "publisher": "P", "title": "T"}
        for book in derived[1]
    }


@pytest.fixture(scope="module")
def leaves(facts, books, project_root):
    """Follow a fact to its cells and return what stands there, read by another library."""

    @cache
    def opened(path):
        return openpyxl.load_workbook(project_root / path)

    def followed(fact_id):
        steps = trace_fact(fact_id, facts, books)
        cells = [CELL.search(step.text) for step in steps if step.kind == "cell"]
        return [opened(at["path"])[at["sheet"]][at["cell"]].value for at in cells]

    return followed


def fact(table, **codes):
    """Return the id of the one row with these codes."""
    for name, code in codes.items():
        table = table[table[name] == code]
    assert len(table) == 1, table
    return table["fact_id"].iloc[0]


def indicator(tables, indicator_id, **codes):
    return fact(tables["indicators"], indicator_id=indicator_id, **codes)


def test_a_share_is_followed_to_its_two_cells_and_back(tables, facts, leaves):
    found = indicator(tables, "degree_share", origin="KGZ", period="2018")
    part, whole = leaves(found)
    assert (part, whole) == (2400, 4614)
    assert float(amount(facts.find(found)[1])) == pytest.approx(100 * part / whole, abs=1e-6)


def test_a_sum_is_followed_to_every_addend_and_back(tables, facts, leaves):
    found = indicator(tables, "five_countries_total", period="2018")
    cells = leaves(found)
    assert sorted(cells) == [3157, 4007, 4614, 6323, 11784]
    assert amount(facts.find(found)[1]) == str(sum(cells)) == "29885"


def test_a_compound_growth_is_followed_to_both_ends_and_back(tables, facts, leaves):
    found = indicator(tables, "growth_compound", origin="KGZ")
    after, before = leaves(found)
    rate = 100 * ((after / before) ** (1 / 8) - 1)
    assert float(amount(facts.find(found)[1])) == pytest.approx(rate, abs=1e-6)


def test_contributions_are_followed_to_part_and_base_and_back(tables, facts, leaves):
    found = indicator(tables, "contribution_by_programme", series="in_china_degree@KGZ")
    after, before, base = leaves(found)
    expected = 100 * (after - before) / base
    assert float(amount(facts.find(found)[1])) == pytest.approx(expected, abs=1e-6)


def test_a_ratio_of_statements_is_followed_to_their_words(tables, leaves):
    found = indicator(tables, "ratio_of_flows_stated")
    assert leaves(found) == ["more than 4,200", "about 450"]


def test_the_sum_of_the_sample_returns_is_followed_to_every_institution(tables, leaves):
    found = indicator(tables, "returns_by_level", series="returns_all@CHN")
    assert sum(leaves(found)) == 450


def test_a_released_number_is_followed_through_its_table_to_the_cells(tables, facts, books, leaves):
    codes = {"origin": "CHN", "institution": "_T", "isced_level": "7"}
    found = fact(tables["release"], **codes)
    first = trace_fact(found, facts, books)[0]
    assert first.text.startswith(
        "China \u2192 Kyrgyzstan, 2024/25, degree studies, master: 91 in the ta"
    )
    assert sum(leaves(found)) == 91


def test_a_released_number_of_a_real_return_is_followed_to_its_table(tables, books):
    table = tables["release"].assign(inputs="")
    made = Facts({**tables, "release": table})
    (step,) = trace_fact(table["fact_id"].iloc[0], made, books)
    assert step.kind == "released"
    assert step.text.endswith("; a real return: its cells are kept back")


def test_a_number_of_every_table_stands_in_its_cell(tables, facts, leaves):
    ids = [*tables["observations"]["fact_id"][::25], *tables["reconciled"]["fact_id"][::25]]
    for fact_id in ids:
        value = facts.find(fact_id)[1]["value"]
        (cell,) = leaves(fact_id)
        if value and isinstance(cell, int | float):
            assert float(value) == float(cell), fact_id
        elif value:
            assert value in re.sub(r"[^\d.]", "", str(cell)), fact_id


def test_every_number_can_be_traced_and_ends_in_cells_of_registered_files(tables, facts, books):
    paths = {book["path"] for book in books.values()}
    for name in ("observations", "reconciled", "release", "indicators", "claims", "cooperation"):
        for fact_id in tables[name]["fact_id"]:
            steps = trace_fact(fact_id, facts, books)
            found = [CELL.search(step.text) for step in steps if step.kind == "cell"]
            assert all(at and at["path"] in paths for at in found), fact_id
            assert found or facts.find(fact_id)[1]["value"] == "0", fact_id


def test_the_steps_say_formula_rule_reading_source_and_hash(tables, facts, books):
    found = indicator(tables, "degree_share", origin="KGZ", period="2018")
    lines = as_text(trace_fact(found, facts, books)).splitlines()
    assert lines[0].startswith("computed: degree_share, in_china_degree@KGZ, 2018: 52.015605 perc")
    assert lines[0].endswith("= 100 x degree students / all students")
    assert lines[1] == f"  chosen: {SLOT}: 2,400; rule: the only source (numbers found: 1)"
    assert lines[2] == f"    read: {SLOT}: '2400' read as 2,400 (exact)"
    assert lines[3].startswith(
        "      cell: P, T: data/raw/moe_china_yearbook/central_asia_in_china"
    )
    assert lines[3].endswith(f"cell D23 (sha256 {books['moe_china_yearbook_2018']['sha256'][:12]})")


def test_unlike_definitions_are_told_with_the_reason_of_their_note(tables, facts, books):
    found = indicator(tables, "ratio_of_flows_stated")
    text = as_text(trace_fact(found, facts, books))
    assert "; unlike definitions: Both numbers were named in one speech." in text
    assert "'more than 4,200' read as 4,201 to 4,299 (more than)" in text
    assert "24.kg" in text


def test_a_count_of_the_register_is_followed_to_its_entries(tables, facts, books):
    found = indicator(tables, "commitments_by_state", series="pledged")
    steps = trace_fact(found, facts, books)
    value = facts.find(found)[1]["value"]
    assert [step.kind for step in steps].count("cell") == int(value) > 0
    assert "number of entries of the cooperation register" in steps[0].text


def test_a_missing_value_is_told_with_its_status(tables, facts, books):
    rows = tables["observations"].query("status == 'O' and source_id == 'unesco_uis'")
    assert "missing (O)" in as_text(trace_fact(rows["fact_id"].iloc[0], facts, books))


def test_a_corrected_number_tells_what_was_printed_and_why(small):
    header = (small.facts / "corrections.csv").read_text(encoding="utf-8")
    line = "ministry,ministry_2018,table 1,D6,6,override,9,a slip,the release,open,2026-11-24,\n"
    small.put("corrections.csv", header + line)
    made, _ = pipeline.derive_tables(small.root)
    found = fact(made["observations"], cell="D6")
    text = as_text(trace_fact(found, Facts(made), {}))
    assert "'6' read as 9" in text
    assert "corrected: '6' to 9: a slip (evidence: the release)" in text


def test_a_cell_leads_forward_to_all_that_is_made_of_it(tables):
    found = uses_of("moe_china_yearbook_2018!中亚五国!D23", tables)
    assert found[0] == fact(
        tables["observations"], workbook_id="moe_china_yearbook_2018", cell="D23"
    )
    assert indicator(tables, "degree_share", origin="KGZ", period="2018") in found
    assert indicator(tables, "five_countries_degree", period="2018") in found
    assert indicator(tables, "degree_share", origin="KGZ", period="2017") not in found


def test_the_sheet_of_a_cell_may_be_left_out(tables):
    book = "moe_china_yearbook_2018"
    assert uses_of(f"{book}!D23", tables) == uses_of(f"{book}!中亚五国!D23", tables)


@pytest.mark.parametrize(
    "cell", ["moe_china_yearbook_2018!ZZ99", "no_such_book!A1", "moe_china_yearbook_2018!other!D23"]
)
def test_a_cell_that_nothing_comes_from_is_refused(tables, cell):
    with pytest.raises(TraceError, match="no fact comes from this cell"):
        uses_of(cell, tables)


def test_an_unknown_fact_is_refused_with_what_to_do(facts):
    with pytest.raises(
        TraceError, match="fact 'ind-nothing': not in data/processed, expected an id"
    ):
        facts.find("ind-nothing")


def test_a_number_is_computed_anew_from_its_cells(small):
    made, _ = pipeline.derive_tables(small.root)
    found = indicator(made, "degree_share", period="2018")
    assert amount(derive_facts(small.root).find(found)[1]) == "50"
    small.change("D6", 3)
    assert amount(derive_facts(small.root).find(found)[1]) == "25"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"value": "5", "lo": "5", "hi": "5"}, "5"),
        ({"value": "4200", "lo": "4201", "hi": "4299"}, "4201 to 4299"),
        ({"value": "7", "lo": "8", "hi": ""}, "8 to open"),
        ({"value": "13", "lo": "", "hi": "12"}, "open to 12"),
        ({"value": "", "lo": "", "hi": "", "status": "O"}, "missing (O)"),
        ({"value": "10"}, "10"),
        ({"value": ""}, "no number"),
    ],
)
def test_an_amount_is_a_value_an_interval_or_a_reason(row, text):
    assert amount(row) == text
