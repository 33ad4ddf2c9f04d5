"""The public face for notebooks: load, compute, draw, trace, in the project around us."""

import base64
import html
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats import processed
from exchange_stats import trace as tracing
from exchange_stats.evidence.breaks import splice_series as splice_series
from exchange_stats.ground import comparison
from exchange_stats.ground.errors import FigureError
from exchange_stats.measures import compute
from exchange_stats.own_table.attacked import audit_table as audit_table
from exchange_stats.own_table.protected import protect_table as protect_table
from exchange_stats.own_table.totals import add_totals as add_totals
from exchange_stats.project import find_root, tables_folder
from exchange_stats.publishing import figures, printing
from exchange_stats.publishing.figures.definitions import FigureDefinition, Look
from exchange_stats.received import reader
from exchange_stats.received.inspection import Inspection, inspect
from exchange_stats.received.linking import link_lists as link_lists

USUAL = (*figures.PICTURES, "csv")
SCREEN_DPI, DPI = 120, 192  # of a picture in a notebook: as wide as drawn, sharper than drawn
NUMBERS = (
    *("baseline", "target", "actual", "progress_lo", "progress_hi", "expected_by_now"),
    *("value", "lo", "mid", "hi", "lo_strict", "hi_strict", "spread_lo", "spread_hi"),
    *("period_start", "period_end", "rank", "distance", "difference", "unexplained"),
    *("by_definition", "by_date", "by_coverage", "by_rounding"),
)


def load_table(name: str) -> pd.DataFrame:
    """Return a processed table with its amounts as numbers and its codes as text.

    Parameters
    ----------
    name : str
        ``observations``, ``reconciled``, ``ledger``, ``release``, ``indicators``, ``projections``,
        ``claims``, ``cooperation``, ``results`` or ``findings``. Columns and units are described in
        ``data/processed/datapackage.json``.

    Raises
    ------
    StageError
        If there is no such table yet; build first.
    """
    table = processed.read_table(name, find_root())
    numeric = {name: pd.to_numeric(table[name]) for name in NUMBERS if name in table.columns}
    return table.assign(**numeric)


def read_tables(
    path: str | Path | Iterable[str | Path], *, sheet: str = "", layout: str = ""
) -> pd.DataFrame:
    """Return the tables of any workbook, or of many, as one tidy table, a row a cell.

    Parameters
    ----------
    path : str or Path, or several of them
        xlsx, xlsm, xls, xlsb, ods, csv, tsv, or HTML saved as .xls; or a folder of them.
    sheet : str
        Only this sheet; by default all of them.
    layout : str
        A layout of ``facts/layouts``. By default that of a registered workbook, which is known
        by its bytes; else the layout that we propose, which nobody has confirmed.

    Returns
    -------
    DataFrame
        At least ``sheet``, ``table``, ``cell``, ``row`` and ``column`` (from 0), ``row_label``,
        ``column_label``, ``printed``, ``value`` (a number as text, empty when missing),
        ``status`` and ``role`` (value, total or subtotal). A list of persons comes as counts. Of
        a folder or several paths ``workbook`` comes first: much faster than one after the other.

    Raises
    ------
    RawFileError
        If a file is no workbook.
    LayoutError
        If it does not lie as declared. What is to be looked at, or no table at all, is a warning.
    """
    found = reader.read_paths(path, sheet, layout)
    for note in found.notes:
        warnings.warn(note.told("en"), stacklevel=2)
    return found.cells


def inspect_tables(path: str | Path, *, sheet: str = "") -> Inspection:
    """Return what we take the tables of a workbook to be, and why; as the last line of a cell.

    The parameters are those of :func:`read_tables`. A list of persons is refused.
    """
    return inspect(Path(path), sheet)


def compute_indicator(indicator_id: str) -> pd.DataFrame:
    """Return one indicator of ``facts/indicators.toml`` computed anew, a row a period.

    Raises
    ------
    FactError
        If there is no such indicator, or its evidence is missing.
    """
    chosen = compute.choose_indicator(compute.load_indicators(), indicator_id)
    reconciled = processed.read_table("reconciled", find_root())
    table = compute.compute_indicators(reconciled, chosen, comparison.load_notes())
    return table.assign(**{name: pd.to_numeric(table[name]) for name in ("value", "lo", "hi")})


