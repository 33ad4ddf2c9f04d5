"""Tidy cells to a file: CSV, JSON or a sheet."""

import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from exchange_stats.ground.errors import RawFileError

SHEET_ROWS = 1_048_576
UNWRITABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


def write_cells(cells: pd.DataFrame, to: Path | None) -> None:
    """Write tidy cells as .csv, .json or .xlsx by the name of the file, or print them as CSV.

    Raises
    ------
    RawFileError
        If it is another kind, cannot be written, or holds more rows than a sheet.
    """
    if to is None:
        cells.to_csv(sys.stdout, index=False, lineterminator="\n")
        return
    writers: dict[str, Callable[[], object]] = {
        ".csv": lambda: cells.to_csv(to, index=False, lineterminator="\n", encoding="utf-8"),
        ".json": lambda: cells.to_json(to, orient="records", force_ascii=False, indent=1),
        ".xlsx": lambda: _write_sheet(cells, to),
    }
    if to.suffix.lower() not in writers:
        message = f"{to}: not a kind we write, expected .csv, .json or .xlsx; correct --to"
        raise RawFileError(message)
    try:
        writers[to.suffix.lower()]()
    except OSError as error:
        message = f"{to}: cannot be written ({error.strerror}); check the folder and free space"
        raise RawFileError(message) from None
    print(f"{len(cells)} cells written to {to}")


def _write_sheet(cells: pd.DataFrame, to: Path) -> None:
    """Write cells as a sheet, their values as numbers, without characters that Excel refuses."""
    if len(cells) >= SHEET_ROWS:
        message = (
            f"{to}: {len(cells)} cells found, expected fewer than the {SHEET_ROWS} rows of a "
            "sheet; write a .csv"
        )
        raise RawFileError(message)
    texts = cells.select_dtypes(exclude="number").astype("str")
    clean = texts.replace(UNWRITABLE, " ", regex=True)
    clean["value"] = pd.to_numeric(texts["value"], errors="coerce")
    cells.assign(**clean).to_excel(to, index=False, sheet_name="cells")
