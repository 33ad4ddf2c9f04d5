"""The gate of what is written: columns that are allowed, and values that look personal.

A refusal says how many values of which column look like what, and never shows one.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ExchangeStatsError, PrivacyError, changed, refuse
from exchange_stats.privacy.facts import load_columns, load_names, load_privacy

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
QUOTED = re.compile("'[^'\n]*'|\"[^\"\n]*\"")


@dataclass(frozen=True)
class Form:
    """What the values of some columns must be, and which looks mean no person there."""

    name: str
    pattern: re.Pattern[str]
    may_look: frozenset[str]


WORDS = Form("text", re.compile(".*", re.DOTALL), frozenset())


@dataclass(frozen=True)
class Look:
    """A pattern that a personal value has."""

    name: str
    says: str
    pattern: re.Pattern[str]
    checksum: bool
    surname: bool


def check_table(table: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return the table as it is, when all its columns are allowed and no value looks personal.

    Raises
    ------
    PrivacyError
        ``E_COLUMN``: a column is not on the allow-list, ``facts/columns.csv``. ``E_PII``:
        values look like a passport number, a telephone number, a name ...; counts only.
    """
    forms = _forms(factbook.facts_folder())
    unknown = [str(name) for name in table.columns if name not in forms]
    if unknown:
        refuse(
            PrivacyError,
            f"{where}: columns that are not on the allow-list found",
            [f"column {name}" for name in unknown],
            "add them to facts/columns.csv and say there what they hold, or drop them (E_COLUMN)",
        )
    faults = [
        f"column {name}: {count} values look like {says}"
        for name in table.columns
        for says, count in _found(forms[name], table[name]).items()
    ]
    if faults:
        _refuse_values(where, faults)
    return table


def check_texts(texts: Iterable[str], where: str) -> None:
    """Refuse texts of which some look personal.

    Raises
    ------
    PrivacyError
        ``E_PII``; counts only.
    """
    found = Counter(says for text in texts for says in looks_of(text))
    if found:
        _refuse_values(where, [f"{count} texts look like {says}" for says, count in found.items()])


def looks_of(text: str, may_look: Collection[str] = ()) -> list[str]:
    """Return what a text looks like, in words: each kind of personal value once.

    Examples
    --------
    >>> looks_of("passport AN1234567"), looks_of("4,200 students")
    (['a passport number'], [])
    """
    wanted = (look for look in _fitting(text) if look.name not in may_look)
    return list(dict.fromkeys(look.says for look in wanted))


def kinds_of(text: str) -> set[str]:
    """Return the names of the looks of ``facts/privacy.toml`` that a text has.

    Examples
    --------
    >>> kinds_of("passport AN1234567")
    {'passport'}
    """
    return {look.name for look in _fitting(text)}


def _fitting(text: str) -> Iterator[Look]:
    return (look for look in _looks(factbook.facts_folder()) if _fits(look, text))


@contextmanager
def unquoted() -> Iterator[None]:
    """Let refusals pass, but for texts in quotation marks that look personal.

    A form is not a list of persons, and its labels may be quoted; but a name may stand in it.
    """
    try:
        yield
    except ExchangeStatsError as error:
        raise changed(error, lambda text: QUOTED.sub(_hidden, text)) from None


def _hidden(quoted: re.Match[str]) -> str:
    says = looks_of(quoted.group()[1:-1])
    return f"a text that looks like {says[0]}, not shown here," if says else quoted.group()


def _refuse_values(where: str, faults: list[str]) -> None:
    refuse(
        PrivacyError,
        f"{where}: values that may be of a person found, expected none",
        faults,
        "drop them, or put a pseudonym in their place; a column in which such values mean no "
        "person has a form in facts/privacy.toml (E_PII)",
    )


def _found(form: Form, values: "pd.Series[str]") -> Counter[str]:
    """Return the looks of the values of a column, in words, and how many values have each."""
    found: Counter[str] = Counter()
    for value, count in Counter(map(str, values)).items():
        for says in _value_looks(form, value):
            found[says] += count
    return found


def _value_looks(form: Form, value: str) -> Iterator[str]:
    yield from looks_of(value, form.may_look)
    if not form.pattern.fullmatch(value):
        yield f"something else than a {form.name}"


def _fits(look: Look, text: str) -> bool:
    found = look.pattern.search(text)
    if found is None:
        return False
    if look.checksum:
        return any(is_chinese_number(number) for number in look.pattern.findall(text))
    return not look.surname or text.startswith(_surnames(factbook.facts_folder()))


def is_chinese_number(number: str) -> bool:
    """Return whether the last of 18 signs is the check digit of the others (ISO 7064, mod 11-2).

    Examples
    --------
    >>> is_chinese_number("360426199101010071"), is_chinese_number("360426199101010072")
    (True, False)
    """
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return number[-1].upper() == CHECK_DIGITS[total % 11]


@cache
def _forms(folder: Path) -> dict[str, Form]:
    """Return the form of every allowed column: the one that lists it, or its type, or words."""
    del folder  # part of the cache key
    listed: dict[str, Form] = {}
    by_type: dict[str, Form] = {}
    for name, row in load_privacy()["form"].items():
        form = Form(name, re.compile(row["pattern"], re.DOTALL), frozenset(row["may_look"]))
        by_type |= dict.fromkeys(row.get("types", ()), form)
        listed |= dict.fromkeys(row.get("columns", ()), form)
    return {
        row["column"]: listed.get(row["column"]) or by_type.get(row["type"], WORDS)
        for row in load_columns()
    }


@cache
def _looks(folder: Path) -> tuple[Look, ...]:
    del folder  # part of the cache key
    return tuple(
        Look(
            name,
            row["says"],
            re.compile(row["pattern"], re.MULTILINE),
            "checksum" in row,
            "surname" in row,
        )
        for name, row in load_privacy()["look"].items()
    )


@cache
def _surnames(folder: Path) -> tuple[str, ...]:
    del folder  # part of the cache key
    return tuple(row["text"] for kind in ("surname", "frequent") for row in load_names(kind))
