"""``exchange-stats check``: what was found in the raw workbooks."""

import argparse
from pathlib import Path

from exchange_stats.commands.running.asked import add_reading_options
from exchange_stats.commands.running.progress import Progress
from exchange_stats.project import find_root

HELP = "check the raw workbooks and print what was found, with --to also as page and sheet"
EXAMPLES = (
    "exchange-stats check --severity warning",
    "exchange-stats check --to found --lang ru    page, Excel sheet and table in a folder",
)
SEVERITIES = ("error", "warning", "notice")


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument(
        "--severity",
        choices=SEVERITIES,
        default="notice",
        help="print findings of this severity and above (default: all)",
    )
    command.add_argument(
        "--to", type=Path, metavar="FOLDER", help="write check.html, check.xlsx and check.csv there"
    )
    add_reading_options(command)


def run(options: argparse.Namespace) -> int:
    """Print the findings, write them into a folder if asked; return 1 for an error, else 0."""
    from exchange_stats import pipeline, report
    from exchange_stats.publishing.gallery import findings

    root = find_root(options.project)
    with Progress(lambda: len(pipeline.registered_workbooks(root)) + 3) as progress:
        tables, workbooks = pipeline.derive_tables(root, progress.say)
    found = report.list_findings(root, tables, workbooks)
    for one in found:
        if SEVERITIES.index(one.severity) <= SEVERITIES.index(options.severity):
            print(findings.line_of(one, options.lang))
    print(findings.counts_of(found, options.lang))
    for path in report.write_check(options.to, found, options.lang) if options.to else ():
        print(path)
    return 1 if any(one.severity == "error" for one in found) else 0
