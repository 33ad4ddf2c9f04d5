"""The first reader or the second: where the first is in doubt, both are heard."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import reject, warning
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.second.compared import differences, filled_in
from exchange_stats.reading.workbook.second.xls import read_xls
from exchange_stats.reading.workbook.second.xlsb import read_xlsb
from exchange_stats.reading.workbook.second.xlsx import read_xlsx
from exchange_stats.reading.workbook.sheets import Notice, Sheet, cell_name

Read = tuple[tuple[Sheet, ...], list[Notice]]
Told = Callable[[Sheet], int]
Reader = Callable[[bytes, dict[str, SheetLooks]], Iterable[Sheet]]
READERS: dict[str, Reader] = {"xlsx": read_xlsx, "xls": read_xls, "xlsb": read_xlsb}
# Signs of Latin-1 in a row: words of another alphabet read as if it were western. A letter and a
# NUL: two bytes of one letter read as two letters.
GARBLED = re.compile(r"[\xa0-\xff]{4,}|\ufffd|[\x80-\x9f]|[^\0\n]\0")
LOOKED_AT = 20_000  # cells of a sheet that are looked at for it


@dataclass(frozen=True)
class First:
    """What the first reader gave, ``None`` where it stopped, and what stands beside it.

    ``filled`` has the number of filled cells of a sheet as its bytes tell it, where they do.
    """

    sheets: tuple[Sheet, ...] | None
    beside: dict[str, SheetLooks]
    own: Sequence[Sheet] = ()

    def told(self, sheet: Sheet) -> int | None:
        """Return how many cells of a sheet are filled, as a witness tells it."""
        for one in self.own:
            if one.name == sheet.name:
                return filled_in(one)
        return self.beside.get(sheet.name, SheetLooks()).filled


def read_twice(kind: str, content: bytes, first: First) -> Read:
    """Return the sheets of a workbook, and what is to be said of how they were read.

    The second reader is asked only where the first one stopped, gave other counts than the bytes
    tell, or letters that no language has.

    Raises
    ------
    InputError
        If neither can read it.
    """
    doubts = _doubts(first)
    is_blind = not first.beside and kind in READERS  # no record could be followed
    if first.sheets is not None and not doubts and not is_blind:
        return first.sheets, []
    many = sum(map(filled_in, first.sheets or ())) > limit("workbook", "second_cells")
    second = None if many else _second(kind, content, first)
    if first.sheets is None:
        if not second:
            reject("E_CORRUPT", kind="bad_reader")
        return second, [warning("W_SECOND_READER", kind="first_stopped")]
    if second is None:
        apart = {name: n for name, n in doubts.items() if n}
        notes = [warning("W_READERS_DIFFER", n=n, cell=name) for name, n in apart.items()]
        return first.sheets, notes + [warning("W_CONTAINER", kind="odd_records")] * is_blind
    return _settled(first.sheets, second, lambda one: first.told(one) or 0)


def _doubts(first: First) -> dict[str, int]:
    """Return the sheets in doubt, and by how many filled cells the first reader is wrong."""
    found = {}
    for sheet in first.sheets or ():
        told = first.told(sheet)
        apart = 0 if told is None else abs(told - filled_in(sheet))
        if apart or _is_garbled(sheet):
            found[sheet.name] = apart
    names = {sheet.name for sheet in first.sheets or ()}
    return found | {one.name: filled_in(one) for one in first.own if one.name not in names}


def _is_garbled(sheet: Sheet) -> bool:
    first = islice(chain.from_iterable(sheet.values), LOOKED_AT)
    texts = "\n".join([value for value in first if type(value) is str])
    return not _is_plain(texts) and GARBLED.search(texts) is not None


def _is_plain(text: str) -> bool:
    return text.isascii() and "\0" not in text


def _garbled_cells(sheets: Iterable[Sheet]) -> int:
    """Return how many cells have letters that no language has, of the first cells of each sheet."""
    return sum(
        1
        for sheet in sheets
        for value in islice(chain.from_iterable(sheet.values), LOOKED_AT)
        if isinstance(value, str) and not _is_plain(value) and GARBLED.search(value)
    )


def _second(kind: str, content: bytes, first: First) -> tuple[Sheet, ...] | None:
    """Return what the second reader gives, ``None`` where it stops too."""
    if kind not in READERS:
        return tuple(first.own) or None
    try:
        return tuple(READERS[kind](content, first.beside))
    except (InputError, MemoryError, NameError):  # NameError: a defect of ours
        raise
    except Exception:  # the readers raise whatever a damaged file leads to
        return None


def _settled(first: Sequence[Sheet], second: Sequence[Sheet], told: Told) -> Read:
    if _garbled_cells(second) < _garbled_cells(first):
        return tuple(second), [warning("W_SECOND_READER", kind="garbled")]
    others = {sheet.name: sheet for sheet in second}
    chosen, places = [], []
    for sheet in first:
        other = others.pop(sheet.name, sheet)
        places += [f"{sheet.name}!{cell_name(*at)}" for at in differences(sheet, other)]
        best = min((sheet, other), key=lambda one: abs(told(one) - filled_in(one)))
        chosen.append(replace(best, looks=other.looks | sheet.looks))
    notes = [warning("W_READERS_DIFFER", n=len(places), cell=places[0])] if places else []
    return (*chosen, *others.values()), notes
