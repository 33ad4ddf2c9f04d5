"""Tidy cells to a file: CSV, JSON or a sheet."""

import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from exchange_stats.ground import inert
from exchange_stats.ground.errors import RawFileError


def write_cells(cells: pd.DataFrame, to: Path | None) -> None:
    """Write tidy cells as .csv, .json or .xlsx by the name of the file, or print them as CSV.

    Raises
    ------
    RawFileError
        If it is another kind, cannot be written, or holds more than a sheet.
    """
    if to is None:
        inert.write_csv(cells, sys.stdout)
        return
    writers: dict[str, Callable[[], object]] = {
        ".csv": lambda: inert.write_csv(cells, to),
        ".json": lambda: cells.to_json(to, orient="records", force_ascii=False, indent=1),
        ".xlsx": lambda: inert.write_xlsx(_as_values(cells), to, "cells"),
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


def _as_values(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells with their values as numbers."""
    return cells.assign(value=pd.to_numeric(cells["value"].astype("str"), errors="coerce"))
