"""Whatever a label or a name holds, every writer writes it as a text, into its folder."""

import csv
import json
import re
import shutil
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook
from pptx import Presentation

from exchange_stats import pipeline
from exchange_stats.__main__ import main
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError
from exchange_stats.ground.inert import plain_table, text_of
from exchange_stats.issued.account import write_account
from exchange_stats.issued.revisions import Revision
from exchange_stats.publishing import figures, office
from exchange_stats.publishing.gallery.findings import Found, Grid, Told, write_page, write_table
from exchange_stats.publishing.gallery.sheet import write_workbook
from exchange_stats.publishing.template import write_template
from exchange_stats.publishing.translation import write_sheets
from hostile_labels import LABELS, RUN, SIGNS, policy_of

FIRST = "kyrgyz-students-in-china"


def formulas_of(path):
    """Return the cells of a workbook that a program would run or follow."""
    book = load_workbook(path)
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)
    ]


def texts_of(path):
    return {
        str(cell.value)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def live_in(text):
    """Return what of a page could run or load: scripts, events, frames, addresses."""
    tree = html.document_fromstring(text)
    return [
        (one.tag, name)
        for one in tree.iter()
        if isinstance(one.tag, str)
        for name in [one.tag, *one.attrib]
        if name in ("iframe", "object", "embed", "form", "base", "svg", "img")
        or (name == "script" and one.get("src") != "check.js")
        or name.startswith("on")
        or str(one.get(name, "")).lower().startswith(("javascript:", "http:"))
    ]


# --- what a stranger's table holds ---


@pytest.fixture(scope="module")
def received(tmp_path_factory):
    """A table whose labels are hostile, as a sender may send it."""
    folder = tmp_path_factory.mktemp("received")
    file = folder / "sent.csv"
    labels = [label for name, label in LABELS.items() if name != "what XML cannot hold"]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerow(["Region", "=2024", "@2025"])
        writer.writerows([label, str(10 + at), str(20 + at)] for at, label in enumerate(labels))
    for kind in ("csv", "json", "xlsx"):
        assert main(["read", str(file), "--to", str(folder / f"cells.{kind}")]) == 0
    assert main(["inspect", str(file), "--to", str(folder / "seen.html")]) == 0
    return folder


def test_cells_that_were_read_are_texts_in_every_format(received):
    cells = json.loads((received / "cells.json").read_text(encoding="utf-8"))
    written = pd.read_csv(
        received / "cells.csv", dtype="str", keep_default_na=False, na_filter=False
    )
    begins = [cell for name in written for cell in written[name] if cell.startswith(SIGNS)]
    assert begins == []
    labels = [cell["row_label"] for cell in cells]
    assert len(set(labels)) == len(LABELS) - 2  # a tab and a CR are read as spaces
    assert plain_table(written)["row_label"].tolist() == labels
    assert formulas_of(received / "cells.xlsx") == []
    assert set(labels) <= texts_of(received / "cells.xlsx")


def test_what_is_printed_is_what_a_file_holds(received, capfd):
    assert main(["read", str(received / "sent.csv")]) == 0
    assert capfd.readouterr().out == (received / "cells.csv").read_text(encoding="utf-8")


def test_the_page_of_a_strangers_table_is_inert(received):
    page = (received / "seen.html").read_text(encoding="utf-8")
    assert live_in(page) == []
    assert policy_of(page).startswith("default-src 'none'; style-src 'sha256-")
    assert f"<script>{RUN}</script>" in html.document_fromstring(page).text_content()


# --- findings, changes, forms, texts ---


@pytest.fixture
def hostile_findings():
    """Findings of which every text is hostile."""
    labels = list(LABELS.values())
    return [
        Found(
            severity="error",
            check_id=label,
            place=label,
            slot=label,
            workbook_id=label,
            sheet=label,
            cell=label,
            suspect=label,
            told={name: Told(*[label] * 6) for name in ("en", "ru", "ky", "zh")},
            figures=(label,),
            fact_ids=label,
            grid=Grid(("C",), (("22", (label,)),), {"C22": "place"}),
        )
        for label in labels
    ]


def test_findings_are_inert_as_page_table_and_workbook(hostile_findings, tmp_path):
    page = write_page(tmp_path, hostile_findings, "en").read_text(encoding="utf-8")
    assert live_in(page) == []
    assert policy_of(page).startswith("default-src 'none'; ")
    path = write_table(tmp_path, hostile_findings)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [cell for row in rows for cell in row if cell.startswith(SIGNS)] == []
    shown = [one.sheet.replace("\ud800", "?") for one in hostile_findings]
    assert [text_of(row[3]) for row in rows] == shown
    book = write_workbook(tmp_path, hostile_findings, "en")
    assert formulas_of(book) == []
    assert {"=HYPERLINK(1)", "x" * 20_000, "http://example.org"} <= texts_of(book)


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_changes_between_releases_are_texts(tmp_path, kind):
    found = [
        Revision(label, label, "revised", label, "-12", label, "source", "")
        for name, label in LABELS.items()
        if name != "what XML cannot hold"
    ]
    write_account(found, tmp_path / f"a.{kind}")
    if kind == "xlsx":
        assert formulas_of(tmp_path / "a.xlsx") == []
    elif kind == "csv":
        with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell.startswith(SIGNS) and cell != "-12"] == []
        assert {text_of(cell) for cell in cells} > {"=HYPERLINK(1)", "\t=1+1", "\r=1+1"}
    else:
        rows = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert [row["fact_id"] for row in rows] == [one.fact_id for one in found]