def list_figures() -> pd.DataFrame:
    """Return the figures there are: id, theme and finding in English."""
    tables = processed.read_set(tables_folder(find_root()))
    known = figures.load_definitions(tables)
    rows = [(x.id, x.theme, figures.figure_texts(x, tables, "en").title) for x in known.values()]
    return pd.DataFrame(rows, columns=["figure_id", "theme", "finding"])


def draw_figure(
    figure_id: str, *, language: str = "en", size: str = "word", variant: str = "full"
) -> Any:
    """Return a matplotlib figure, ready to be shown or saved.

    Parameters
    ----------
    figure_id : str
        An id of :func:`list_figures`.
    language : str
        ``en``, ``ru``, ``ky`` or ``zh``, or two at once as ``ky-zh``.
    size : str
        ``word`` (a page of Word), ``half``, ``slide`` or ``square``.
    variant : str
        ``full``, or ``bare``: the plot alone, for a page that holds the words itself.

    Raises
    ------
    FigureError
        If there is no such figure, or its title does not hold for the data.
    """
    tables = processed.read_set(tables_folder(find_root()))
    return figures.draw_figure(_definition(figure_id), tables, Look(language, size, variant))


def describe_figure(figure_id: str, *, language: str = "en") -> str:
    """Return the alternative text of a figure: what it shows, in a sentence or two."""
    tables = processed.read_set(tables_folder(find_root()))
    return figures.figure_texts(_definition(figure_id), tables, language).alt


def caption_figure(figure_id: str, *, language: str = "en") -> str:
    """Return the words around a figure, a line each: title, subtitle, note, source and id."""
    tables = processed.read_set(tables_folder(find_root()))
    words = figures.figure_texts(_definition(figure_id), tables, language)
    return "\n".join(words.around)


@dataclass(frozen=True, repr=False)
class Picture:
    """A figure as a notebook shows it: once, and with its alternative text."""

    png: bytes
    alt: str
    width: int

    def __repr__(self) -> str:
        """Return the alternative text, for where no picture can be shown."""
        return self.alt

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.png).decode("ascii")
        return (
            f'<img alt="{html.escape(self.alt)}" width="{self.width}" '
            f'src="data:image/png;base64,{data}">'
        )


def show_figure(figure_id: str, **look: str) -> Picture:
    """Return a figure that a notebook shows with its alternative text; as the last line of a cell.

    The parameters are those of :func:`draw_figure`.
    """
    definition, tables = _definition(figure_id), processed.read_set(tables_folder(find_root()))
    drawn = figures.draw_figure(definition, tables, Look(**look))
    return show_chart(drawn, figures.figure_texts(definition, tables, Look(**look).language).alt)


def show_chart(drawn: Any, alt: str) -> Picture:
    """Return a chart of your own that a notebook shows with its alternative text.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
        The chart; made with ``Figure(figsize=(7, 2.5))`` it is not shown twice.
    alt : str
        What it shows, for readers who do not see it.
    """
    drawn.savefig(png := BytesIO(), format="png", dpi=DPI)
    return Picture(png.getvalue(), alt, round(drawn.get_figwidth() * SCREEN_DPI))


def write_figure(
    figure_id: str, folder: str | Path, formats: Sequence[str] = USUAL, **look: str
) -> list[Path]:
    """Write a figure as files; return the paths.

    Parameters
    ----------
    figure_id : str
        An id of :func:`list_figures`.
    folder : str or Path
        Where to; made when it is not there.
    formats : sequence of str
        ``png``, ``svg``, ``pdf``, ``csv`` (its numbers), ``txt`` (its words); ``docx``, ``pptx``
        and ``xlsx``, with a chart to edit.
    **look : str
        Language, size and variant, as for :func:`draw_figure`.
    """
    definition, target = _definition(figure_id), Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    tables = processed.read_set(tables_folder(find_root()))
    return printing.write_formats(definition, tables, target, Look(**look), formats)


def trace_number(fact_id: str) -> str:
    """Return the way of a number from the figure back to workbook, sheet and cell, as text.

    Raises
    ------
    TraceError
        If no processed table holds the id.
    """
    root = find_root()
    facts = tracing.Facts(processed.read_set(tables_folder(root)))
    workbooks = processed.read_provenance(root)["workbooks"]
    return tracing.as_text(tracing.trace_fact(fact_id, facts, workbooks))


def _definition(figure_id: str) -> FigureDefinition:
    definitions = figures.load_definitions()
    if figure_id not in definitions:
        message = f"figure {figure_id!r}: expected one of {', '.join(definitions)}; correct the id"
        raise FigureError(message)
    return definitions[figure_id]
