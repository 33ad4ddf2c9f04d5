"""What people read: figures, notebooks and the gallery in ``reports``, and what checks found."""

import functools
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from exchange_stats import notebooks, processed, trace
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import RawFileError
from exchange_stats.issued import editions, quality
from exchange_stats.issued.editions import Edition
from exchange_stats.project import REPORTS
from exchange_stats.publishing import figures, gallery, office, printing, texts
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.gallery import findings, sheet, twins, uses
from exchange_stats.publishing.gallery.shown import Behind
from exchange_stats.reading.returns import FORM
from exchange_stats.reading.sources import RawWorkbook
from exchange_stats.reading.table import columns_in, rows_in
from exchange_stats.reading.workbook import Workbook, cells_around, place_of, read_workbook

FILES = "files"
SHOWN = ("series", "returns", FORM, "statements", "cooperation")  # never a list of persons
ADDRESS = re.compile(r"[A-Z]+\d+")
PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Job:
    """Where a report is made: project, staged report, staged tables, the last build."""

    root: Path
    folder: Path
    tables_folder: Path
    manifest: Mapping[str, Any]
    say: Callable[[str], None]
    edition: Edition | None = None


@dataclass(frozen=True)
class Made:
    """What was made: number of figures, of their files, of files drawn anew, figure keys."""

    figures: int
    files: int
    drawn: int
    keys: dict[str, str]


def write_report(job: Job) -> Made:
    """Write figures, notebook pages and the gallery into the staged folder.

    The notebooks run beside the drawing, two at a time. A figure whose data, texts, style and
    code are those of the last build is taken over from it.

    Raises
    ------
    FigureError
        If a figure says what its data do not bear out.
    NotebookError
        If a cell of a notebook fails.
    """
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = [
            (path, pool.submit(notebooks.run_notebook, path, job.tables_folder))
            for path in notebooks.find_notebooks(job.root)
        ]
        try:
            keys, drawn = _write_figures(job)
            pages = [_write_page(job, path, future) for path, future in running]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    tables = processed.read_set(job.tables_folder)
    definitions = figures.load_definitions(tables)
    gallery.write_gallery(job.folder, definitions, tables, pages, _behind(job, tables))
    twins.write_twins(job.folder, definitions.values(), texts.complete_languages())
    known = quality.gather(job.root, tables, job.tables_folder, job.edition)
    quality.write_quality(job.folder, known)
    files = sum(1 for path in (job.folder / FILES).iterdir())
    return Made(len(definitions), files, drawn, keys)


def _behind(job: Job, tables: Tables) -> Behind:
    """Return the steps and the revisions behind each number that a figure shows."""
    facts, books = trace.Facts(tables), editions.read_provenance(job.tables_folder)["workbooks"]
    revised: dict[str, list[dict[str, str]]] = {}
    for row in editions.read_revisions(job.root):
        revised.setdefault(row["fact_id"], []).append(row)
    definitions = figures.load_definitions(tables).values()
    ids = {fact_id for one in definitions for fact_id in uses.facts_of(one, tables)}
    return Behind({name: trace.trace_fact(name, facts, books) for name in sorted(ids)}, revised)


def list_findings(root: Path, tables: Tables, workbooks: list[RawWorkbook]) -> list[findings.Found]:
    """Return the findings with the printed cells around each, as the workbooks show them.

    Of a list of persons nothing but the place is ever shown.
    """
    books = {book.id: book for book in workbooks if book.kind in SHOWN}
    around: dict[str, list[dict[str, str]]] = {}
    opened = functools.cache(lambda book_id: read_workbook(root / books[book_id].path))
    for row in tables["findings"].to_dict("records"):
        fields = json.loads(row["fields"])
        book = books.get(fields["workbook_id"])
        if book is not None and fields["cell"]:
            around[row["place"]] = _cells_around(opened(book.id), book, fields)
    return findings.list_findings(tables, figures.load_definitions(tables), around)