def test_a_form_holds_no_formula_but_its_own(tmp_path):
    def hostile(source):
        return {
            dimension: {
                codes: {language: f"=1+{label}" for language, label in forms.items()}
                for codes, forms in labels.items()
            }
            for dimension, labels in pipeline.form_labels(source).items()
        }

    for name, labels in (("usual", pipeline.form_labels), ("hostile", hostile)):
        write_template(tmp_path / f"{name}.xlsx", "kyrgyz", "2025/26", labels)
    usual, found = (formulas_of(tmp_path / f"{name}.xlsx") for name in ("usual", "hostile"))
    assert [cell[:2] for cell in found] == [cell[:2] for cell in usual]
    assert any(text.startswith("=1+") for text in texts_of(tmp_path / "hostile.xlsx"))


# --- figures and what is made of them ---


def facts_with(folder, project_root, said, figure_id=FIRST):
    """Return a copy of the facts in which parts of the words of a figure are hostile."""
    facts = folder / "facts"
    shutil.copytree(project_root / "src" / "exchange_stats" / "facts", facts)
    with (facts / "texts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        of, _, part = row["key"].rpartition(".")
        if of == f"figure.{FIRST}":
            row["key"] = f"figure.{figure_id}.{part}"
            if part in said:
                row.update(dict.fromkeys(("en", "ru", "ky", "zh"), said[part]))
        if row["key"] == "series.kyrgyz_total" and "label" in said:
            row.update(dict.fromkeys(("en", "ru", "ky", "zh"), said["label"]))
    notes = (facts / "comparisons.toml").read_text(encoding="utf-8")
    renamed = notes.replace(f'"figure {FIRST}"', json.dumps(f"figure {figure_id}"))
    (facts / "comparisons.toml").write_text(renamed, encoding="utf-8")
    with (facts / "texts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return facts


WORDS = {
    "title": LABELS["a script"] + LABELS["a formula of mathematics"],
    "subtitle": LABELS["an equals sign"],
    "note": "a\x00b\x01c\ufffed " + LABELS["several lines"],
    "alt": LABELS["the end of a script"] + LABELS["directions"],
    "label": LABELS["20,000 characters"],
}


@pytest.fixture(scope="module")
def written(project_root, tables, tmp_path_factory):
    """A figure of hostile words in every format, and the workbook of texts."""
    folder = tmp_path_factory.mktemp("written")
    facts = facts_with(tmp_path_factory.mktemp("known"), project_root, WORDS)
    with factbook.using(facts):
        definition = figures.load_definitions()[FIRST]
        bare = [figures.Look("en", size, "bare") for size in ("word", "slide")]
        kinds = ("png", "svg", "pdf", "csv", "txt")
        for look in (figures.Look("en"), *bare):
            figures.write_figure(definition, tables, folder, look, kinds)
        office.write_packs(folder / "pack", [definition], tables, "en", folder)
        write_sheets(folder / "texts.xlsx", tables, ["ky"])
    return folder


def test_a_picture_holds_hostile_words_as_words(written):
    tree = ElementTree.parse(written / f"{FIRST}.en.word.svg")  # refuses what is not well formed
    tags = {one.tag.rpartition("}")[2] for one in tree.iter()}
    assert not tags & {"script", "foreignObject", "image", "a"}
    assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on")]
    assert tree.find(".//{http://purl.org/dc/elements/1.1/}title").text == WORDS["title"]


def test_the_words_and_data_of_a_figure_are_texts(written):
    said = (written / f"{FIRST}.en.txt").read_text(encoding="utf-8")
    assert "\x00" not in said
    assert "Note: a b c d one two three" in said
    with (written / f"{FIRST}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [cell for row in rows for cell in row if cell.startswith(SIGNS)] == []
    assert WORDS["label"] in {cell for row in rows for cell in row}


def test_office_files_hold_hostile_words_as_words(written):
    page = "\n".join(one.text for one in Document(str(written / "pack.docx")).paragraphs)
    slides = Presentation(str(written / "pack.pptx")).slides
    deck = "\n".join(one.text_frame.text for s in slides for one in s.shapes if one.has_text_frame)
    for text in (page, deck):
        assert WORDS["title"] in text
        assert WORDS["subtitle"] in text
        assert "a b c d one two three" in text
    links = {cell[2] for cell in formulas_of(written / "pack.xlsx")}
    assert links == set()
    assert WORDS["subtitle"] in texts_of(written / "pack.xlsx")


def test_the_workbook_of_texts_computes_only_the_characters_left(written):
    found = formulas_of(written / "texts.xlsx")
    assert found
    assert [cell for cell in found if not re.fullmatch(r"=\d+-LEN\(E\d+\)", cell[2])] == []
    assert WORDS["subtitle"] in texts_of(written / "texts.xlsx")


NAMES = {
    "steps out of the folder": "../../x",
    "a device": "con",
    "200 Cyrillic letters": "\u0449" * 200,
    "a newline": "a\nb",
}


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_figure_leads_out_of_its_folder(name, project_root, tables, tmp_path):
    facts = facts_with(tmp_path, project_root, {}, NAMES[name])
    folder = tmp_path / "a" / "b" / "out"
    folder.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    definition = replace(figures.load_definitions()[FIRST], id=NAMES[name])
    with factbook.using(facts):
        paths = figures.write_figure(definition, tables, folder, formats=("svg", "csv", "txt"))
    assert len({path.name for path in paths.values()}) == 3
    assert {path.parent for path in paths.values()} == {folder}
    new = sorted(set(tmp_path.rglob("*")) - set(before))
    assert new == sorted(paths.values())
    for path in paths.values():
        assert len(path.name.encode()) <= 255
        assert re.fullmatch(r"_?[^\\/:*?\"<>|\n]+-[0-9a-f]{8}\.[a-z.]+", path.name)


def test_words_too_long_for_a_picture_are_refused_before_they_are_measured(
    project_root, tables, tmp_path
):
    facts = facts_with(tmp_path, project_root, {"title": LABELS["20,000 characters"]})
    with factbook.using(facts), pytest.raises(FigureError) as caught:
        figures.draw_figure(figures.load_definitions()[FIRST], tables)
    assert re.match(r"picture: a text of 20\d{3} characters found, .* 2000 ", str(caught.value))
