"""``exchange-stats template``: the workbook that institutions fill in."""

import argparse
from pathlib import Path

HELP = "write the workbook that institutions fill in and send back"
EXAMPLES = ("exchange-stats template --side kyrgyz --year 2025/26 --to request.xlsx",)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument(
        "--side",
        required=True,
        help="who fills it in: a side of facts/template.toml, such as kyrgyz or chinese",
    )
    command.add_argument("--year", required=True, help="the school year, both ends: 2025/26")
    command.add_argument("--to", type=Path, required=True, help="an .xlsx file, not there yet")
    command.add_argument("--lang", choices=["en", "ru"], default="en", help="of messages")


def run(options: argparse.Namespace) -> int:
    """Write the workbook, print where, and return 0."""
    from exchange_stats import pipeline
    from exchange_stats.publishing.template import write_template

    write_template(options.to, options.side, options.year, pipeline.form_labels)
    print(f"{options.to} written; docs/returns.md says how to send it out and take it back")
    return 0
