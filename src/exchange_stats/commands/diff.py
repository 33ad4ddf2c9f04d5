"""``exchange-stats diff``: what changed between two releases, and by which cause."""

import argparse
from pathlib import Path

from exchange_stats.project import RELEASES, find_root

HELP = "say what changed between two releases, number by number, and by which cause"
EXAMPLES = (
    "exchange-stats diff 2026-11 data/processed      a release, and what would be released now",
    "exchange-stats diff 2026-11 2027-05 --lang ru --to changes.xlsx",
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument("old", help="a release of data/releases, or a folder of processed tables")
    command.add_argument("new", help="the later one")
    command.add_argument("--to", type=Path, help="write all changes as a .csv, .json or .xlsx file")
    command.add_argument("--lang", choices=["en", "ru"], default="en", help="default: en")


def run(options: argparse.Namespace) -> int:
    """Print what changed, write it as a file if asked, and return 0."""
    from exchange_stats.issued import account, revisions
    from exchange_stats.issued.words import words

    old, new = (
        revisions.read_saved(_folder(name, options.project), name)
        for name in (options.old, options.new)
    )
    found = revisions.compare(old, new)
    size = revisions.measure_revisions(revisions.revised_pairs(old, new))
    for line in account.account_lines((old.name, new.name), found, size, options.lang):
        print(line)
    if options.to:
        account.write_account(found, options.to)
        told = {"count": str(len(found)), "path": str(options.to)}
        print(words(account.FILE, "written", options.lang, told))
    return 0


def _folder(name: str, project: Path | None) -> Path:
    """Return the folder of a saved set: the path itself, else the release of that name."""
    path = Path(name)
    return path if path.is_dir() else find_root(project) / RELEASES / name
