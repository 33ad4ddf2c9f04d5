"""The tidy cells of proposed tables: one row per body cell, each with its address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.notes import notes_of
from exchange_stats.reading.proposal.amounts import MISSING, column_texts, flagged, printed_texts
from exchange_stats.reading.proposal.draft import Proposal
from exchange_stats.reading.proposal.grid import uncovered
from exchange_stats.reading.table import Labels, TableLayout, joined
from exchange_stats.reading.workbook import Sheet, column_letters, faults_of, plain_text

COLUMNS = (
    *("sheet", "table", "cell", "row", "column", "row_label", "column_label"),
    *("printed", "value", "status", "role", "hidden", "notes"),
)
WORKBOOK = "workbook"
FACTORS = (
    WORKBOOK,
    "sheet",
    "table",
    "row_label",
    "column_label",
    "status",
    "role",
    "hidden",
    "notes",
)


class _Said(dict[str, int]):
    """Texts with their numbers, each text numbered on first sight."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


@dataclass(frozen=True)
class _Cells:
    """The cells of one table, rows by columns.

    What is the same along a row, a column or the table stands once in ``arrays``; ``kept`` tells
    the cells that no merge covers, ``None`` when none does.
    """

    rows: Sequence[int]
    columns: Sequence[int]
    kept: np.ndarray | None
    arrays: dict[str, np.ndarray]

    def __len__(self) -> int:
        """Return the number of cells."""
        every = len(self.rows) * len(self.columns)
        return every if self.kept is None else int(np.count_nonzero(self.kept))

    def take(self, name: str) -> np.ndarray:
        """Return one column of the tidy cells, which is then no longer here."""
        shape = len(self.rows), len(self.columns)
        array = _addresses(self.rows, self.columns) if name == "cell" else self.arrays.pop(name)
        array = array if array.shape == shape else np.broadcast_to(array, shape)
        flat: np.ndarray = array.ravel() if self.kept is None else array[self.kept]
        return flat


