"""``exchange-stats read``: any workbook into one tidy table."""

import argparse
import shlex
import sys
from pathlib import Path

from exchange_stats.commands.running.asked import add_reading_options

HELP = "read any workbook into one tidy table, a line a cell, by its layout if it has one"
EXAMPLES = (
    "exchange-stats read data/raw/unesco_uis/students_totals.xlsx --to students.csv",
    "exchange-stats read received.xls --sheet 2025    by a layout that is proposed",
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument("file", type=Path, help="the workbook")
    command.add_argument(
        "--layout", default="", help="a layout of facts/layouts (default: its own, else proposed)"
    )
    command.add_argument("--sheet", default="", help="only this sheet")
    add_reading_options(command, text=True)
    command.add_argument("--to", type=Path, help="a .csv, .json or .xlsx file (default: print)")


def run(options: argparse.Namespace) -> int:
    """Read a workbook into one tidy table and write or print it; return 0."""
    from exchange_stats.received import reader, tidy_files

    file = options.file
    answer = reader.read_file(file, options.sheet, options.layout)
    tidy_files.write_cells(answer.cells, options.to)
    for note in answer.notes:
        print(note.told(options.lang), file=sys.stderr)
    if answer.how == reader.PROPOSED:
        advice = f"to see it: exchange-stats inspect {shlex.quote(str(file))}"
        _say(f"{file.name}: read by a layout that nobody has confirmed; {advice}", options)
    return 0


def _say(sentence: str, options: argparse.Namespace) -> None:
    from exchange_stats.publishing.gallery.sentences import in_language

    print(in_language(sentence, options.lang), file=sys.stderr)
