"""A layout proposed for any sheet, with its reasons, and the tidy cells that it gives."""

from pathlib import Path

import pandas as pd

from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.proposal.tidy import Tidy
from exchange_stats.reading.workbook import read_workbook


def read_any(path: str | Path, sheet_name: str | None = None) -> pd.DataFrame:
    """Return the tidy cells of a workbook without a declared layout, one row per body cell."""
    tidy = Tidy()
    for sheet in read_workbook(path).sheets:
        if sheet_name is None or sheet.name == sheet_name:
            for proposal in propose_layouts(sheet):
                tidy.add(sheet, proposal)
    return tidy.frame()