class Tidy:
    """The tidy cells of tables, added one after the other and made into one frame at the end.

    Labels are kept as codes: a label stands in as many rows as its table has columns. Addresses
    are made with the frame, when the sheets may be gone: a long table is as large as its sheet.
    ``left`` has the cells with numbers that are in none of the tables.
    """

    def __init__(self) -> None:
        self.left: list[str] = []
        self._tables: list[_Cells] = []
        self._length = 0
        self._codes: dict[str, dict[str, int]] = {name: {} for name in FACTORS}

    def __len__(self) -> int:
        """Return the number of cells."""
        return self._length

    def add(self, sheet: Sheet, proposal: Proposal, workbook: str = "") -> None:
        """Add the cells of one table; cells under a merge are left out.

        Where they are of several workbooks, each has its name, which then is the first column.
        """
        layout = proposal.layout
        rows, columns = layout.body_rows, layout.value_columns
        row_codes, heading_codes = self._labels(sheet, layout)
        arrays: dict[str, np.ndarray] = {
            WORKBOOK: np.array(self._code(WORKBOOK, workbook), np.int32),
            "sheet": np.array(self._code("sheet", sheet.name), np.int32),
            "table": np.array(self._code("table", layout.table), np.int16),
            "row": np.array(rows, np.int64)[:, None],
            "column": np.array(columns, np.int64),
            "row_label": row_codes[:, None],
            "column_label": heading_codes,
            "role": self._roles(layout),
            "hidden": self._hidden(sheet, layout),
        }
        arrays |= self._amounts(sheet, proposal)
        cells = _Cells(rows, columns, uncovered(sheet, rows, columns), arrays)
        self._tables.append(cells)
        self._length += len(cells)

    def frame(self) -> pd.DataFrame:
        """Return all cells in one table; they are then no longer here."""
        if not self._tables:
            return pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})
        index = pd.RangeIndex(len(self))
        named = (WORKBOOK,) if any(self._codes[WORKBOOK]) else ()
        columns = {name: self._column(name) for name in (*named, *COLUMNS)}
        return pd.DataFrame(columns, index=index, copy=False)

    def _column(self, name: str) -> object:
        parts = [table.take(name) for table in self._tables]
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

    def _labels(self, sheet: Sheet, layout: TableLayout) -> tuple[np.ndarray, np.ndarray]:
        """Return the codes of the labels of rows, and of the headings of columns."""
        labels = Labels(sheet, layout)
        headings = (joined(labels.column_levels(column)) for column in layout.value_columns)
        row_codes = self._codes_of("row_label", labels.row_labels(layout.body_rows))
        return row_codes, self._codes_of("column_label", headings)

    def _amounts(self, sheet: Sheet, proposal: Proposal) -> dict[str, np.ndarray]:
        """Return printed texts, values, statuses and notes of a body, rows by columns."""
        rows, columns = proposal.layout.body_rows, proposal.layout.value_columns
        shape = len(rows), len(columns)
        printed = values = np.empty(shape, object)
        statuses = np.full(shape, self._code("status", ""), np.int8)
        said, notes = _Said({"": 0}), np.zeros(shape, np.int32)
        for place, column in enumerate(columns):
            cells = sheet.cells(rows, column)
            texts, odd = column_texts(cells, proposal.known)
            for place_of_flag in proposal.layout.flags_of(column):
                flags = [one_line(plain_text(sheet.value(row, place_of_flag))) for row in rows]
                texts, odd = flagged((texts, odd), flags, proposal.known)
            values[:, place] = texts
            if (prints := printed_texts(cells, texts)) is not texts or printed is not values:
                printed = values.copy() if printed is values else printed
                printed[:, place] = prints
            if odd:
                found = odd.values()
                statuses[[*odd], place] = [self._code("status", one.status) for one in found]
                notes[[*odd], place] = [said[one.note] for one in found]
        printed = values.copy() if printed is values and sheet.looks else printed
        arrays = {"printed": printed, "value": values, "status": statuses, "notes": notes}
        self._put_faults(sheet, proposal.layout, arrays, said)
        return arrays | {"notes": self._notes(sheet, proposal.layout, notes, said)}

    def _put_faults(
        self, sheet: Sheet, layout: TableLayout, arrays: dict[str, np.ndarray], said: "_Said"
    ) -> None:
        """Give cells that are not what they show a status and a note, and prints their marks."""
        for place, fault in faults_of(sheet, layout.body_rows, layout.value_columns).items():
            if fault.status:
                arrays["status"][place] = self._code("status", fault.status)
            if fault.status == MISSING:
                arrays["value"][place] = ""
            if fault.printed:
                arrays["printed"][place] = fault.printed
            if fault.note:
                arrays["notes"][place] = said[fault.note]

    def _notes(
        self, sheet: Sheet, layout: TableLayout, odd: np.ndarray, said: "_Said"
    ) -> np.ndarray:
        """Return the codes of the notes of cells: what is odd in them, and what marks stand for."""
        texts, words = notes_of(sheet, layout), [*said]
        if texts is None:
            codes = np.zeros(len(said), np.int32)
            used = [0, *sorted({*odd[odd > 0].tolist()})]
            codes[used] = self._codes_of("notes", (words[code] for code in used))
            found: np.ndarray = codes[odd]
            return found
        for place in zip(*odd.nonzero(), strict=True):
            texts[place] = "; ".join(filter(None, (words[odd[place]], texts[place])))
        return self._codes_of("notes", texts.ravel()).reshape(texts.shape)

    def _hidden(self, sheet: Sheet, layout: TableLayout) -> np.ndarray:
        """Return what hides every cell: its row, its column, its sheet."""
        shape = len(layout.body_rows), len(layout.value_columns)
        whole = "sheet" if sheet.hidden else ""
        code = self._code("hidden", whole)
        if not sheet.hidden_rows and not sheet.hidden_columns:
            return np.array(code, np.int8)
        found = np.full(shape, code, np.int8)
        rows = ["row" if row in sheet.hidden_rows else "" for row in layout.body_rows]
        columns = ["column" if c in sheet.hidden_columns else "" for c in layout.value_columns]
        for number, row in enumerate(rows):
            for place, column in enumerate(columns):
                text = ", ".join(filter(None, (whole, row, column)))
                found[number, place] = self._code("hidden", text)
        return found

    def _roles(self, layout: TableLayout) -> np.ndarray:
        value, total, subtotal = (self._code("role", r) for r in ("value", "total", "subtotal"))
        if not (layout.total_rows or layout.subtotal_rows or layout.total_columns):
            return np.array(value, np.int8)
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


def _addresses(rows: Sequence[int], columns: Sequence[int]) -> np.ndarray:
    numbers = [str(row + 1) for row in rows]
    found = np.empty((len(rows), len(columns)), object)
    for place, column in enumerate(columns):
        letters = column_letters(column)
        found[:, place] = [letters + number for number in numbers]
    return found
