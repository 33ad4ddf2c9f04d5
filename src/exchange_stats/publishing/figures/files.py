"""A figure as files: pictures, its data and its words; the same bytes on every machine."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from exchange_stats.ground.inert import file_name, write_csv
from exchange_stats.publishing import texts
from exchange_stats.publishing.drawing import frame, style
from exchange_stats.publishing.drawing.typesetting import in_one_line
from exchange_stats.publishing.figures.definitions import USUAL, FigureDefinition, Look
from exchange_stats.publishing.figures.drawn import FigureTexts, draw_with, figure_texts
from exchange_stats.publishing.figures.raster import save_png
from exchange_stats.publishing.figures.selection import Tables, figure_table
from exchange_stats.publishing.figures.stamp import open_stamp, seal_file

PICTURES = ("png", "svg", "pdf")
PDF_TEXT = "utf-16-be"  # of words in the properties of a PDF that go beyond ASCII


def write_figure(
    definition: FigureDefinition,
    tables: Tables,
    folder: Path,
    look: Look = USUAL,
    formats: Sequence[str] = PICTURES,
) -> dict[str, Path]:
    """Write a figure, its data and its words; return the paths by format.

    The bytes depend on the data and the facts alone: no clock, no machine, no random names.

    Parameters
    ----------
    definition, tables, look
        As for :func:`draw_figure`.
    folder : Path
        Where to.
    formats : sequence of str
        ``png`` (300 dpi), ``svg`` and ``pdf``, drawn once; ``csv``, the rows with fact ids and
        cells; ``txt``, the words around the plot in the language.
    """
    found = figure_texts(definition, tables, look.language)
    name = file_name(definition.id)
    pictures = [kind for kind in formats if kind in PICTURES]
    paths = {}
    if pictures:
        drawn = draw_with(definition, tables, found, look)
        paths = save_figure(drawn, found, folder / f"{name}.{look.name}", pictures)
    if "csv" in formats:
        paths["csv"] = write_data(definition, tables, folder)
    if "txt" in formats:
        paths["txt"] = folder / f"{name}.{look.language}.txt"
        paths["txt"].write_text(words_of(found), encoding="utf-8", newline="\n")
    return paths


def words_of(found: FigureTexts) -> str:
    """Return the words around a plot, a line each: title to id, then what the picture shows."""
    return "\n".join([*found.around, found.alt]) + "\n"


def save_figure(
    drawn: Any, found: FigureTexts, stem: Path, formats: Sequence[str] = PICTURES
) -> dict[str, Path]:
    """Save a drawn figure in each format; return the paths, which begin with ``stem``.

    Each file says of itself which figure it shows, and is sealed.
    """
    paths = {kind: stem.with_name(f"{stem.name}.{kind}") for kind in formats}
    with style.house_style():
        for kind, path in paths.items():
            named = _metadata(kind, found)
            if kind == "png":
                save_png(drawn, path, frame.DPI, named)
                continue
            drawn.savefig(made := BytesIO(), format=kind, metadata=named)
            encoding = PDF_TEXT if kind == "pdf" else "utf-8"
            path.write_bytes(seal_file(made.getvalue(), encoding))
    return paths


def _metadata(kind: str, found: FigureTexts) -> dict[str, Any]:
    stamp = open_stamp(found.id_line, found.language)
    named: dict[str, Any] = {"Title": in_one_line(found.title)}
    if kind == "png":
        return {**named, "Source": found.id_line, "Stamp": stamp}
    named |= {"Creator": None}
    if kind == "pdf":
        words = {"Subject": found.id_line, "Keywords": stamp}
        return {**named, "CreationDate": None, "Producer": None, **words}
    language = texts.locale(found.language)["html"]
    shown = {"Source": found.id_line, "Description": found.alt, "Language": language}
    return {**named, "Date": None, **shown, "Identifier": stamp}


def write_data(definition: FigureDefinition, tables: Tables, folder: Path) -> Path:
    """Write the rows of a figure as CSV, fact ids and cells included; return the path."""
    path = folder / f"{file_name(definition.id)}.csv"
    write_csv(figure_table(definition, tables), path)
    return path
