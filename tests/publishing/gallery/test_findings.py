"""Findings stand in order, with their cells, in both languages, and nothing in them is live."""

import csv

import pytest

from exchange_stats.publishing.gallery.findings import (
    PAGES,
    counts_of,
    line_of,
    list_findings,
    write_page,
    write_table,
)
from html_reader import Reader


@pytest.fixture
def found(found_tables, definition, around):
    return list_findings(found_tables, {"small": definition}, around)


@pytest.fixture
def page(found, tmp_path):
    return write_page(tmp_path, found, "en").read_text(encoding="utf-8")


def test_the_gravest_stand_first_then_those_on_which_most_figures_rest(found):
    assert [(one.severity, one.cell, one.figures) for one in found] == [
        ("error", "C23", ("small",)),
        ("warning", "", ("small",)),
        ("notice", "F17", ("small",)),
        ("notice", "F16", ()),
    ]


def test_a_finding_on_a_sheet_concerns_the_facts_of_that_sheet(found_tables, definition):
    found_tables["observations"] = found_tables["observations"].query("sheet == 's'")
    found = list_findings(found_tables, {"small": definition})
    assert next(one for one in found if one.check_id == "small_counts").figures == ()


def test_both_languages_are_told(found):
    told = found[0].told
    assert told["en"].found.startswith("degree and non-degree: the parts in D23, G23 add up")
    assert told["ru"].severity == "ошибка"
    assert "D23: там, вероятно, 2\u00a0400, а не 2\u00a0401" in told["ru"].advice
    assert told["en"].about == "Kyrgyzstan \u2192 China, 2018, degree studies"


def test_the_cells_around_are_a_grid_with_place_and_suspect_marked(found):
    grid = found[0].grid
    assert grid.columns == ("C", "D", "G")
    assert [name for name, _ in grid.rows] == ["22", "23"]
    assert grid.marks == {"C23": "place", "D23": "suspect"}
    assert len(grid.rows[1][1][2]) == 60
    assert grid.rows[1][1][2].endswith("x\u2026")
    assert [one.grid for one in found[1:]] == [None, None, None]


def test_a_finding_is_one_line_on_a_console(found):
    assert line_of(found[0], "en") == (
        "error parts_add_up: book s!C23 (KGZ): degree and non-degree: the parts in D23, G23 add up "
        "to 4,615, the total printed in C23 is 4,614; compare D23 with the publication first: it "
        "is probably 2,400, not 2,401; if the publication has the error, add a row to "
        "facts/corrections.csv"
    )
    assert line_of(found[3], "ru").startswith("замечание jumps: book s!F16 (KGZ): переход с 100")
    assert counts_of(found, "en") == "Findings: 1 errors, 1 warnings, 2 notices"
    assert counts_of(found, "ru") == "Находки: ошибок — 1, предупреждений — 1, замечаний — 2"


def test_the_page_is_well_formed_and_each_finding_has_its_place(page):
    reader = Reader(page)
    assert reader.open == []
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert [name for name in ids if name.startswith("finding-")] == [
        f"finding-{number}" for number in (1, 2, 3, 4)
    ]


def test_the_page_marks_cells_by_words_and_not_by_colour_only(page):
    assert '<td class="place"><strong>4614</strong>' in page
    assert '<td class="suspect"><strong>2401</strong>' in page
    assert "probably wrong" in page
    assert "вероятно, неверно" in page


def test_what_a_workbook_prints_is_escaped(page):
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "<b>" not in page


def test_the_page_works_without_network_and_without_inline_code(page, tmp_path):
    reader = Reader(page)
    policy = next(a["content"] for _, a in reader.tags if "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not any("style" in attributes for _, attributes in reader.tags)
    assert not any(name.startswith("on") for _, a in reader.tags for name in a)
    assert [a["src"] for tag, a in reader.tags if tag == "script"] == ["check.js"]
    for name in PAGES:
        assert "http" not in (tmp_path / name).read_text(encoding="utf-8").replace("http-equiv", "")


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", ["en", "ru", "ky", "zh-Hans"]), ("ru", ["ru", "en", "ky", "zh-Hans"])],
)
def test_the_page_opens_in_the_language_asked_for(found, tmp_path, language, first):
    page = write_page(tmp_path, found, language).read_text(encoding="utf-8")
    switches = [a for tag, a in Reader(page).tags if tag == "input"]
    assert [a["data-html"] for a in switches] == first
    assert ["checked" in a for a in switches] == [True, False, False, False]
    assert page.index("<html") < page.index(f'lang="{language}"') < page.index("<head")


def test_no_finding_is_said_in_words(tmp_path):
    page = write_page(tmp_path, [], "en").read_text(encoding="utf-8")
    assert page.count("Nothing was found.") == 3


def test_the_table_has_a_line_for_each_finding_in_both_languages(found, tmp_path):
    with write_table(tmp_path, found).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["severity"] for row in rows] == ["error", "warning", "notice", "notice"]
    assert (rows[0]["workbook"], rows[0]["sheet"], rows[0]["cell"]) == ("book", "s", "C23")
    assert (rows[0]["figures"], rows[0]["figure_ids"]) == ("1", "small")
    assert rows[0]["found_en"] == found[0].told["en"].found
    assert rows[0]["advice_ru"] == found[0].told["ru"].advice


def test_no_text_of_the_table_is_taken_for_a_formula(found_tables, definition, tmp_path):
    row = found_tables["findings"].iloc[[0]]
    row = row.assign(fields=row["fields"].str.replace('"sheet": "s"', '"sheet": "=s"'))
    found = list_findings({**found_tables, "findings": row}, {"small": definition})
    with write_table(tmp_path, found).open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["sheet"] == "'=s"


def test_the_same_findings_give_the_same_bytes(found, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_page(tmp_path / name, found, "en")
        write_table(tmp_path / name, found)
    for name in (*PAGES, "check.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
