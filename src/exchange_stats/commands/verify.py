"""``exchange-stats verify``: which figures a file shows, and whether newer ones exist."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_stats.ground.errors import ExchangeStatsError
from exchange_stats.project import RELEASES, REPORTS, find_root, tables_folder

if TYPE_CHECKING:
    from exchange_stats.issued.verification.judgement import Known

HELP = "say which figures a file shows, whether they were changed, and whether newer ones exist"
EXAMPLES = (
    "exchange-stats verify picture.png",
    "exchange-stats verify report-of-the-ministry.docx --lang ru    pictures pasted into it",
)
STALE = 1


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument(
        "file", type=Path, help="png, svg, pdf, csv, xlsx, docx, pptx or html, ours or another's"
    )
    command.add_argument(
        "--lang", choices=["en", "ru", "ky", "zh"], default="en", help="default: en"
    )


def run(options: argparse.Namespace) -> int:
    """Print what a file shows; return 1 for an old, changed or foreign one, else 0."""
    from dataclasses import replace

    from exchange_stats.issued.verification import files, judgement, pieces
    from exchange_stats.issued.words import words

    root = find_root(options.project)
    found, content = files.read_pieces(options.file)
    known = _known(root)
    if found.kind == "csv":
        piece = judgement.rows_piece(content, known)
        found = replace(found, pieces=[piece] if piece else [])
    built = _built(root, content)
    if built:
        said = {"file": options.file.name, "path": built}
        print(words(judgement.FILE, "byte_equal", options.lang, said))
        found = replace(found, whole=pieces.UNKNOWN)
    for line in judgement.told(found, options.file.name, known, options.lang):
        print(line)
    return 0 if judgement.is_sound(found, known) else STALE


def _known(root: Path) -> "Known":
    """Return the figures of today's tables, and of each release that can still be read."""
    from exchange_stats import processed
    from exchange_stats.issued.editions import find_editions
    from exchange_stats.issued.verification.judgement import TODAY, shown_by

    known = {TODAY: shown_by(processed.read_set(tables_folder(root)))}
    for name in find_editions(root):
        try:
            known[name] = shown_by(processed.read_set(root / RELEASES / name))
        except ExchangeStatsError:
            continue
    return known


def _built(root: Path, content: bytes) -> str:
    """Return the file of the last report that has the same bytes, empty for none."""
    from exchange_stats.stored.manifest import read_manifest, sha256_of_bytes

    digest = sha256_of_bytes(content)
    files = read_manifest(root / REPORTS).get("files", {})
    same = sorted(name for name, known in files.items() if known == digest)
    return f"{REPORTS.as_posix()}/{same[0]}" if same else ""
