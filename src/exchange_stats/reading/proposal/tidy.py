"""The tidy cells of proposed tables: one row per body cell, each with its address."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from exchange_stats.reading.notes import notes_of
from exchange_stats.reading.proposal.amounts import MISSING, column_texts
from exchange_stats.reading.proposal.draft import Proposal
from exchange_stats.reading.table import Labels, TableLayout, joined, merged_places
from exchange_stats.reading.workbook import Sheet, column_letters, plain_text

COLUMNS = (
    *("sheet", "table", "cell", "row", "column", "row_label", "column_label"),
    *("printed", "value", "status", "role", "notes"),
)
FACTORS = ("sheet", "table", "row_label", "column_label", "status", "role", "notes")


class Tidy:
    """Columns of tidy cells, filled table by table and made into one frame at the end.

    Labels are kept as codes: a label stands in as many rows as its table has columns.
    """

    def __init__(self) -> None:
        self._parts: dict[str, list[np.ndarray]] = {name: [] for name in COLUMNS}
        self._codes: dict[str, dict[str, int]] = {name: {} for name in FACTORS}

    def add(self, sheet: Sheet, proposal: Proposal) -> None:
        """Add the cells of one table; cells under a merge are left out."""
        layout = proposal.layout
        labels = Labels(sheet, layout)
        rows, columns = layout.body_rows, layout.value_columns
        shape = len(rows), len(columns)
        row_codes = self._codes_of("row_label", map(labels.row_label, rows))
        headings = (joined(labels.column_levels(column)) for column in columns)
        part = {
            "sheet": np.full(shape, self._code("sheet", sheet.name), np.int16),
            "table": np.full(shape, self._code("table", layout.table), np.int16),
            "cell": _addresses(rows, columns),
            "row": np.broadcast_to(np.array(rows, np.int32)[:, None], shape),
            "column": np.broadcast_to(np.array(columns, np.int32), shape),
            "row_label": np.broadcast_to(row_codes[:, None], shape),
            "column_label": np.broadcast_to(self._codes_of("column_label", headings), shape),
            "role": self._roles(layout),
            "notes": self._notes(sheet, proposal, shape),
            **self._amounts(sheet, proposal),
        }
        keep = _uncovered(sheet, rows, columns)
        for name, array in part.items():
            self._parts[name].append(array.ravel() if keep is None else array[keep])

    def frame(self) -> pd.DataFrame:
        """Return all cells in one table."""
        if not self._parts["cell"]:
            return pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})
        return pd.DataFrame({name: self._column(name) for name in COLUMNS}, copy=False)

    def _column(self, name: str) -> object:
        parts = self._parts.pop(name)
        whole = np.concatenate(parts) if len(parts) > 1 else parts[0]
        if name in FACTORS:
            dtype = _categories(tuple(self._codes[name]))
            return pd.Categorical.from_codes(whole, dtype=dtype, validate=False)
        return whole

    def _code(self, name: str, text: str) -> int:
        known = self._codes[name]
        return known.setdefault(text, len(known))

    def _codes_of(self, name: str, texts: Iterable[str]) -> np.ndarray:
        known = self._codes[name]
        return np.array([known.setdefault(text, len(known)) for text in texts], np.int32)

    def _amounts(self, sheet: Sheet, proposal: Proposal) -> dict[str, np.ndarray]:
        """Return printed texts, values and statuses of a body, rows by columns."""
        rows, columns = proposal.layout.body_rows, proposal.layout.value_columns
        statuses = np.full((len(rows), len(columns)), self._code("status", ""), np.int8)
        lines = [sheet.values[row] for row in rows]
        known = proposal.known
        values: list[list[str]] = []
        printed: list[list[str]] = []
        for place, column in enumerate(columns):
            cells = [line[column] if column < len(line) else None for line in lines]
            texts, missing = column_texts(cells, known)
            for row, status in missing.items():
                statuses[row, place] = self._code("status", status)
            values.append(texts)
            printed.append(_printed(cells, texts))
        whole = np.array(values, object).T
        alike = all(a is b for a, b in zip(printed, values, strict=True)) and not sheet.looks
        arrays = whole if alike else np.array(printed, object).T, whole, statuses
        self._put_looks(sheet, proposal.layout, arrays)
        return dict(zip(("printed", "value", "status"), arrays, strict=True))

    def _put_looks(
        self, sheet: Sheet, layout: TableLayout, arrays: tuple[np.ndarray, np.ndarray, np.ndarray]
    ) -> None:
        """Give error cells and formulas without a value a status, and prints their marks."""
        if not sheet.looks:
            return
        printed, values, statuses = arrays
        row_of = {row: place for place, row in enumerate(layout.body_rows)}
        column_of = {column: place for place, column in enumerate(layout.value_columns)}
        for (row, column), look in sheet.looks.items():
            if row not in row_of or column not in column_of:
                continue
            place = row_of[row], column_of[column]
            if look.error or look.formula_without_value:
                values[place], statuses[place] = "", self._code("status", MISSING)
            if look.error or look.superscript or look.number_format:
                printed[place] = sheet.printed(row, column)

    def _notes(self, sheet: Sheet, proposal: Proposal, shape: tuple[int, int]) -> np.ndarray:
        texts = notes_of(sheet, proposal.layout)
        if texts is None:
            return np.full(shape, self._code("notes", ""), np.int16)
        return self._codes_of("notes", texts.ravel()).reshape(shape)

    def _roles(self, layout: TableLayout) -> np.ndarray:
        value, total, subtotal = (self._code("role", r) for r in ("value", "total", "subtotal"))
        roles = np.full((len(layout.body_rows), len(layout.value_columns)), value, np.int8)
        for place, row in enumerate(layout.body_rows):
            if row in layout.total_rows or row in layout.subtotal_rows:
                roles[place] = total if row in layout.total_rows else subtotal
        for place, column in enumerate(layout.value_columns):
            if column in layout.total_columns:
                roles[:, place] = total
        return roles


@lru_cache(maxsize=1000)
def _categories(labels: tuple[str, ...]) -> pd.CategoricalDtype:
    """Return the type of a column of labels; most tables have the same roles and statuses."""
    return pd.CategoricalDtype(pd.Index(np.array(labels, object), dtype="str"))


def _printed(cells: Sequence[object], texts: list[str]) -> list[str]:
    """Return cells as printed: stored numbers as their values, everything else as it stands."""
    if set(map(type, cells)) <= {float, int}:
        return texts
    return [
        text if type(cell) is float else plain_text(cell)
        for cell, text in zip(cells, texts, strict=True)
    ]


def _addresses(rows: Sequence[int], columns: Sequence[int]) -> np.ndarray:
    letters = [column_letters(column) for column in columns]
    numbers = [str(row + 1) for row in rows]
    flat = [letter + number for number in numbers for letter in letters]
    return np.array(flat, object).reshape(len(rows), len(columns))


def _uncovered(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> np.ndarray | None:
    """Return which cells are not under a merge, ``None`` when all are not."""
    if not sheet.merges:
        return None
    merged = merged_places(sheet)
    keep = [[merged.get((row, c), (row, c)) == (row, c) for c in columns] for row in rows]
    return np.array(keep, bool).reshape(len(rows), len(columns))
