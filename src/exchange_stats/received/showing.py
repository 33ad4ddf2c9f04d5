"""What the command ``inspect`` does and prints."""

from pathlib import Path

from exchange_stats.project import find_root
from exchange_stats.publishing.gallery import grids
from exchange_stats.received import acceptance, comparison, inspection


def compare_file(project: Path | None, file: Path, layout_id: str) -> int:
    """Print what has changed in a workbook against a layout; return 1 for drift, else 0."""
    drifts = comparison.compare(file, layout_id, find_root(project))
    print(comparison.drift_text(file, layout_id, drifts))
    return 1 if drifts else 0


def inspect_file(file: Path, sheet: str, to: Path | None) -> inspection.Inspection:
    """Print what a workbook is taken to be, write the page if asked; return the inspection."""
    found = inspection.inspect(file, sheet)
    print(found)
    if to is not None:
        grids.write_grids(found.page(), to)
        print(to)
    return found


def accept_layout(
    project: Path | None, found: inspection.Inspection, layout_id: str, *confirmed: str
) -> None:
    """Write a proposal as a layout of the project and print what to do next."""
    accepted = acceptance.accept(found, layout_id, find_root(project), *confirmed)
    print(f"{accepted.path} written")
    print("\n  ".join(["Add to facts/sources.toml:", *accepted.lines]))
    print("\n  ".join(["Before it is used:", *accepted.to_do]))
