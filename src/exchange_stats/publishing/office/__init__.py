"""Office files: slides, Word pages and workbooks with charts that their reader can edit."""

from collections.abc import Sequence
from pathlib import Path

from exchange_stats.publishing.figures import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office import slides, word
from exchange_stats.publishing.office.sheets import write_tables

KINDS = ("docx", "pptx", "xlsx")
PAGES = {"docx": "word", "pptx": "slide"}  # the sizes whose plot alone goes into each kind


def write_packs(
    stem: Path,
    definitions: Sequence[FigureDefinition],
    tables: Tables,
    language: str,
    pictures: Path,
) -> list[Path]:
    """Return the paths of a Word report, slides and a workbook of some figures.

    Parameters
    ----------
    stem : Path
        What the paths begin with; the kind is added.
    definitions, tables, language, pictures
        As for :func:`exchange_stats.publishing.office.slides.write_slides`.
    """
    paths = [stem.with_name(f"{stem.name}.{kind}") for kind in KINDS]
    return [write_pack(path, definitions, tables, language, pictures) for path in paths]


def write_pack(
    path: Path,
    definitions: Sequence[FigureDefinition],
    tables: Tables,
    language: str,
    pictures: Path | None = None,
) -> Path:
    """Write some figures as the kind of Office file that the path ends in; return the path.

    Without pictures it holds the tables of the figures alone; a workbook is the same with them.
    """
    if path.suffix == ".xlsx":
        return write_tables(path, definitions, tables, language)
    if pictures is None:
        write = word.write_listings if path.suffix == ".docx" else slides.write_listings
        return write(path, definitions, tables, language)
    write_all = word.write_report if path.suffix == ".docx" else slides.write_slides
    return write_all(path, definitions, tables, language, pictures)
