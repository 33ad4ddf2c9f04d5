"""The facts on persons: thresholds, what looks personal, and how names are spelled."""

from functools import cache
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook

COLUMN_COLUMNS = ("column", "type", "unit", "description")
NAME_COLUMNS = ("kind", "text", "reading", "language", "source")


def load_privacy() -> dict[str, Any]:
    """Return ``facts/privacy.toml``: thresholds, forms of columns, and looks."""
    return _privacy(factbook.facts_folder())


@cache
def _privacy(folder: Path) -> dict[str, Any]:
    del folder
    return factbook.load_toml("privacy.toml")


def load_names(kind: str) -> list[dict[str, str]]:
    """Return the rows of one kind of ``facts/names.csv``, in their order."""
    return [row for row in factbook.load_csv("names.csv", NAME_COLUMNS) if row["kind"] == kind]


def load_columns() -> list[dict[str, str]]:
    """Return ``facts/columns.csv``: the columns that a processed table may have."""
    return factbook.load_csv("columns.csv", COLUMN_COLUMNS)
