"""The notebooks, run from a clean start and turned into pages."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from exchange_stats.ground.errors import ExchangeStatsError
from exchange_stats.project import NOTEBOOKS, TABLES_VARIABLE
from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery.pages import render

CELL_SECONDS = 120
LIVE = ("script", "style", "link", "iframe", "object", "embed", "form", "base", "meta")
NAMED = ("table", "th", "td")  # pandas names a styled table and its cells at random
LOOKS = ("style", "border", "align", "halign", "valign")
LOADS = ("background", "srcset", "poster", "xlink:href", "formaction")
DECORATION = ("anchor-link", "prompt")
SAFE = ("", "http", "https", "mailto")  # of addresses; a script may be one, too
BACK = "page.all_figures"


class NotebookError(ExchangeStatsError):
    """A cell of a notebook fails."""


@dataclass(frozen=True)
class Page:
    """A notebook that has run: file stem, its first heading, and the whole HTML page."""

    name: str
    title: str
    html: str


def find_notebooks(root: Path) -> list[Path]:
    """Return the notebooks of the project in order of their numbers."""
    return sorted((root / NOTEBOOKS).glob("[0-9]*.ipynb"))


def run_notebook(path: Path, tables_folder: Path | None = None) -> Page:
    """Return the page of a notebook, run in a fresh kernel; the file itself is not written to.

    Parameters
    ----------
    path : Path
        The notebook.
    tables_folder : Path, optional
        The processed tables that it is to read; by default those of the project.

    Raises
    ------
    NotebookError
        Naming the notebook, the cell and what failed.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        resources={"metadata": {"path": str(path.parent)}},
        # A kernel warns at every start that its local ports are not encrypted.
        extra_arguments=["--log-level=ERROR"],
    )
    environment = dict(os.environ)
    if tables_folder is not None:
        environment[TABLES_VARIABLE] = str(tables_folder.resolve())
    try:
        # A loop that is closed at the end, of the kind that the sockets need on Windows too.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(client.async_execute(env=environment))
    except (CellControlSignal, DeadKernelError) as error:
        message = (
            f"{path.name}: {_failure(notebook, error)}; open it in JupyterLab and run all cells"
        )
        raise NotebookError(message) from None
    return page_of(notebook, path.stem)


def page_of(notebook: Any, name: str) -> Page:
    """Return the page of a notebook with the outputs that it has."""
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    title = _first_heading(notebook, name)
    values = {"title": title, "body": inert(body), "back": texts.text(BACK, "en")}
    return Page(name, title, render("notebook.html.j2", values))


def inert(body: str) -> str:
    """Return the body of a page with nothing in it that runs, loads or styles.

    Tables and code are put where a keyboard can scroll them, and an empty heading of a table is
    a plain cell.
    """
    from lxml import etree, html

    tree = html.fragment_fromstring(body, create_parent="div")
    for one in list(tree.iter(etree.Element)):
        names = str(one.get("class", "")).split()
        if one.tag in LIVE or any(name in names for name in DECORATION):
            one.drop_tree()
            continue
        for name in [*one.attrib]:
            by_chance = name == "id" and one.tag in NAMED
            if by_chance or name in (*LOOKS, *LOADS) or name.startswith("on"):
                del one.attrib[name]
        if urlsplit(one.get("href", "")).scheme not in SAFE:
            del one.attrib["href"]
        if not one.get("src", "data:").startswith("data:"):
            del one.attrib["src"]
        if one.tag == "th" and not one.text_content().strip():
            one.tag = "td"
        if one.tag == "pre":
            one.set("tabindex", "0")
    for table in list(tree.iter("table")):
        frame = html.Element("div", {"class": "wide", "tabindex": "0"})
        table.addprevious(frame)
        frame.append(table)
    return str(html.tostring(tree, encoding="unicode"))


def _failure(notebook: dict[str, list[dict[str, Any]]], error: Exception) -> str:
    """Return which cell of code fails and how; a kernel that is too slow or died has none."""
    if isinstance(error, TimeoutError):
        return f"a cell takes longer than {CELL_SECONDS} seconds"
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, start=1):
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                return f"code cell {number} fails with {output['ename']}: {output['evalue']}"
    return f"it does not run to its end ({type(error).__name__})"


def _first_heading(notebook: dict[str, list[dict[str, str]]], default: str) -> str:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and cell["source"].startswith("# "):
            return cell["source"].splitlines()[0].removeprefix("# ").strip()
    return default
