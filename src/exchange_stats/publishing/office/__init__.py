"""Office files: slides, Word pages and workbooks with charts that their reader can edit."""

from collections.abc import Sequence
from pathlib import Path

from exchange_stats.publishing.figures import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office.sheets import write_tables
from exchange_stats.publishing.office.slides import write_slides
from exchange_stats.publishing.office.word import write_report

KINDS = ("docx", "pptx", "xlsx")


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
    word, slides, sheets = (stem.with_name(f"{stem.name}.{kind}") for kind in KINDS)
    return [
        write_report(word, definitions, tables, language, pictures),
        write_slides(slides, definitions, tables, language, pictures),
        write_tables(sheets, definitions, tables, language),
    ]
