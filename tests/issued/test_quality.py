"""The quality report has every heading of SIMS 2.0, filled or with the reason why not."""

import re
from html.parser import HTMLParser

import pytest

from exchange_stats import processed
from exchange_stats.build import build
from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.stages import DEFINITION
from exchange_stats.issued import quality
from exchange_stats.issued.editions import Edition
from exchange_stats.issued.quality import HEADING, MAKERS, gather, make_sections, write_quality
from exchange_stats.issued.words import load_words
from exchange_stats.project import PROCESSED, RELEASES
from exchange_stats.publishing import texts

CHAPTERS = (
    *("Contact", "Metadata update", "Statistical presentation", "Unit of measure"),
    *("Reference period", "Institutional mandate", "Confidentiality", "Release policy"),
    *("Frequency of dissemination", "Accessibility and clarity", "Quality management"),
    *("Relevance", "Accuracy and reliability", "Timeliness and punctuality"),
    *("Coherence and comparability", "Cost and burden", "Data revision"),
    *("Statistical processing", "Comment"),
)


# Numbers of the concepts below each chapter of SIMS 2.0 (ESS Handbook for Quality and Metadata
# Reports, 2020 edition): 13.3.1.2 is the second of 13.3.1.
BELOW = {
    **{1: "1 2 3 4 5 6 7 8", 2: "1 2 3", 3: "1 2 3 4 5 6 7 8 9", 6: "1 2", 7: "1 2", 8: "1 2 3"},
    **{10: "1 2 3 3.1 4 5 5.1 6 6.1 7", 11: "1 2", 12: "1 2 3 3.1"},
    13: "1 2 2.1 3 3.1 3.1.1 3.1.2 3.2 3.3 3.3.1 3.3.2 3.4 3.5",
    **{14: "1 1.1 1.2 2 2.1", 15: "1 1.1 2 2.1 3 3.1 3.2 4", 17: "1 2 2.1"},
    18: "1 2 3 4 5 5.1 6 6.1",
}


@pytest.fixture(scope="module")
def known(project_root):
    tables = processed.read_set(project_root / PROCESSED)
    return gather(project_root, tables, project_root / PROCESSED)


@pytest.fixture(scope="module")
def english(known):
    return {section.id: section for section in make_sections(known, "en")}


