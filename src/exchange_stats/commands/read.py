"""``exchange-stats read``: any workbook, or many, into one tidy table."""

import argparse
import shlex
import sys
from pathlib import Path

from exchange_stats.commands.running.asked import add_reading_options
from exchange_stats.commands.running.progress import Progress

HELP = "read any workbook into one tidy table, a line a cell, by its layout if it has one"
EXAMPLES = (
    "exchange-stats read data/raw/unesco_uis/students_totals.xlsx --to students.csv",
    "exchange-stats read received.xls --sheet 2025    by a layout that is proposed",
    "exchange-stats read received --to all.csv    all workbooks of a folder in one table",
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument(
        "file", type=Path, nargs="+", help="the workbook; or several, or a folder of them"
    )
    command.add_argument(
        "--layout", default="", help="a layout of facts/layouts (default: its own, else proposed)"
    )
    command.add_argument("--sheet", default="", help="only this sheet")
    add_reading_options(command, text=True)
    command.add_argument("--to", type=Path, help="a .csv, .json or .xlsx file (default: print)")


def run(options: argparse.Namespace) -> int:
    """Read workbooks into one tidy table and write or print it; return 0."""
    from exchange_stats.reading.sources import files_in
    from exchange_stats.received import reader, tidy_files

    files, asked = options.file, (options.sheet, options.layout)
    is_alone = len(files) == 1
    with Progress(lambda: len(files_in(files))) as progress:
        answer = reader.read_paths(files[0] if is_alone else files, *asked, progress.say)
    tidy_files.write_cells(answer.cells, options.to)
    for note in answer.notes:
        print(note.told(options.lang), file=sys.stderr)
    if answer.how == reader.PROPOSED:
        is_file = is_alone and not files[0].is_dir()
        advice = f"exchange-stats inspect {shlex.quote(str(files[0])) if is_file else 'FILE'}"
        who = f"{files[0].name}{'' if is_alone else ' ...'}"
        said = "read by a layout that nobody has confirmed; to see it"
        _say(f"{who}: {said}: {advice}", options)
    return 0


def _say(sentence: str, options: argparse.Namespace) -> None:
    from exchange_stats.publishing.gallery.sentences import in_language

    print(in_language(sentence, options.lang), file=sys.stderr)
