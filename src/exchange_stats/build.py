"""Rebuild only what changed, and put whole sets in place: processed tables and reports."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exchange_stats.ground import factbook
from exchange_stats.project import NOTEBOOKS, PROCESSED, REPORTS

if TYPE_CHECKING:
    from exchange_stats.issued.editions import Edition, Recorded

LIBRARIES = ("pandas", "numpy", "matplotlib", "python-calamine", "jinja2", "nbconvert")
PACKAGE = Path(__file__).resolve().parent

Say = Callable[[str], None]


def silent(step: str) -> None:
    """Say nothing."""
    del step


@dataclass(frozen=True)
class Summary:
    """What a build did, for the closing lines of the command."""

    workbooks: int
    observations: int
    findings: dict[str, int]
    synthetic_workbooks: int
    figures: int = 0
    files: int = 0
    drawn: int = 0
    unchanged: bool = False
    recorded: "Recorded | None" = None


def build(
    root: Path,
    say: Say = silent,
    *,
    only: str = "",
    force: bool = False,
    edition: "Edition | None" = None,
) -> Summary:
    """Return the summary of a build of ``data/processed`` and ``reports``.

    Nothing is done when no raw file, fact file, notebook, line of code or library version has
    changed since the last build and its results are whole.

    Parameters
    ----------
    root : Path
        The project folder.
    say : callable
        Called with the name of each step as it begins.
    only : str
        ``processed`` leaves the reports as they are.
    force : bool
        Build everything anew.
    edition : Edition, optional
        Freeze the tables as this release and record what it tells and revises.

    Raises
    ------
    ExchangeStatsError
        If anything is refused; the old sets are then as they were.
    """
    inputs = inputs_key(root)
    manifest = {} if force else read_manifest(root)
    if not (only or edition) and manifest.get("inputs") == inputs and is_whole(root, manifest):
        return replace(Summary(**manifest["summary"]), unchanged=True, drawn=0)
    from exchange_stats import pipeline, processed
    from exchange_stats.issued import editions

    if edition:
        editions.require_new(root, edition)
    tables, workbooks = pipeline.derive_tables(root, say)
    with ExitStack() as stack:
        tables_folder = stack.enter_context(processed.staged(root / PROCESSED))
        processed.write_set(tables, workbooks, tables_folder, edition.on if edition else "")
        summary = _summary(tables, workbooks)
        if only != "processed":
            from exchange_stats import report

            folder = stack.enter_context(processed.staged(root / REPORTS))
            made = report.write_report(
                report.Job(root, folder, tables_folder, manifest, say, edition)
            )
            summary = replace(summary, figures=made.figures, files=made.files, drawn=made.drawn)
            content = {"inputs": inputs, "summary": asdict(summary), "figures": made.keys}
            _write_manifest(content, tables_folder, folder)
        if edition:
            recorded = _record(root, edition, tables, tables_folder)
            summary = replace(summary, recorded=recorded)
    return summary


def _record(root: Path, edition: "Edition", tables: Any, written: Path) -> "Recorded":
    """Freeze the tables as a release, with its quality report; return what was recorded."""
    from exchange_stats import processed
    from exchange_stats.issued import editions, quality

    known = quality.gather(root, processed.read_set(written), written, edition)
    recorded = editions.record_edition(root, edition, tables, written)
    quality.write_quality(recorded.folder, known)
    return recorded


def planned_steps(root: Path, only: str = "") -> int:
    """Return how many steps a build says, for a progress bar."""
    from exchange_stats import pipeline

    steps = len(pipeline.registered_workbooks(root)) + 3
    if only == "processed":
        return steps
    from exchange_stats import report

    return steps + report.planned_steps(root)


def inputs_key(root: Path) -> str:
    """Return one SHA-256 over everything that a build depends on."""
    digest = hashlib.sha256(factbook.fingerprint().encode())
    for name, path in _input_files(root):
        digest.update(name.encode())
        digest.update(path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}".encode())
    return digest.hexdigest()


def read_manifest(root: Path) -> dict[str, Any]:
    """Return what the last build wrote about itself, empty if there is none to be read."""
    try:
        content = json.loads((root / REPORTS / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def is_whole(root: Path, manifest: Mapping[str, Any]) -> bool:
    """Return whether every file of the last build is there with the bytes it had."""
    return all(
        (root / name).is_file() and _sha256(root / name) == digest
        for name, digest in manifest.get("outputs", {"": ""}).items()
    )


def _input_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of every file that a build reads, but for the facts."""
    for top, folder, pattern in (
        (root, root / "data" / "raw", "*"),
        (root, root / NOTEBOOKS, "*.ipynb"),
        (PACKAGE, PACKAGE, "*.py"),
        (PACKAGE, PACKAGE / "publishing", "*.*"),
    ):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(top).as_posix(), path


def _summary(tables: Mapping[str, Any], workbooks: list[Any]) -> Summary:
    severities = tables["findings"]["severity"]
    return Summary(
        workbooks=len(workbooks),
        observations=len(tables["observations"]),
        findings={name: int((severities == name).sum()) for name in ("error", "warning", "notice")},
        synthetic_workbooks=sum(book.synthetic for book in workbooks),
    )


def _write_manifest(content: dict[str, Any], tables_folder: Path, folder: Path) -> None:
    from exchange_stats.issued.standards import write_json

    outputs = {
        f"{place.as_posix()}/{path.relative_to(staged).as_posix()}": _sha256(path)
        for place, staged in ((PROCESSED, tables_folder), (REPORTS, folder))
        for path in sorted(staged.rglob("*"))
        if path.is_file()
    }
    write_json({**content, "outputs": outputs}, folder / "manifest.json")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
