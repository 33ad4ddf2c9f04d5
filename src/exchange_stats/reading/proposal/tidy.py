"""The tidy cells of proposed tables: one row per body cell, each with its address."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from exchange_stats.reading.notes import notes_of
from exchange_stats.reading.proposal.amounts import MISSING, column_texts
from exchange_stats.reading.proposal.draft import Proposal
from exchange_stats.reading.table import Labels, TableLayout, joined, merged_places
from exchange_stats.reading.workbook import Sheet, column_letters, faults_of, plain_text

Place = tuple[int, int]
COLUMNS = (
    *("sheet", "table", "cell", "row", "column", "row_label", "column_label"),
    *("printed", "value", "status", "role", "hidden", "notes"),
)
FACTORS = ("sheet", "table", "row_label", "column_label", "status", "role", "hidden", "notes")


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
        row_codes = self._codes_of("row_label", labels.row_labels(rows))
        headings = (joined(labels.column_levels(column)) for column in columns)
        part = {
            "sheet": np.full(shape, self._code("sheet", sheet.name), np.int16),
            "table": np.full(shape, self._code("table", layout.table), np.int16),
            "cell": _addresses(rows, columns),
            "row": np.broadcast_to(np.array(rows, np.int64)[:, None], shape),
            "column": np.broadcast_to(np.array(columns, np.int64), shape),
            "row_label": np.broadcast_to(row_codes[:, None], shape),
            "column_label": np.broadcast_to(self._codes_of("column_label", headings), shape),
            "role": self._roles(layout),
            "hidden": self._hidden(sheet, layout),
        }
        arrays, odd = self._amounts(sheet, proposal)
        part |= arrays | {"notes": self._notes(sheet, proposal, odd)}
        keep = _uncovered(sheet, rows, columns)
        for name, array in part.items():
            self._parts[name].append(array.ravel() if keep is None else array[keep])

    def frame(self) -> pd.DataFrame:
        """Return all cells in one table."""
        if not self._parts["cell"]:
            return pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})
        index = pd.RangeIndex(sum(map(len, self._parts["cell"])))
        columns = {name: self._column(name) for name in COLUMNS}
        return pd.DataFrame(columns, index=index, copy=False)

    def _column(self, name: str) -> object:
        parts = self._parts.pop(name)
        whole = np.concatenate(parts) if len(parts) > 1 else parts[0]
        if name in FACTORS:
            dtype = _categories(tuple(self._codes[name]))
            return pd.Categorical.from_codes(whole, dtype=dtype, validate=False)
        return whole if whole.dtype == np.int64 else _texts(whole)

    def _code(self, name: str, text: str) -> int:
        known = self._codes[name]
        return known.setdefault(text, len(known))

    def _codes_of(self, name: str, texts: Iterable[str]) -> np.ndarray:
        known = self._codes[name]
        return np.array([known.setdefault(text, len(known)) for text in texts], np.int32)

    def _amounts(
        self, sheet: Sheet, proposal: Proposal
    ) -> tuple[dict[str, np.ndarray], dict[Place, str]]:
        """Return printed texts, values and statuses of a body, rows by columns, and notes."""
        rows, columns = proposal.layout.body_rows, proposal.layout.value_columns
        statuses = np.full((len(rows), len(columns)), self._code("status", ""), np.int8)
        values: list[list[str]] = []
        printed: list[list[str]] = []
        notes: dict[Place, str] = {}
        for place, column in enumerate(columns):
            cells = sheet.cells(rows, column)
            texts, odd = column_texts(cells, proposal.known)
            for row, amount in odd.items():
                statuses[row, place] = self._code("status", amount.status)
                notes[row, place] = amount.note
            values.append(texts)
            printed.append(_printed(cells, texts))
        whole = np.array(values, object).T
        alike = all(a is b for a, b in zip(printed, values, strict=True)) and not sheet.looks
        arrays = whole if alike else np.array(printed, object).T, whole, statuses
        self._put_faults(sheet, proposal.layout, arrays, notes)
        return dict(zip(("printed", "value", "status"), arrays, strict=True)), notes

    def _put_faults(
        self,
        sheet: Sheet,
        layout: TableLayout,
        arrays: tuple[np.ndarray, np.ndarray, np.ndarray],
        notes: dict[Place, str],
    ) -> None:
        """Give cells that are not what they show a status and a note, and prints their marks."""
        printed, values, statuses = arrays
        for place, fault in faults_of(sheet, layout.body_rows, layout.value_columns).items():
            if fault.status:
                statuses[place] = self._code("status", fault.status)
            if fault.status == MISSING:
                values[place] = ""
            if fault.printed:
                printed[place] = fault.printed
            notes[place] = fault.note or notes.get(place, "")

    def _notes(self, sheet: Sheet, proposal: Proposal, odd: dict[Place, str]) -> np.ndarray:
        layout = proposal.layout
        texts = notes_of(sheet, layout)
        if texts is None:
            shape = len(layout.body_rows), len(layout.value_columns)
            codes = np.full(shape, self._code("notes", ""), np.int32)
            for place, note in odd.items():
                codes[place] = self._code("notes", note)
            return codes
        for place, note in odd.items():
            texts[place] = "; ".join(filter(None, (note, texts[place])))
        return self._codes_of("notes", texts.ravel()).reshape(texts.shape)

    def _hidden(self, sheet: Sheet, layout: TableLayout) -> np.ndarray:
        """Return what hides every cell: its row, its column, its sheet."""
        shape = len(layout.body_rows), len(layout.value_columns)
        whole = "sheet" if sheet.hidden else ""
        found = np.full(shape, self._code("hidden", whole), np.int8)
        if not sheet.hidden_rows and not sheet.hidden_columns:
            return found
        rows = ["row" if row in sheet.hidden_rows else "" for row in layout.body_rows]
        columns = ["column" if c in sheet.hidden_columns else "" for c in layout.value_columns]
        for number, row in enumerate(rows):
            for place, column in enumerate(columns):
                text = ", ".join(filter(None, (whole, row, column)))
                found[number, place] = self._code("hidden", text)
        return found

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
    return pd.CategoricalDtype(pd.Index(_texts(np.array(labels, object))))


def _texts(array: np.ndarray) -> object:
    """Return texts as a column has them: the frame then need not find out what they are."""
    return pd.array(array, dtype=pd.StringDtype(na_value=np.nan))


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
    inside = [
        (top, left, bottom, right)
        for top, left, bottom, right in sheet.merges
        if top <= rows[-1] and bottom >= rows[0] and left <= columns[-1] and right >= columns[0]
    ]
    if not inside:
        return None
    merged = merged_places(sheet)
    keep = [[merged.get((row, c), (row, c)) == (row, c) for c in columns] for row in rows]
    return np.array(keep, bool).reshape(len(rows), len(columns))
