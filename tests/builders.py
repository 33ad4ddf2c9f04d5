"""Small workbooks and tables built in code.

Workbooks with rows, merges, superscripts, number formats, hidden rows; rows of a stage.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font

from exchange_stats.ground.stages import OBSERVATIONS, RECONCILED, SLOT
from exchange_stats.reading.workbook import Look, Sheet


def raised(text: str, mark: str) -> CellRichText:
    """Return a cell text with a superscript behind it."""
    return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), mark))


def write_workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    merges: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    bold: Sequence[str] = (),
    indents: Mapping[str, int] | None = None,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
    hidden_sheets: Sequence[str] = (),
) -> Path:
    """Write sheets of rows to an xlsx file; merges, formats and hiding go to the first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column).value = value
        if name in hidden_sheets:
            sheet.sheet_state = "hidden"
    first = book.worksheets[0]
    for cell in bold:
        first[cell].font = Font(bold=True)
    for cell, code in (formats or {}).items():
        first[cell].number_format = code
    for cell, depth in (indents or {}).items():
        first[cell].alignment = Alignment(indent=depth)
    for place in merges:
        first.merge_cells(place)
    for row in hidden_rows:
        first.row_dimensions[row].hidden = True
    for letter in hidden_columns:
        first.column_dimensions[letter].hidden = True
    book.save(path)
    return path


def observation(**changed: str) -> dict[str, str]:
    """Return a row of ``observations``: 4,614 Kyrgyz students in China in 2018, or as changed.

    ``value`` alone also sets the bounds; a status of a missing value empties all three.
    """
    row = {
        **{"origin": "KGZ", "host": "CHN", "period": "2018", "population": "citizenship"},
        **{"measure": "enrolled", "basis": "during_year", "programme": "all"},
        "coverage": "country",
        **{"isced_level": "_T", "isced_field": "_T", "sex": "_T", "funding": "_T"},
        **{"institution": "_T", "unit": "persons", "period_kind": "calendar", "flags": ""},
        **{"value": "4614", "qualifier": "exact", "status": "A", "conf_status": "F"},
        **{"reference_date": "", "source_id": "yearbook", "edition": "2018", "claim_id": ""},
        **{"workbook_id": "book", "sheet": "s", "cell": "C23", "synthetic": ""},
        **changed,
    }
    if row["status"] in "LMOQ":
        row |= {"value": "", "lo": "", "hi": "", "qualifier": ""}
    ends = {"period_start": row["period"][:4], "period_end": row["period"][:4]}
    amount = {"lo": row["value"], "hi": row["value"], "printed": row["value"]}
    fact = {"fact_id": "obs-" + "-".join(row[name] for name in (*SLOT, "source_id", "claim_id"))}
    return {name: (ends | amount | fact | row)[name] for name in OBSERVATIONS.columns}


def observations(*rows: Mapping[str, str]) -> pd.DataFrame:
    """Return the stage ``observations`` of rows given by what is special in them."""
    return OBSERVATIONS.frame([observation(**row) for row in rows])


def reconciled(*rows: Mapping[str, str]) -> pd.DataFrame:
    """Return the stage ``reconciled`` of rows given by what is special in them."""
    added = {"rule": "only source", "n_claims": "1", "n_independent": "1", "inputs": "o"}
    added |= dict.fromkeys(("spread_lo", "spread_hi", "rejected", "reasons", "distances"), "")
    return RECONCILED.frame(
        [
            {
                name: text
                for name, text in ({**observation(**row), **added} | row).items()
                if name in RECONCILED.columns
            }
            for row in rows
        ]
    )


def sheet_of(drawing: str, looks: Mapping[tuple[int, int], Look] | None = None) -> Sheet:
    """Return a sheet drawn as lines with ``|`` between cells.

    ``<`` continues the merged cell at its left and ``^`` the one above; digits are stored
    numbers, ``'12`` is the text 12, ``_`` in front of a label is a space of indent.
    """
    rows: list[list[object]] = []
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(drawing.strip("\n").split("\n")):
        rows.append([])
        for column, text in enumerate(line.split("|")):
            sign = text.strip()
            if sign in ("<", "^"):
                near = (row, column - 1) if sign == "<" else (row - 1, column)
                first[row, column] = first.get(near, near)
            rows[row].append(None if sign in ("<", "^", "") else _drawn(sign))
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, start in first.items():
        spans.setdefault(start, []).append(place)
    merges = tuple((*start, *max(places)) for start, places in spans.items())
    return Sheet("s", rows, dict(looks or {}), merges)


def _drawn(sign: str) -> object:
    if re.fullmatch(r"-?\d+(\.\d+)?", sign):
        return float(sign)
    indent = len(sign) - len(sign.lstrip("_"))
    return " " * indent + sign[indent:].removeprefix("'")
