"""A layout proposed for any sheet, with its reasons, and the tidy cells that it gives."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from exchange_stats.reading.cell_text import bare_sign
from exchange_stats.reading.notes import (
    Meaning,
    by_policy,
    legend_in,
    legend_of,
    over_policy,
    texts_of,
)
from exchange_stats.reading.proposal.draft import Proposal, draft_of
from exchange_stats.reading.proposal.tidy import Tidy
from exchange_stats.reading.workbook import (
    Sheet,
    cell_name,
    collector_paused,
    read_workbook,
)

MOST_LINES = range(300)
Tables = list[tuple[Proposal, dict[str, Meaning]]]


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
    return _tidy_of(path, sheet_name, symbols).frame()  # the sheets are gone by now


def _tidy_of(path: str | Path, name: str | None, symbols: Mapping[str, str] | None) -> Tidy:
    sheets = read_workbook(path).sheets
    chosen = [sheet for sheet in sheets if name in (None, sheet.name)]
    others = [sheet for sheet in sheets if name not in (None, sheet.name)]
    return tidy_sheets(chosen, symbols, others)


def read_sheets(
    sheets: Iterable[Sheet],
    symbols: Mapping[str, str] | None = None,
    beside: Iterable[Sheet] = (),
) -> pd.DataFrame:
    """Return the tidy cells of sheets without a declared layout, one row per body cell.

    The parameters are those of :func:`tidy_sheets`.
    """
    return tidy_sheets(sheets, symbols, beside).frame()


@collector_paused()
def tidy_sheets(
    sheets: Iterable[Sheet],
    symbols: Mapping[str, str] | None = None,
    beside: Iterable[Sheet] = (),
    *,
    to: tuple[Tidy, str] | None = None,
) -> Tidy:
    """Return the tidy cells of sheets without a declared layout, not yet made into a frame.

    What a sign means is read from the lines around its table, then from those of the other
    tables of its sheet, then from sheets that hold no table, then from the tables of other
    sheets where these agree, then from the policy.

    Parameters
    ----------
    beside : iterable of Sheet
        The further sheets of the workbook: only their legends are read.
    to : tuple of Tidy and str, optional
        The cells of other workbooks, to which these are added, and the name of this one.
    """
    tidy, name = to or (Tidy(), "")
    read = [(sheet, _tables(sheet, tidy)) for sheet in sheets]
    short = [sheet for sheet in beside if len(sheet.values) <= len(MOST_LINES)]
    common = _common([*read, *((sheet, _tables(sheet)) for sheet in short)])
    policy = {bare_sign(sign): by_policy(status) for sign, status in (symbols or {}).items()}
    for sheet, tables in read:
        shared = dict(common)
        for _, legend in reversed(tables):
            shared |= legend
        for proposal, legend in tables:
            proposal.known.legend = over_policy(policy, shared | legend)
            tidy.add(sheet, proposal, name)
    return tidy


def _tables(sheet: Sheet, tidy: Tidy | None = None) -> Tables:
    """Return the proposed tables of a sheet, each with the legend around it.

    What is to be read, into tidy cells, has lists among its tables, and numbers that are left.
    """
    found, left = draft_of(sheet, lists=tidy is not None)
    if tidy is not None:
        tidy.left += [f"{sheet.name}!{cell_name(*place)}" for place in left]
    return [(proposal, legend_of(sheet, proposal.layout)) for proposal in found]


def _common(read: Iterable[tuple[Sheet, Tables]]) -> dict[str, Meaning]:
    """Return what signs mean in all of a workbook; a text without a table wins over tables."""
    texts: list[str] = []
    said: dict[str, Meaning] = {}
    disputed: set[str] = set()
    for sheet, tables in read:
        texts += [] if tables else texts_of(sheet, MOST_LINES)
        for sign, means in (pair for _, legend in tables for pair in legend.items()):
            told = replace(means, said=f"{means.said} (sheet {sheet.name!r})")
            if not means.agrees(said.setdefault(sign, told)):
                disputed.add(sign)
    agreed = {sign: means for sign, means in said.items() if sign not in disputed}
    return agreed | legend_in(texts)
