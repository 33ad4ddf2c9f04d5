"""Texts on their way to a translator and back: a workbook out, checked rows in."""

from exchange_stats.publishing.translation.catalogues import choose_files
from exchange_stats.publishing.translation.returned import (
    Change,
    changed_rows,
    read_returned,
    write_changes,
)
from exchange_stats.publishing.translation.sheet import write_sheets

__all__ = [
    "Change",
    "changed_rows",
    "choose_files",
    "read_returned",
    "write_changes",
    "write_sheets",
]
