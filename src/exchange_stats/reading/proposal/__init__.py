"""A layout proposed for any sheet, with its reasons, and the tidy cells that it gives."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from exchange_stats.reading.cell_text import bare_sign
from exchange_stats.reading.notes import Meaning, legend_in, legend_of, texts_of
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.proposal.tidy import Tidy
from exchange_stats.reading.workbook import Sheet, read_workbook

MOST_LINES = range(300)


def read_any(
    path: str | Path, sheet_name: str | None = None, symbols: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the tidy cells of a workbook without a declared layout, one row per body cell.

    Parameters
    ----------
    sheet_name : str, optional
        Only this sheet; the legends of the others count.
    symbols : mapping, optional
        Sign to status by the policy of the source; a legend in the workbook wins over it.
    """
    sheets = read_workbook(path).sheets
    chosen = [sheet for sheet in sheets if sheet_name in (None, sheet.name)]
    others = [sheet for sheet in sheets if sheet_name not in (None, sheet.name)]
    return read_sheets(chosen, symbols, filter(_is_prose, others))


def _is_prose(sheet: Sheet) -> bool:
    """Return whether a sheet holds lines of text rather than a table."""
    return len(sheet.values) <= len(MOST_LINES) and max(map(len, sheet.values), default=0) <= 4


def read_sheets(
    sheets: Iterable[Sheet],
    symbols: Mapping[str, str] | None = None,
    beside: Iterable[Sheet] = (),
) -> pd.DataFrame:
    """Return the tidy cells of sheets without a declared layout, one row per body cell.

    What a sign means is read from the lines around its table, then from those of the other
    tables of its sheet, then from sheets that hold no table, then from the policy.
    """
    tidy = Tidy()
    sheets = list(sheets)
    proposals = [propose_layouts(sheet) for sheet in sheets]
    told = [*beside, *(s for s, found in zip(sheets, proposals, strict=True) if not found)]
    policy = {bare_sign(sign): _by_policy(status) for sign, status in (symbols or {}).items()}
    common = policy | legend_in(text for sheet in told for text in texts_of(sheet, MOST_LINES))
    for sheet, found in zip(sheets, proposals, strict=True):
        own = [legend_of(sheet, proposal.layout) for proposal in found]
        shared = dict(common)
        for legend in reversed(own):
            shared |= legend
        for proposal, legend in zip(found, own, strict=True):
            proposal.known.legend = shared | legend
            tidy.add(sheet, proposal)
    return tidy.frame()


def _by_policy(status: str) -> Meaning:
    return Meaning(status, "", "by the policy of the source")
