"""What stands around a table to explain it: notes by their marks, and legends of its signs."""

from exchange_stats.reading.notes.legend import (
    Meaning,
    by_policy,
    legend_in,
    legend_of,
    legend_words,
    over_policy,
    texts_of,
)
from exchange_stats.reading.notes.marks import bare_mark, notes_of, orphan_marks, table_notes

__all__ = [
    "Meaning",
    "bare_mark",
    "by_policy",
    "legend_in",
    "legend_of",
    "legend_words",
    "notes_of",
    "orphan_marks",
    "over_policy",
    "table_notes",
    "texts_of",
]