def write_check(folder: Path, found: list[findings.Found], language: str) -> list[Path]:
    """Return the paths of the findings as a page, an Excel sheet and a table, in a folder.

    Raises
    ------
    RawFileError
        If the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            findings.write_page(folder, found, language),
            sheet.write_workbook(folder, found, language),
            findings.write_table(folder, found),
        ]
    except OSError as error:
        message = f"{folder}: cannot be written ({error.strerror}); check rights and free space"
        raise RawFileError(message) from None


def _cells_around(
    workbook: Workbook, book: RawWorkbook, fields: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Return the printed cells around a finding, with the headings that its layout declares."""
    found = workbook.sheet(fields["sheet"])
    names = (fields["cell"], str(fields.get("suspect", "")))
    places = [place_of(name) for name in names if ADDRESS.fullmatch(name)]
    if found is None or not places:
        return []
    return cells_around(found, places, *_headings(book.layout, fields["sheet"], places[0][0]))


def _headings(layout: str, sheet_name: str, row: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the heading rows and label columns of the declared table that a row lies in."""
    declared = factbook.load_toml(f"layouts/{layout}.toml")["table"] if layout else []
    tables = [table for table in declared if table["sheet"] == sheet_name]
    above = [table for table in tables if rows_in(table["header"])[0] <= row]
    if not above:
        return (), (0,)
    nearest = max(above, key=lambda table: rows_in(table["header"]))
    return rows_in(nearest["header"]), columns_in(nearest.get("labels", nearest.get("key", "A")))


def planned_steps(root: Path) -> int:
    """Return how many steps a report says."""
    languages = texts.complete_languages()
    sheets = len(figures.load_definitions()) * len([*languages, *printing.pairs_made()])
    return sheets + len(languages) + len(notebooks.find_notebooks(root))


def _write_figures(job: Job) -> tuple[dict[str, str], int]:
    """Print the figures that changed, take over the others; return keys and how many printed."""
    target = job.folder / FILES
    target.mkdir()
    tables, code = processed.read_set(job.tables_folder), _drawing_code()
    keys, anew = {}, []
    for definition in figures.load_definitions(tables).values():
        figures.write_data(definition, tables, target)
        for language in (*texts.complete_languages(), *printing.pairs_made()):
            sheet = printing.Sheet(definition, language)
            keys[sheet.name] = f"{code}{figures.figure_key(definition, tables, language)}"
            if _take_over(job, sheet.name, keys[sheet.name]):
                job.say(f"figure {definition.id} ({language})")
            else:
                anew.append(sheet)
    printing.print_sheets(anew, tables, target, job.say)
    _write_packs(job, tables, keys)
    return keys, len(anew)


def _write_packs(job: Job, tables: Tables, keys: dict[str, str]) -> None:
    """Write the Word report, the slides and the workbook of all figures in each language."""
    definitions = list(figures.load_definitions(tables).values())
    for language in texts.complete_languages():
        name = f"all.{language}"
        keys[name] = _sha256("".join(keys[f"{one.id}.{language}"] for one in definitions))
        if not _take_over(job, name, keys[name]):
            files = job.folder / FILES
            office.write_packs(files / name, definitions, tables, language, files)
        job.say(f"Word, slides and tables ({language})")


def _take_over(job: Job, name: str, key: str) -> bool:
    """Copy the files of a figure from the last build, if they are whole and still right."""
    if job.manifest.get("figures", {}).get(name) != key:
        return False
    made = job.manifest["files"]
    old = [path for path in made if path.startswith(f"{FILES}/{name}.")]
    for path in old:
        source = job.root / REPORTS / path
        if not source.is_file() or hashlib.sha256(source.read_bytes()).hexdigest() != made[path]:
            return False
    for path in old:
        shutil.copy2(job.root / REPORTS / path, job.folder / path)
    return bool(old)


def _write_page(job: Job, path: Path, future: "Future[notebooks.Page]") -> notebooks.Page:
    job.say(f"notebook {path.stem}")
    page = future.result()
    target = job.folder / "notebooks"
    target.mkdir(exist_ok=True)
    (target / f"{page.name}.html").write_text(page.html, encoding="utf-8", newline="\n")
    return page


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _drawing_code() -> str:
    """Return a hash of all that draws, but for the definitions and texts of the figures."""
    digest = hashlib.sha256(metadata.version("matplotlib").encode())
    for folder in ("ground", "publishing"):
        for path in sorted((PACKAGE / folder).rglob("*.*")):
            if path.is_file() and path.suffix not in (".pyc", ".j2"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
