"""Errors and warnings on files from outside, by their code, in the languages of the fact file."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import NoReturn

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.sheets import Notice

COLUMNS = ("code", "en", "ru", "ky", "zh", "state")
LANGUAGES = ("en", "ru")  # of refusals; notices are findings, and these are told in all
ALL_LANGUAGES = (*LANGUAGES, "ky", "zh")
FIELD = re.compile(r"\{(\w+)\}")
SHOWN = 80
ENDS = {"en": "; ", "ru": "; ", "ky": "; ", "zh": "\uff1b"}  # what was found ends here
THOUSANDS = {"en": ",", "ru": "\u00a0", "ky": "\u00a0", "zh": ","}


_file: ContextVar[str] = ContextVar("file_at_work", default="")


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Name a file in the errors and warnings that arise within a ``with`` block."""
    token = _file.set(file)
    try:
        yield
    finally:
        _file.reset(token)


def refusal(code: str, place: str = "", **fields: object) -> InputError:
    """Return the error of a code, on the file at work.

    Parameters
    ----------
    code : str
        ``E_...`` of ``facts/errors.csv``.
    place : str
        A part, or a sheet and a cell of the file.
    **fields : object
        What its text has in braces; a word that has a row of its own is translated. ``at_line``
        is a place: the number of a line.
    """
    texts = {name: _told(code, name, place, fields) for name in LANGUAGES}
    return InputError(texts["en"], texts)


def reject(code: str, place: str = "", **fields: object) -> NoReturn:
    """Raise the error of a code, on the file at work, without what led to it."""
    raise refusal(code, place, **fields) from None


def warning(code: str, **fields: object) -> Notice:
    """Return the notice of a ``W_...`` code on the file at work: read, but to be looked at."""
    told = {name: _filled(code, name, fields) for name in ALL_LANGUAGES}
    parts = {name: text.partition(ENDS[name]) for name, text in told.items()}
    sheet, _, cell = str(fields.get("cell", "")).rpartition("!")
    return Notice(
        code,
        shown(_file.get()),
        sheet,
        cell,
        {name: found for name, (found, _, _) in parts.items()},
        {name: advice for name, (_, _, advice) in parts.items()},
    )


def _told(code: str, language: str, place: str, fields: dict[str, object]) -> str:
    file = f'"{shown(_file.get())}"' if _file.get() else ""
    spot = _filled("at_line", language, fields) if "at_line" in fields else place
    where = " ".join(filter(None, (file, shown(spot))))
    return f"{code}: {where}{': ' if where else ''}{_filled(code, language, fields)}"


def _filled(code: str, language: str, fields: dict[str, object]) -> str:
    """Return the text of a code with its fields filled, words of the fact file translated."""
    texts = _texts(factbook.facts_folder())

    def filled(match: re.Match[str]) -> str:
        value = fields[match[1]]
        if isinstance(value, int):
            return f"{value:,}".replace(",", THOUSANDS[language])
        is_typed = match[1] == "name"  # what a person types is the same in every language
        if str(value) in texts and not is_typed:  # a word that may have fields of its own
            return FIELD.sub(filled, texts[str(value)][language])
        return _on_one_line(str(value))

    return FIELD.sub(filled, texts[code][language])


def shown(text: str) -> str:
    r"""Return a name on one line, without signs that cannot be seen, cut where it is long.

    Examples
    --------
    >>> shown("a\u202egnp.xlsx\n"), len(shown("x" * 100))
    ('agnp.xlsx', 80)
    """
    seen = _on_one_line(text)
    return seen if len(seen) <= SHOWN else seen[: SHOWN - 3] + "..."


def _on_one_line(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")


@cache
def _texts(folder: Path) -> dict[str, dict[str, str]]:
    del folder
    return {row["code"]: row for row in factbook.load_csv("errors.csv", COLUMNS)}
