"""``exchange-stats texts``: the texts of figures and pages to a translator and back."""

import argparse
from pathlib import Path

from exchange_stats.project import find_root

HELP = "write the texts as a workbook for a translator, or take it back"
EXAMPLES = (
    "exchange-stats texts export for-the-translator.xlsx --lang ky",
    "exchange-stats texts export quality.xlsx --lang zh --facts quality",
    "exchange-stats texts import for-the-translator.xlsx",
)
LANGUAGES = ("ky", "zh", "ru", "en")


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument("way", choices=["export", "import"], help="to the translator, or back")
    command.add_argument("file", type=Path, metavar="FILE.xlsx", help="the workbook")
    command.add_argument(
        "--lang",
        dest="languages",
        nargs="+",
        choices=LANGUAGES,
        default=["ky", "zh"],
        help="export: a sheet for each (default: ky zh)",
    )
    command.add_argument(
        "--facts",
        dest="files",
        nargs="+",
        metavar="FILE",
        help="export: only these fact files, such as texts findings quality (default: all)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the workbook, or write what has changed in it to the facts; return 0."""
    return _export(options) if options.way == "export" else _import(options)


def _export(options: argparse.Namespace) -> int:
    from exchange_stats import processed
    from exchange_stats.project import tables_folder
    from exchange_stats.publishing import translation

    tables = processed.read_set(tables_folder(find_root(options.project)))
    files = translation.choose_files(options.files)
    translation.write_sheets(options.file, tables, options.languages, files)
    print(f"{options.file} written; when it comes back: exchange-stats texts import FILE.xlsx")
    return 0


def _import(options: argparse.Namespace) -> int:
    from exchange_stats import processed
    from exchange_stats.project import tables_folder
    from exchange_stats.publishing import translation

    root = find_root(options.project)
    tables = processed.read_set(tables_folder(root))
    changes = translation.changed_rows(translation.read_returned(options.file), tables)
    translation.write_changes(changes, root)
    for one in changes:
        print(f"{one.key} ({one.language}, {one.state}): {one.text}")
    files = ", ".join(dict.fromkeys(f"facts/{one.file}.csv" for one in changes))
    told = f" in {files}; next: make report" if changes else ""
    print(f"{len(changes)} texts changed{told}")
    return 0
