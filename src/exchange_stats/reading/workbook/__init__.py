"""A raw file to sheets of cells; only the modules of this package know Excel."""

from exchange_stats.reading.workbook.faults import (
    fault_reasons,
    faults_of,
    is_split_year,
    no_table,
    numbers_left,
)
from exchange_stats.reading.workbook.intake.handover import collector_paused
from exchange_stats.reading.workbook.opening import read_workbook
from exchange_stats.reading.workbook.sheets import (
    Look,
    Notice,
    Sheet,
    Workbook,
    cell_name,
    column_letters,
    place_of,
    plain_text,
    run_of,
)
from exchange_stats.reading.workbook.window import cells_around

__all__ = [
    "Look",
    "Notice",
    "Sheet",
    "Workbook",
    "cell_name",
    "cells_around",
    "collector_paused",
    "column_letters",
    "fault_reasons",
    "faults_of",
    "is_split_year",
    "no_table",
    "numbers_left",
    "place_of",
    "plain_text",
    "read_workbook",
    "run_of",
]
