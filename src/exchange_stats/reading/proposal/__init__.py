"""A layout proposed for any sheet, with its reasons, and the tidy cells that it gives."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.proposal.tidy import Tidy
from exchange_stats.reading.workbook import Sheet, read_workbook


def read_any(path: str | Path, sheet_name: str | None = None) -> pd.DataFrame:
    """Return the tidy cells of a workbook without a declared layout, one row per body cell."""
    sheets = read_workbook(path).sheets
    return read_sheets(sheet for sheet in sheets if sheet_name in (None, sheet.name))


def read_sheets(sheets: Iterable[Sheet]) -> pd.DataFrame:
    """Return the tidy cells of sheets without a declared layout, one row per body cell."""
    tidy = Tidy()
    for sheet in sheets:
        for proposal in propose_layouts(sheet):
            tidy.add(sheet, proposal)
    return tidy.frame()
