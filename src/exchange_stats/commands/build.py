"""``exchange-stats build``: everything from the raw workbooks to the report."""

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_stats.commands.running.asked import add_reading_options
from exchange_stats.commands.running.progress import Progress
from exchange_stats.ground.errors import FactError
from exchange_stats.project import PROCESSED, REPORTS, find_root

if TYPE_CHECKING:
    from exchange_stats.build import Summary
    from exchange_stats.issued.editions import Edition, Recorded

HELP = "build the processed tables, run the notebooks, draw the figures, write the report"
EXAMPLES = (
    "exchange-stats build",
    "exchange-stats build --release 2026-11 --on 2026-11-25    freeze it as a release",
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument(
        "--only", choices=["processed"], default="", help="build data/processed and no report"
    )
    command.add_argument("--force", action="store_true", help="build everything anew")
    command.add_argument("--wait", action="store_true", help="wait for a build that is running")
    command.add_argument("--release", default="", metavar="ID", help="freeze it as this release")
    command.add_argument("--on", default="", metavar="DAY", help="the day of the release")
    add_reading_options(command)


def run(options: argparse.Namespace) -> int:
    """Build, show progress, print the summary, and return 0."""
    from exchange_stats.build import build, planned_steps
    from exchange_stats.stored.lock import sole_builder

    root, edition = find_root(options.project), _edition(options)
    progress = Progress(lambda: planned_steps(root, options.only))
    waiting = sole_builder(root, wait=True) if options.wait else nullcontext()
    with waiting, progress:
        summary = build(root, progress.say, only=options.only, force=options.force, edition=edition)
    for line in summary.notices:
        print(line[options.lang], file=sys.stderr)
    print(_summary_text(summary, root, options.only))
    return 0


def _edition(options: argparse.Namespace) -> "Edition | None":
    """Return the release that was asked for."""
    from exchange_stats.issued.editions import Edition

    if bool(options.release) != bool(options.on):
        message = "build: --release or --on found, expected both; name the release and its day"
        raise FactError(message)
    return Edition(options.release, options.on) if options.release else None


def _summary_text(summary: "Summary", root: Path, only: str) -> str:
    synthetic = summary.synthetic_workbooks
    samples = f" ({synthetic} synthetic samples)" if synthetic else ""
    lines = [
        "Nothing has changed since the last build." if summary.unchanged else "Built.",
        f"  Workbooks read:  {summary.workbooks}{samples}",
        f"  Observations:    {summary.observations:,}",
        f"  Findings:        {_counts(summary.findings)}",
    ]
    if summary.recorded:
        lines.append(f"  Release:         {_release_text(summary.recorded, root)}")
    if only == "processed":
        return "\n".join([*lines, f"  Where to look:   {root / PROCESSED}"])
    drawn = f"{summary.files} files, {summary.drawn} drawn anew"
    lines.append(f"  Figures:         {summary.figures} ({drawn})")
    return "\n".join([*lines, f"  Where to look:   {root / REPORTS / 'index.html'}"])


def _release_text(recorded: "Recorded", root: Path) -> str:
    since = (
        f"{recorded.changes:,} changes since {recorded.since}" if recorded.since else "the first"
    )
    folder = recorded.folder.relative_to(root).as_posix()
    return f"{folder} ({since}; {recorded.cells:,} cells added to facts/releases.csv)"


def _counts(findings: dict[str, int]) -> str:
    words = {"error": "errors", "warning": "warnings", "notice": "notices"}
    return ", ".join(f"{findings.get(name, 0)} {word}" for name, word in words.items())
