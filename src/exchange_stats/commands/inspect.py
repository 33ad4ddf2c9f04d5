"""``exchange-stats inspect``: what a workbook is taken to be, and what has changed in it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exchange_stats.commands.running.asked import add_reading_options
from exchange_stats.project import find_root

HELP = "show what the tables of a workbook are taken to be, or what has changed in it"
EXAMPLES = (
    "exchange-stats inspect received.xls --to received.html",
    "exchange-stats inspect received.xls --accept --as ministry_2026 --source ministry",
    "exchange-stats inspect next.xlsx --layout ministry_2026    exit code 1 for a change",
    "exchange-stats inspect received.xls --lang ru    the same in Russian",
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument("file", type=Path, help="the workbook")
    command.add_argument("--sheet", default="", help="only this sheet")
    command.add_argument("--to", type=Path, metavar="PAGE.html", help="write the grid as a page")
    command.add_argument("--layout", default="", help="compare with a layout of facts/layouts")
    add_reading_options(command, text=True)
    command.add_argument("--accept", action="store_true", help="write the proposal as a layout")
    command.add_argument("--as", dest="layout_id", default="", metavar="ID", help="its id")
    command.add_argument(
        "--source", default="", metavar="ID", help="its card in facts/sources.toml"
    )
    command.add_argument("--confirmed-by", default="", metavar="ROLE", help="who has confirmed it")
    command.add_argument("--confirmed-on", default="", metavar="DAY", help="such as 2026-11-24")


def run(options: argparse.Namespace) -> int:
    """Print what was found; return 1 when a workbook has drifted from its layout, else 0."""
    if options.layout:
        return _compare(options)
    found = _inspect(options)
    if options.accept:
        _accept(found, options)
    return 0


def _compare(options: argparse.Namespace) -> int:
    from exchange_stats.received import comparison

    drifts = comparison.compare(options.file, options.layout, find_root(options.project))
    print(comparison.drift_text(options.file, options.layout, drifts, options.lang))
    return 1 if drifts else 0


def _inspect(options: argparse.Namespace) -> Any:
    from exchange_stats.publishing.gallery import grids
    from exchange_stats.received import inspection

    found = inspection.inspect(options.file, options.sheet)
    print(found.text(options.lang))
    for note in found.notes:
        print(note.told(options.lang), file=sys.stderr)
    if options.to is not None:
        grids.write_grids(found.page(options.lang), options.to)
        print(options.to)
    return found


def _accept(found: Any, options: argparse.Namespace) -> None:
    """Write a proposal as a layout of the project and print what to do next."""
    from exchange_stats.publishing.gallery.sentences import in_language
    from exchange_stats.received import acceptance

    def show(head: str, lines: Sequence[str] = ()) -> None:
        print("\n  ".join(in_language(line, options.lang) for line in (head, *lines)))

    signed = options.confirmed_by, options.confirmed_on
    terms = acceptance.Terms(options.layout_id, options.source, *signed)
    accepted = acceptance.accept(found, terms, find_root(options.project))
    show(f"{accepted.path} written")
    show("Add to facts/sources.toml:", accepted.lines)
    if accepted.labels:
        show("Add to facts/labels.csv, each with its codes:", accepted.labels)
    if accepted.to_do:
        show("Before it is used:", accepted.to_do)
