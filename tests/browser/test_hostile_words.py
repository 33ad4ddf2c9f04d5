"""Words that would run, break out or hide are words on every page, and nothing else."""

import csv
import json
import shutil

import pytest

from exchange_stats.ground import factbook

FIRST = "kyrgyz-students-in-china"
RUN = "document.title='ran'"
HOSTILE = {
    "title": f'<script>{RUN}</script><img src=x onerror="{RUN}">',
    "subtitle": f"</p></title></script><svg onload=\"{RUN}\">' onmouseover='{RUN}",
    "note": f'" autofocus onfocus="{RUN}" x="\u202egnp.exe\u202c </script><script>{RUN}</script>',
    "alt": f'"><iframe src="javascript:{RUN}"></iframe> $\\frac$ =1+1 \u2066\u202e',
}
LABEL = f"=cmd|'<b onclick=\"{RUN}\">' \u202eLTR " + "x" * 20_000
PLACE = f'book, <a href="javascript:{RUN}">sheet</a>!A1'


@pytest.fixture(scope="module")
def hostile(write_small, tables, project_root, tmp_path_factory):
    """A gallery whose texts, labels, places and messages are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    facts = folder / "facts"
    shutil.copytree(project_root / "src" / "exchange_stats" / "facts", facts)
    change_texts(facts / "texts.csv")
    findings = tables["findings"].assign(place=LABEL)
    findings["fields"] = findings["fields"].str.replace('"KC067"', json.dumps(PLACE))
    reconciled = tables["reconciled"].assign(sheet=PLACE)
    with factbook.using(facts):
        write_small(folder / "reports", {**tables, "findings": findings, "reconciled": reconciled})
    return folder / "reports"


def change_texts(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        of, _, part = row["key"].rpartition(".")
        said = HOSTILE.get(part) if of == f"figure.{FIRST}" else None
        if row["key"] == "series.kyrgyz_total":
            said = LABEL
        if said:
            row.update(dict.fromkeys(("en", "ru", "ky", "zh"), said))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


LIVE = """() => [...document.querySelectorAll("*")].filter((one) =>
  one.matches("iframe, object, embed, form, svg, base, [autofocus], [style], [href^=javascript]")
  || (one.matches("script") && !one.src.endsWith("/gallery.js"))
  || (one.matches("img") && !one.getAttribute("src").includes("files/"))
  || one.getAttributeNames().some((name) => name.startsWith("on"))
).map((one) => one.outerHTML.slice(0, 200))"""
PAGES = {
    "index.html": ("title", PLACE),
    "index.zh.html": ("title", PLACE),
    f"figures/{FIRST}.en.html": ("title", "subtitle", "note", "alt", LABEL, PLACE),
    f"ways/{FIRST}.ru.html": ("title", LABEL),
}


@pytest.mark.parametrize("path", PAGES)
def test_hostile_words_stand_on_the_page_as_they_are(visit, hostile, path):
    page = visit.open(hostile / path)
    words = " ".join(page.evaluate("document.documentElement.textContent").split())
    for part in PAGES[path]:
        assert " ".join(HOSTILE.get(part, part).split()) in words


@pytest.mark.parametrize("path", PAGES)
def test_hostile_words_neither_run_nor_widen_a_page(visit, hostile, path):
    visit.page.set_viewport_size({"width": 360, "height": 740})
    page = visit.open(hostile / path)
    assert page.evaluate(LIVE) == []
    page.mouse.move(180, 300)
    page.keyboard.press("Tab")
    assert page.title() != "ran"
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_hostile_words_are_copied_and_found_as_they_are(visit, hostile):
    page = visit.open(hostile / "figures" / f"{FIRST}.en.html")
    page.click("button[data-copy=alt]")
    page.wait_for_selector("#said:not(:empty)")
    assert page.evaluate("navigator.clipboard.readText()") == HOSTILE["alt"]
    page = visit.open(hostile / "index.html")
    page.fill("#find", HOSTILE["title"])
    assert page.eval_on_selector_all(
        "article:not([hidden])", "all => all.map((one) => one.id)"
    ) == [FIRST]


def test_a_mark_that_turns_the_direction_ends_with_its_own_words(visit, hostile):
    page = visit.open(hostile / "figures" / f"{FIRST}.en.html")
    isolated = (
        "(all) => all.every((one) => getComputedStyle(one).unicodeBidi.startsWith('isolate'))"
    )
    assert page.eval_on_selector_all("dd > span, td, th, a, small, code, p, h1", isolated)
