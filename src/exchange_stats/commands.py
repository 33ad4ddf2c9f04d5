"""What each command does and prints."""

import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exchange_stats.build import Summary, build, planned_steps
from exchange_stats.ground.errors import FigureError, TraceError
from exchange_stats.project import PROCESSED, REPORTS, find_root, tables_folder

FORMATS = ("png", "svg", "pdf", "csv")
SEVERITIES = ("error", "warning", "notice")


@dataclass(frozen=True)
class Choice:
    """Which figures to export, in which languages, formats and size; none means all."""

    figures: tuple[str, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    size: str


def build_all(project: Path | None, *, only: str = "", force: bool = False) -> int:
    """Build, show progress, print the summary, and return 0."""
    root = find_root(project)
    with _Progress(lambda: planned_steps(root, only)) as progress:
        summary = build(root, progress.say, only=only, force=force)
    print(_summary_text(summary, root, only))
    return 0


def check_raw(
    project: Path | None, severity: str, *, to: Path | None = None, language: str = "en"
) -> int:
    """Print the findings, write them into a folder if asked; return 1 for an error, else 0."""
    from exchange_stats import pipeline, report
    from exchange_stats.publishing.gallery import findings

    root = find_root(project)
    with _Progress(lambda: len(pipeline.registered_workbooks(root)) + 3) as progress:
        tables, workbooks = pipeline.derive_tables(root, progress.say)
    found = report.list_findings(root, tables, workbooks)
    for one in found:
        if SEVERITIES.index(one.severity) <= SEVERITIES.index(severity):
            print(findings.line_of(one, language))
    print(findings.counts_of(found, language))
    for path in report.write_check(to, found, language) if to else ():
        print(path)
    return 1 if any(one.severity == "error" for one in found) else 0


def trace_number(project: Path | None, what: str, point: str) -> int:
    """Print the way of a number to its cells, or of a cell to its numbers; return 0."""
    from exchange_stats import processed
    from exchange_stats import trace as tracing
    from exchange_stats.publishing import figures

    root = find_root(project)
    tables = processed.read_set(tables_folder(root))
    facts, books = tracing.Facts(tables), processed.read_provenance(root)["workbooks"]
    if "!" in what:
        for fact_id in tracing.uses_of(what, tables):
            print(fact_id, tracing.trace_fact(fact_id, facts, books)[0].text, sep="  ")
        return 0
    definitions = figures.load_definitions(tables)
    if what not in definitions:
        print(tracing.as_text(tracing.trace_fact(what, facts, books)))
        print(_walked_back(what, facts, tracing.derive_facts(root)))
        return 0
    return _trace_figure(definitions[what], tables, point, root)


def export_figures(project: Path | None, choice: Choice, out: Path) -> int:
    """Write figures into a folder and print where; return 0."""
    from exchange_stats import processed
    from exchange_stats.publishing import figures

    tables = processed.read_set(tables_folder(find_root(project)))
    definitions = figures.load_definitions(tables)
    _refuse_unknown("figure", choice.figures, tuple(definitions))
    _refuse_unknown("format", choice.formats, FORMATS)
    chosen = [definitions[name] for name in choice.figures or definitions]
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    with _Progress(lambda: len(chosen) * len(choice.languages)) as progress:
        for definition in chosen:
            if "csv" in choice.formats:
                figures.write_data(definition, tables, out)
                written += 1
            for language in choice.languages:
                progress.say(f"{definition.id} ({language})")
                written += _write_kinds(definition, tables, out, language, choice)
    print(f"{written} files written to {out}")
    return 0


def _write_kinds(definition: Any, tables: Any, out: Path, language: str, choice: Choice) -> int:
    """Write the chosen kinds of picture; return how many."""
    from exchange_stats.publishing import figures

    with tempfile.TemporaryDirectory() as folder:
        paths = figures.write_figure(
            definition, tables, Path(folder), language=language, preset=choice.size
        )
        chosen = [path for kind, path in paths.items() if kind in choice.formats]
        for path in chosen:
            shutil.copy(path, out / path.name)
    return len(chosen)


def read_file(file: Path, layout_id: str, sheet: str, to: Path | None) -> int:
    """Read a workbook into one tidy table and write or print it; return 0."""
    from exchange_stats.received import reader, tidy_files

    answer = reader.read_file(file, sheet, layout_id)
    tidy_files.write_cells(answer.cells, to)
    if answer.how == reader.PROPOSED:
        advice = f"to see it: exchange-stats inspect {shlex.quote(str(file))}"
        print(f"{file.name}: read by a layout that nobody has confirmed; {advice}", file=sys.stderr)
    return 0


class _Progress:
    """A bar on the error stream that names the step; in a log it moves every ten seconds."""

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._bar: Any = None

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def say(self, step: str) -> None:
        """Show a step and move the bar on."""
        if self._bar is None:
            from tqdm import tqdm

            total = self._count()
            layout = "{percentage:3.0f}% |{bar:20}| {n_fmt}/{total_fmt} {elapsed} {desc}"
            pause = 0.5 if sys.stderr.isatty() else 10.0
            self._bar = tqdm(total=total, bar_format=layout, mininterval=pause, leave=False)
        self._bar.set_description_str(step, refresh=False)
        self._bar.update(1)


def _summary_text(summary: Summary, root: Path, only: str) -> str:
    synthetic = summary.synthetic_workbooks
    samples = f" ({synthetic} synthetic samples)" if synthetic else ""
    lines = [
        "Nothing has changed since the last build." if summary.unchanged else "Built.",
        f"  Workbooks read:  {summary.workbooks}{samples}",
        f"  Observations:    {summary.observations:,}",
        f"  Findings:        {_counts(summary.findings)}",
    ]
    if only == "processed":
        return "\n".join([*lines, f"  Where to look:   {root / PROCESSED}"])
    drawn = f"{summary.files} files, {summary.drawn} drawn anew"
    lines.append(f"  Figures:         {summary.figures} ({drawn})")
    return "\n".join([*lines, f"  Where to look:   {root / REPORTS / 'index.html'}"])


def _counts(findings: dict[str, int]) -> str:
    words = {"error": "errors", "warning": "warnings", "notice": "notices"}
    return ", ".join(f"{findings.get(name, 0)} {words[name]}" for name in SEVERITIES)


def _trace_figure(definition: Any, tables: Any, point: str, root: Path) -> int:
    """Print the numbers of a figure that a point names, each with its way if they are few."""
    from exchange_stats import processed
    from exchange_stats import trace as tracing
    from exchange_stats.publishing import figures

    shown = figures.figure_table(definition, tables).to_dict("records")
    named = figures.figure_numbers(definition, tables)
    found = [(f"{r['series']}:{r['x']}", r["value"], r["fact_id"]) for r in shown] + [
        (name, value, fact_id) for name, (value, fact_id) in named.items()
    ]
    wanted = [row for row in found if not point or point in (row[0], *row[0].split(":"))]
    if not wanted:
        message = (
            f"{definition.id}: no number at {point!r}, expected one of "
            f"{', '.join(row[0] for row in found)}; choose one of them"
        )
        raise TraceError(message)
    facts, books = tracing.Facts(tables), processed.read_provenance(root)["workbooks"]
    anew = tracing.derive_facts(root) if point else facts
    for name, value, fact_id in wanted:
        print(f"{name} = {value or 'missing'}  [{fact_id}]")
        if point:
            print(tracing.as_text(tracing.trace_fact(fact_id, facts, books)))
            print(_walked_back(fact_id, facts, anew))
    if not point:
        print(f"To see the way of one: exchange-stats trace {definition.id} {wanted[0][0]}")
    return 0


def _walked_back(fact_id: str, facts: Any, anew: Any) -> str:
    from exchange_stats import trace as tracing

    held, again = (tracing.amount(known.find(fact_id)[1]) for known in (facts, anew))
    if again == held:
        return f"Walked back from the cells: {again}, the same."
    message = (
        f"{fact_id}: the cells give {again}, data/processed holds {held}; "
        "run `exchange-stats build`"
    )
    raise TraceError(message)


def _refuse_unknown(what: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        message = f"{what} {', '.join(unknown)}: not known, expected one of {', '.join(known)}; "
        message += "correct the command"
        raise FigureError(message)
