import re
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest

from exchange_stats.publishing import figures, gallery, texts

FIRST = "kyrgyz-students-in-china"
SAMPLE = "sample-institutions"


@dataclass(frozen=True)
class Notebook:
    name: str = "10_sources"
    title: str = "What do the sources <count>?"


class Reader(HTMLParser):
    """Collects tags with their attributes, and checks that they nest."""

    VOID = ("meta", "link", "img", "input", "br")

    def __init__(self, page):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def named(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def folder(tables, tmp_path_factory):
    found = figures.load_definitions()
    chosen = {name: found[name] for name in (FIRST, SAMPLE)}
    folder = tmp_path_factory.mktemp("reports")
    gallery.write_gallery(folder, chosen, tables, [Notebook()])
    return folder


@pytest.fixture(scope="module")
def page(folder):
    return (folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reader(page):
    return Reader(page)


def test_the_page_is_well_formed(reader):
    assert reader.open == []
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_picture_stands_with_its_words_in_every_language(reader, tables):
    found = figures.load_definitions()[FIRST]
    pictures = {image["src"]: image["alt"] for image in reader.named("img")}
    for language in texts.complete_languages():
        alt = figures.figure_texts(found, tables, language).alt
        assert pictures[f"files/{FIRST}.{language}.word.svg"] == alt
    assert len(pictures) == 2 * len(texts.complete_languages())


def test_every_file_of_a_figure_is_linked(reader, tables, tmp_path):
    links = {link["href"] for link in reader.named("a")}
    found = figures.load_definitions()[FIRST]
    for language in texts.complete_languages():
        written = figures.write_figure(found, tables, tmp_path, figures.Look(language))
        assert {f"files/{path.name}" for path in written.values()} <= links
    assert f"files/{figures.write_data(found, tables, tmp_path).name}" in links


def test_finding_source_and_identity_are_words_of_the_page(page, tables):
    words = figures.figure_texts(figures.load_definitions()[FIRST], tables, "en")
    for part in (words.title, words.source, words.note, words.id_line):
        assert part in page.replace("&#39;", "'")


def test_the_data_name_their_cells_and_facts(page, tables):
    table = figures.figure_table(figures.load_definitions()[FIRST], tables)
    for row in table.to_dict("records"):
        assert row["place"] in page
        assert row["fact_id"] in page


def test_invented_data_are_marked_on_the_page(page):
    assert "SYNTHETIC SAMPLE" in page
    assert 'class="synthetic"' in page


def test_nothing_is_fetched_from_outside(folder):
    for name in gallery.PAGES:
        written = (folder / name).read_text(encoding="utf-8")
        fetched = re.findall(r"(?:src|href)=\"(https?:[^\"]+)\"|url\((https?:[^)]+)\)", written)
        assert fetched == []


def test_the_policy_allows_no_inline_script_or_style(reader):
    policy = next(meta["content"] for meta in reader.named("meta") if "http-equiv" in meta)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not any("style" in attributes for _, attributes in reader.tags)
    assert not any(name.startswith("on") for _, a in reader.tags for name in a)
    assert [script["src"] for script in reader.named("script")] == ["gallery.js"]


def test_every_text_is_escaped(page):
    assert "What do the sources &lt;count&gt;?" in page
    assert "<count>" not in page


def test_each_language_has_its_switch_and_its_blocks(reader, folder):
    switches = reader.named("input")
    switches = [one for one in switches if one.get("name") == "language"]
    assert [switch["data-html"] for switch in switches] == ["en", "ru", "ky", "zh-Hans"]
    assert ["checked" in switch for switch in switches] == [True, False, False, False]
    style = (folder / "gallery.css").read_text(encoding="utf-8")
    for language in texts.complete_languages():
        assert (
            f"#language-{language}:not(:checked) ~ * .in-{language} {{ display: none; }}" in style
        )


def test_findings_are_counted_by_severity(page, tables):
    for severity in gallery.SEVERITIES:
        count = int((tables["findings"]["severity"] == severity).sum())
        word = texts.text(f"severity.{severity}", "en")
        assert re.search(rf"{word}</span>.*?: {count}<", page, flags=re.DOTALL)


def test_the_same_tables_give_the_same_bytes(folder, tables, tmp_path):
    found = figures.load_definitions()
    chosen = {name: found[name] for name in (FIRST, SAMPLE)}
    gallery.write_gallery(tmp_path, chosen, tables, [Notebook()])
    for name in gallery.PAGES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
