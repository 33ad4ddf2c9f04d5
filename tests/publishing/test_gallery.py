import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from exchange_stats.publishing import figures, gallery, texts
from exchange_stats.publishing.gallery.shown import Behind
from exchange_stats.publishing.gallery.ways import Quoted, Said
from html_reader import Reader

FIRST = "kyrgyz-students-in-china"
SAMPLE = "sample-institutions"
QUOTED = Said("way.said.because", {"why": Quoted("the sheet <b>")})


@dataclass(frozen=True)
class Notebook:
    name: str = "10_sources"
    title: str = "What do the sources <count>?"


@dataclass(frozen=True)
class Step:
    depth: int
    kind: str
    said: tuple[Said, ...]


def write(folder, tables):
    found = figures.load_definitions()
    chosen = {name: found[name] for name in (FIRST, SAMPLE)}
    table = figures.figure_table(chosen[FIRST], tables)
    first, last = table["fact_id"].iloc[0], table["fact_id"].iloc[-1]
    ways = {first: [Step(0, "chosen", (Said("way.said.no_data"),)), Step(1, "cell", (QUOTED,))]}
    change = {"release_id": "2026-11", "fact_id": last, "old": "1", "new": "2", "cause": "mended"}
    gallery.write_gallery(folder, chosen, tables, [Notebook()], Behind(ways, {last: [change]}))


@pytest.fixture(scope="module")
def folder(tables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    write(folder, tables)
    return folder


@pytest.fixture(scope="module")
def page(folder):
    return (folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def figure_page(folder):
    return (folder / "figures" / f"{FIRST}.en.html").read_text(encoding="utf-8")


def pages_of(folder):
    return sorted(folder.rglob("*.html"))


def test_there_is_a_page_for_each_figure_its_numbers_and_the_index_in_each_language(folder):
    names = {path.relative_to(folder).as_posix() for path in pages_of(folder)}
    assert names == {
        *("index.html", "index.ru.html", "index.ky.html", "index.zh.html"),
        *(
            f"{place}/{figure}.{language}.html"
            for place in ("figures", "ways")
            for figure in (FIRST, SAMPLE)
            for language in ("en", "ru", "ky", "zh")
        ),
    }


def test_every_page_is_well_formed(folder):
    for path in pages_of(folder):
        reader = Reader(path.read_text(encoding="utf-8"))
        assert reader.open == []
        ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
        assert len(ids) == len(set(ids))


def test_every_page_names_its_language_and_leads_to_the_others(folder):
    for path in pages_of(folder):
        reader = Reader(path.read_text(encoding="utf-8"))
        (own,) = [one for one in reader.named("a") if "aria-current" in one]
        assert reader.named("html")[0]["lang"] == own["lang"]
        assert own["href"] == path.name
        switch = [one["href"] for one in reader.named("a") if "hreflang" in one]
        assert len(switch) == 4
        assert all((path.parent / name).is_file() for name in switch)


def test_the_picture_stands_with_its_words_in_every_language(folder, tables):
    found = figures.load_definitions()[FIRST]
    for language in texts.complete_languages():
        path = folder / "figures" / f"{FIRST}.{language}.html"
        (picture,) = Reader(path.read_text(encoding="utf-8")).named("img")
        assert picture["src"] == f"../files/{FIRST}.{language}.word.svg"
        assert picture["alt"] == figures.figure_texts(found, tables, language).alt


def test_every_file_of_a_figure_is_linked(folder, tables, tmp_path):
    found = figures.load_definitions()[FIRST]
    for language in texts.complete_languages():
        path = folder / "figures" / f"{FIRST}.{language}.html"
        links = {link["href"] for link in Reader(path.read_text(encoding="utf-8")).named("a")}
        written = figures.write_figure(found, tables, tmp_path, figures.Look(language))
        assert {f"../files/{path.name}" for path in written.values()} <= links
        assert f"../files/{figures.write_data(found, tables, tmp_path).name}" in links


def test_finding_source_and_identity_are_words_of_the_page(figure_page, tables):
    words = figures.figure_texts(figures.load_definitions()[FIRST], tables, "en")
    for part in (words.title, words.source, words.note, words.id_line):
        assert part in figure_page.replace("&#39;", "'")


def test_the_data_name_their_cells_and_facts(figure_page, tables):
    table = figures.figure_table(figures.load_definitions()[FIRST], tables)
    for row in table.to_dict("records"):
        assert row["place"] in figure_page
        assert row["fact_id"] in figure_page


def test_a_number_leads_to_its_steps(folder, figure_page, tables):
    first = figures.figure_table(figures.load_definitions()[FIRST], tables)["fact_id"].iloc[0]
    assert f'href="../ways/{FIRST}.en.html#{first}"' in figure_page
    page = (folder / "ways" / f"{FIRST}.ru.html").read_text(encoding="utf-8")
    assert f'<section id="{first}" class="way">' in page
    assert (
        '<li class="depth-1"><strong>Ячейка</strong> <span lang="und">the sheet &lt;b&gt;' in page
    )


def test_revisions_of_a_number_are_told_and_so_is_that_there_are_none(folder, figure_page):
    told = re.search(r'<th scope="row">2026-11</th>.*?</tr>', figure_page)[0]
    assert "<td>1</td><td>2</td><td>mended</td>" in told
    other = (folder / "figures" / f"{SAMPLE}.en.html").read_text(encoding="utf-8")
    assert "Version 1.0 of the figure. No number shown here has changed" in other


def test_invented_data_are_marked_on_their_card_and_their_page(page, folder):
    mark = '<p class="mark">SYNTHETIC SAMPLE'
    assert page.count(mark) == 1
    assert mark in (folder / "figures" / f"{SAMPLE}.en.html").read_text(encoding="utf-8")


def test_nothing_is_fetched_from_outside(folder):
    for path in folder.rglob("*.*"):
        written = path.read_text(encoding="utf-8")
        fetched = re.findall(r"(?:src|href)=\"(https?:[^\"]+)\"|url\((https?:[^)]+)\)", written)
        assert fetched == []


def test_the_policy_allows_no_inline_script_or_style(folder):
    for path in pages_of(folder):
        reader = Reader(path.read_text(encoding="utf-8"))
        policy = next(meta["content"] for meta in reader.named("meta") if "http-equiv" in meta)
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not any("style" in attributes for _, attributes in reader.tags)
        assert not any(name.startswith("on") for _, a in reader.tags for name in a)
        assert [Path(script["src"]).name for script in reader.named("script")] == ["gallery.js"]


def test_every_text_is_escaped(page):
    assert "What do the sources &lt;count&gt;?" in page
    assert "<count>" not in page


def test_findings_are_counted_by_severity(page, tables):
    for severity in gallery.SEVERITIES:
        count = int((tables["findings"]["severity"] == severity).sum())
        assert f"{texts.text(f'severity.{severity}', 'en')}: {count}<" in page


def test_the_same_tables_give_the_same_bytes(folder, tables, tmp_path):
    write(tmp_path, tables)
    for path in folder.rglob("*.*"):
        assert (tmp_path / path.relative_to(folder)).read_bytes() == path.read_bytes()
