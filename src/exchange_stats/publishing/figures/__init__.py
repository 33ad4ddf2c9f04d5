"""Figures: what each shows, with which words, drawn in any look, and written as files."""

from exchange_stats.publishing.figures.definitions import (
    USUAL,
    FigureDefinition,
    Look,
    load_definitions,
)
from exchange_stats.publishing.figures.drawn import (
    FigureTexts,
    draw_figure,
    figure_key,
    figure_texts,
    written_numbers,
)
from exchange_stats.publishing.figures.files import (
    PICTURES,
    save_figure,
    words_of,
    write_data,
    write_figure,
)
from exchange_stats.publishing.figures.selection import figure_numbers, figure_table

__all__ = [
    "PICTURES",
    "USUAL",
    "FigureDefinition",
    "FigureTexts",
    "Look",
    "draw_figure",
    "figure_key",
    "figure_numbers",
    "figure_table",
    "figure_texts",
    "load_definitions",
    "save_figure",
    "words_of",
    "write_data",
    "write_figure",
    "written_numbers",
]
