"""One browser, and one small gallery in four languages opened from its folder."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbformat import v4
from PIL import Image

from exchange_stats import trace
from exchange_stats.issued import quality
from exchange_stats.notebooks import page_of
from exchange_stats.publishing import figures, gallery, texts
from exchange_stats.publishing.gallery import findings, twins, uses
from exchange_stats.publishing.gallery.shown import Behind, picture_files

FIGURES = ("kyrgyz-students-in-china", "sample-institutions", "commitments-2027")
NAMES = ("chromium", "chromium-browser", "google-chrome")
DEMAND = "EXCHANGE_STATS_DEMAND_BROWSER"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><title>{}</title></svg>'


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a Chromium of this machine; without one the tests say so."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = f"no browser is installed ({', '.join(NAMES)}): the pages were not opened in one"
        (pytest.fail if os.environ.get(DEMAND) else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


@dataclass
class Visit:
    """A page that was opened, what the browser complained of, and what it asked for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, path: Path) -> Any:
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture(scope="module")
def context(browser: Any) -> Iterator[Any]:
    opened = browser.new_context(accept_downloads=True)
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def visit(context: Any) -> Iterator[Visit]:
    """A tab that may copy; a test ends with nothing complained of and nothing asked outside."""
    visit = Visit(context.new_page())
    visit.page.set_default_timeout(10_000)
    visit.page.on("console", lambda one: visit.complaints.append(one.text))
    visit.page.on("pageerror", lambda one: visit.complaints.append(str(one)))
    visit.page.on("request", lambda one: visit.asked.append(one.url))
    yield visit
    visit.page.close()
    assert visit.complaints == []
    assert [url for url in visit.asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture(scope="session")
def write_small(
    tables: dict[str, pd.DataFrame], project_root: Path
) -> Callable[[Path, dict[str, pd.DataFrame]], None]:
    """Write a gallery of a few figures, with stand-ins for the files of each."""
    text = (project_root / "data" / "processed" / "provenance.json").read_text("utf-8")
    books = json.loads(text)["workbooks"]
    facts = trace.Facts(tables)

    def write(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
        known = figures.load_definitions()
        chosen = {name: known[name] for name in FIGURES}
        ids = {fact_id for one in chosen.values() for fact_id in uses.facts_of(one, tables)}
        ways = {one: trace.trace_fact(one, facts, books) for one in ids if one in facts.by_id}
        pages = [write_notebook(folder)]
        gallery.write_gallery(folder, chosen, tables, pages, Behind(ways))
        write_files(folder, chosen)
        twins.write_twins(folder, chosen.values(), texts.complete_languages())

    return write


@pytest.fixture(scope="session")
def reports(
    write_small: Callable[..., None],
    tables: dict[str, pd.DataFrame],
    project_root: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder of reports, with the quality report, a notebook and the page of findings."""
    folder = tmp_path_factory.mktemp("reports")
    write_small(folder, tables)
    known = quality.gather(project_root, tables, project_root / "data" / "processed")
    quality.write_quality(folder, known)
    (folder / "check").mkdir()
    found = findings.list_findings(tables, figures.load_definitions())
    findings.write_page(folder / "check", found, "ru")
    return folder


def write_files(folder: Path, chosen: dict[str, Any]) -> None:
    """Write a file of its own kind and with bytes of its own for each that a page links to."""
    for one in chosen.values():
        for language in texts.complete_languages():
            for kinds in picture_files(one, language).values():
                for path in kinds.values():
                    _write_picture(folder / path)
            for kind in ("txt", "docx", "pptx", "xlsx"):
                (folder / f"files/{one.id}.{language}.{kind}").write_text(f"{one.id} {language}")
        (folder / f"files/{one.id}.csv").write_text(one.id)
    for language in texts.complete_languages():
        for kind in ("docx", "pptx", "xlsx"):
            (folder / f"files/all.{language}.{kind}").write_text(language)


def _write_picture(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".png":
        shade = sum(path.name.encode()) % 256
        Image.new("RGB", (160, 90), (shade, 60, 111)).save(path)
    elif path.suffix == ".svg":
        path.write_text(SVG.format(path.name))
    else:
        path.write_text(f"%PDF-1.4 {path.name}")


def write_notebook(folder: Path) -> Any:
    """Write the page of a notebook whose outputs would run, load and style."""
    table = "<table border='1'><thead><tr><th></th><th>year</th></tr></thead><tbody><tr><th>0</th>"
    live = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
    styled = f"<style>p {{color: red}}</style><p style='color: red'>styled</p>{live}"
    html = f"<div>{table}<td>2018</td></tr></tbody></table>{styled}</div>"
    shown = v4.new_output("display_data", {"text/html": html})
    cells = [
        v4.new_markdown_cell("# How many?\n\n[a way in](javascript:document.title='ran')"),
        v4.new_code_cell("x = 'one'  # " + "long " * 60, outputs=[shown]),
    ]
    notebook = nbformat.from_dict(v4.new_notebook(cells=cells))
    page = page_of(notebook, "10_how_many")
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    (folder / "notebooks" / "10_how_many.html").write_text(page.html, encoding="utf-8")
    return page
