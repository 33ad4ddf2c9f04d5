"""A raw file to sheets of cells; only the modules of this package know Excel."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.faults import (
    fault_reasons,
    faults_of,
    is_split_year,
    no_table,
    numbers_left,
)
from exchange_stats.reading.workbook.intake.door import read_bytes
from exchange_stats.reading.workbook.intake.guard import guarded, guarded_together
from exchange_stats.reading.workbook.intake.handover import collector_paused, from_bytes
from exchange_stats.reading.workbook.intake.refusals import naming
from exchange_stats.reading.workbook.opening import parsed
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
    "read_workbooks",
    "run_of",
]

TOGETHER = 2**18  # bytes of files that are handed over at once


def read_workbook(path: str | Path) -> Workbook:
    """Return the sheets of a workbook, parsed in a process of limited time and memory.

    Raises
    ------
    InputError
        If the file cannot be opened, is not a workbook or damaged, or needs too much.
    """
    path = Path(path)
    with naming(path.name), collector_paused():
        return from_bytes(guarded(parsed, read_bytes(path), path.name), path)


def read_workbooks(paths: Iterable[Path]) -> Iterator[Workbook | InputError]:
    """Yield the workbook behind each path, or why it is refused; small ones are parsed together."""
    group: list[tuple[Path, bytes | InputError]] = []
    size = 0
    for path in paths:
        content = _content(path)
        length = 0 if isinstance(content, InputError) else len(content)
        if group and size + length > TOGETHER:
            yield from _opened(group)
            group, size = [], 0
        group.append((path, content))
        size += length
    yield from _opened(group)


def _content(path: Path) -> bytes | InputError:
    try:
        with naming(path.name):
            return read_bytes(path)
    except InputError as refused:
        return refused


def _opened(group: list[tuple[Path, bytes | InputError]]) -> Iterator[Workbook | InputError]:
    files = [(path.name, one) for path, one in group if isinstance(one, bytes)]
    answers = iter(guarded_together(parsed, files))
    for path, content in group:
        answer = next(answers) if isinstance(content, bytes) else content
        if isinstance(answer, InputError):
            yield answer
        else:
            with collector_paused():
                book = from_bytes(answer, path)
            yield book
