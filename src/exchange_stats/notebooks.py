"""The notebooks, run from a clean start and turned into pages."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exchange_stats.ground.errors import ExchangeStatsError
from exchange_stats.project import NOTEBOOKS, TABLES_VARIABLE

CELL_SECONDS = 120
# The template names scripts of other hosts for formulas and diagrams, which we have none of.
OFFLINE = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'self\' data:; '
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'\">"
)


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
    from nbconvert import HTMLExporter

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
    html, _ = HTMLExporter(template_name="lab").from_notebook_node(notebook)
    page = html.replace("<head>", f"<head>{OFFLINE}", 1)
    return Page(path.stem, _first_heading(notebook, path.stem), page)


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