class Page(HTMLParser):
    """The links, ids and policies of a page, and what it would load."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loaded, self.policy = [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        self.loaded += [found["href"]] if tag == "link" else []
        assert tag not in ("script", "img", "iframe", "style")
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"]


def test_the_chapters_are_those_of_sims_in_their_order(english):
    titles = [one.title for one in english.values() if one.depth == 1]
    assert titles == list(CHAPTERS)
    assert [name for name in english if english[name].depth == 1] == [
        f"S.{number}" for number in range(1, 20)
    ]


def test_headings_stand_in_the_order_of_their_numbers_under_their_chapter(english):
    numbers = [[int(part) for part in name.split(".")[1:]] for name in english]
    assert numbers == sorted(numbers)
    for name in english:
        above = name.rpartition(".")[0]
        assert above == "S" or above in english


def test_every_indicator_of_quality_and_performance_has_its_heading(english):
    # Eurostat, Guidelines for the implementation of the ESS quality and performance indicators
    named = {one.title.partition(".")[0] for one in english.values() if ". " in one.title}
    counted = {"R": 1, "A": 7, "TP": 3, "CC": 2, "AC": 3}
    assert named == {f"{kind} {n}" for kind, last in counted.items() for n in range(1, last + 1)}


@pytest.mark.parametrize("language", texts.complete_languages())
def test_every_heading_is_filled_or_says_why_it_is_not(known, language):
    sections = make_sections(known, language)
    ids = [one.id for one in sections]
    for one in sections:
        has_parts = any(other.startswith(f"{one.id}.") for other in ids)
        assert one.words or one.grids or one.is_empty_because or has_parts, one.id
        assert not (one.is_empty_because and (one.words or one.grids)), one.id
    assert all(word[0] != "{" for one in sections for word in one.words)


def test_the_report_counts_how_many_of_its_own_headings_are_filled(english):
    (told,) = english["S.10.6.1"].words
    filled, of = map(int, re.match(r"(\d+) of (\d+) headings", told).groups())
    leaves = [
        one
        for one in english.values()
        if not any(other.startswith(f"{one.id}.") for other in english)
    ]
    assert of == len(leaves)
    assert of - filled == sum(bool(one.is_empty_because) for one in leaves)


def test_what_a_report_must_hold_is_there(english):
    held = {
        "S.3.4": "concept matrix",
        "S.18.1": "source ledger",
        "S.3.8": "coverage",
        "S.13.1": "exact, rounded, interval",
        "S.15.2": "breaks",
        "S.15.3": "conflicts",
        "S.13.3.2": "rounding of headlines",
        "S.11.2": "checks",
        "S.7.1": "thresholds",
        "S.7.2": "hidden and audited",
    }
    assert [told for name, told in held.items() if not english[name].grids] == []
    assert "imputed or estimated" in english["S.18.5.1"].words[0]
    comment = " ".join(english["S.19"].words)
    assert comment.startswith("What these figures cannot show")
    assert re.search(r"Made by exchange_stats \S+ from data [0-9a-f]{16}\.", comment)


def test_every_maker_belongs_to_a_heading():
    headings = {key for key in load_words(quality.FILE) if HEADING.fullmatch(key)}
    assert set(MAKERS) <= headings


def test_the_concepts_stand_in_the_order_of_the_published_structure():
    published = [
        f"S.{chapter}{below and '.'}{below}"
        for chapter in range(1, 20)
        for below in ("", *BELOW.get(chapter, "").split())
    ]
    assert [key for key in load_words(quality.FILE) if HEADING.fullmatch(key)] == published


def test_every_text_belongs_to_a_heading_or_is_used():
    keys = list(load_words(quality.FILE))
    texts = [key for key in keys if re.fullmatch(r"S\.[\d.]+\.[a-z]+", key)]
    assert [key for key in texts if key.rpartition(".")[0] not in keys] == []


@pytest.mark.parametrize(
    "vocabulary", [name for name in DEFINITION if name not in ("unit", "coverage")]
)
def test_every_code_of_a_definition_has_words(vocabulary):
    known_keys = load_words(quality.FILE)
    missing = [
        code for code in codes.codes(vocabulary) if f"code.{vocabulary}.{code}" not in known_keys
    ]
    assert missing == []


def test_every_coverage_of_an_observation_has_words(known):
    covered = set(known.tables["observations"]["coverage"]) | {"unknown"}
    assert {f"code.coverage.{code}" for code in covered} <= set(load_words(quality.FILE))


def test_a_heading_that_says_nothing_is_refused(known, tmp_path):
    rows = ["key,en,ru,ky,zh,state", "S.1,Contact,Контакты,,,ours", "S.1.1,Name,Имя,,,ours"]
    for name in ("locales.toml", "texts.csv", "countries.csv"):
        (tmp_path / name).write_bytes((factbook.PACKAGED / name).read_bytes())
    (tmp_path / "quality.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with (
        factbook.using(tmp_path),
        pytest.raises(FactError, match=r"heading S\.1\.1 is empty, expected S\.1\.1\.text or"),
    ):
        make_sections(known, "en")


def test_the_pages_are_static_strict_and_linked_with_each_other(known, tmp_path):
    written = write_quality(tmp_path, known)
    names = {f"quality.{language}.html" for language in ("en", "ru", "ky", "zh")}
    assert {path.name for path in written} == names
    assert {path.name for path in tmp_path.iterdir()} == names | {"quality.css"}
    for path in written:
        page = Page(path.read_text(encoding="utf-8"))
        assert page.policy.startswith("default-src 'none'")
        assert page.loaded == ["quality.css"]
        _, language, _ = path.name.split(".")
        home = "index.html" if language == "en" else f"index.{language}.html"
        assert {home, *names - {path.name}} <= set(page.links)
        anchors = {link[1:] for link in page.links if link.startswith("#")}
        assert anchors <= set(page.ids)
        assert len(page.ids) == len(set(page.ids)) >= 19


def test_words_of_a_source_are_escaped(known, tmp_path):
    tables = dict(known.tables)
    spoilt = tables["reconciled"].assign(rule="<script>alert(1)</script>")
    path, *_ = write_quality(tmp_path, known_with(known, reconciled=spoilt))
    text = path.read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def known_with(known, **tables):
    from dataclasses import replace

    return replace(known, tables={**known.tables, **tables})


def test_the_same_tables_give_the_same_bytes(known, tmp_path):
    first = [path.read_bytes() for path in write_quality(tmp_path, known)]
    assert [path.read_bytes() for path in write_quality(tmp_path, known)] == first


def test_a_release_has_its_own_report_with_its_revisions(built):
    build(built.root, only="processed", edition=Edition("2026-11", "2026-11-25"))
    first = (built.root / RELEASES / "2026-11" / "quality.en.html").read_text(encoding="utf-8")
    assert "Release 2026-11 of 25\u00a0November 2026." in first or "2026-11 of 25" in first
    assert "2026-11 is the first release; nothing has been revised." in first
    built.change("C6", 13)
    build(built.root, only="processed", edition=Edition("2027-05", "2027-05-25"))
    second = (built.root / RELEASES / "2027-05" / "quality.en.html").read_text(encoding="utf-8")
    assert "the publisher&#39;s workbook has changed" in second
    assert "relative mean absolute revision 7.692%" in second  # 12 became 13
