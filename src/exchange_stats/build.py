"""Rebuild only what changed, and put whole sets in place: processed tables and reports."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exchange_stats.ground import factbook
from exchange_stats.project import NOTEBOOKS, PROCESSED, RELEASES, REPORTS
from exchange_stats.stored import lock, manifest, pending, raw, staging

if TYPE_CHECKING:
    from exchange_stats.issued.editions import Edition, Recorded

LIBRARIES = ("pandas", "numpy", "matplotlib", "python-calamine", "jinja2", "nbconvert")
PACKAGE = Path(__file__).resolve().parent

PLACES = (PROCESSED, REPORTS, RELEASES)

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
    notices: list[dict[str, str]] = field(default_factory=list)
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
    may_skip, places = not (only or edition or force), [root / one for one in PLACES]
    if may_skip and not staging.leftovers(places) and (summary := _unchanged(root)):
        return summary
    with lock.sole_builder(root):
        pending.settle(root)
        staging.clear_leftovers(places)
        if may_skip and (summary := _unchanged(root)):  # by the builder that was waited for
            return summary
        try:
            return _build(root, say, only, {} if force else read_manifest(root), edition)
        finally:
            pending.settle(root)


def _unchanged(root: Path) -> Summary | None:
    """Return the summary of the last build if it is whole and nothing has changed since."""
    known = read_manifest(root)
    if known.get("inputs") != inputs_key(root) or not is_whole(root):
        return None
    return replace(Summary(**known["summary"]), unchanged=True, drawn=0)


def _build(
    root: Path, say: Say, only: str, known: Mapping[str, Any], edition: "Edition | None"
) -> Summary:
    from exchange_stats import pipeline, processed
    from exchange_stats.issued import editions

    if edition:
        editions.require_new(root, edition)
    inputs, found = inputs_key(root), raw.fingerprints(root)
    tables, workbooks = pipeline.derive_tables(root, say)
    wanted = {PROCESSED: True, REPORTS: only != "processed", RELEASES: bool(edition)}
    targets = [root / place for place in PLACES if wanted[place]]
    with staging.staged(targets) as stages:
        processed.write_set(tables, workbooks, stages[0], edition.on if edition else "")
        summary = _summary(tables, workbooks)
        if only != "processed":
            from exchange_stats import report

            made = report.write_report(report.Job(root, stages[1], stages[0], known, say, edition))
            summary = replace(summary, figures=made.figures, files=made.files, drawn=made.drawn)
            content = {"inputs": inputs, "summary": asdict(summary), "figures": made.keys}
            seal = manifest.sha256_of(stages[0] / manifest.MANIFEST)
            manifest.write_manifest(stages[1], {**content, "tables": seal})
        raw.require_unchanged(root, found)
        if edition:
            recorded = _record(root, edition, tables, (stages[0], stages[-1]))
            summary = replace(summary, recorded=recorded)
    return summary


def _record(root: Path, edition: "Edition", tables: Any, stages: tuple[Path, Path]) -> "Recorded":
    """Freeze the tables as a release, with its quality report; return what was recorded."""
    from exchange_stats import processed
    from exchange_stats.issued import editions, quality

    written, to = stages
    cells = editions.told_cells(edition, tables["reconciled"])
    known = quality.gather(root, processed.read_set(written), written, edition)
    changes = editions.freeze(root, edition, written, to)
    quality.write_quality(to / edition.id, known)
    manifest.write_manifest(to)
    editions.tell_ledger(root, edition, cells)
    since = ["", *editions.earlier(root, edition)][-1]
    return editions.Recorded(root / RELEASES / edition.id, len(changes), since, len(cells))


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
    """Return what the last build wrote about its report, empty if there is none to be read."""
    return manifest.read_manifest(root / REPORTS)


def is_whole(root: Path) -> bool:
    """Return whether tables and report are whole, and the report is of these tables."""
    seal = root / PROCESSED / manifest.MANIFEST
    return all(
        manifest.is_whole(root / place) for place in (PROCESSED, REPORTS)
    ) and manifest.sha256_of(seal) == read_manifest(root).get("tables")


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
    from exchange_stats.evidence.findings import notice_lines

    severities = tables["findings"]["severity"]
    return Summary(
        workbooks=len(workbooks),
        observations=len(tables["observations"]),
        findings={name: int((severities == name).sum()) for name in ("error", "warning", "notice")},
        synthetic_workbooks=sum(book.synthetic for book in workbooks),
        notices=notice_lines(tables["findings"]),
    )
