"""The parts of a quality report: sections with words and tables, and what they are made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from exchange_stats.disclosure.policy import percentage_allowed
from exchange_stats.ground import factbook
from exchange_stats.ground.rounding import half_up, largest_remainder
from exchange_stats.issued.words import load_words, words
from exchange_stats.publishing import texts
from exchange_stats.reading.sources import RawWorkbook, Source

FILE = "quality.csv"
FULL_BASE = 100  # a percentage of fewer numbers has no decimals


@dataclass(frozen=True)
class Known:
    """What a report is made from: tables, provenance, cards, releases and their revisions."""

    tables: Mapping[str, pd.DataFrame]
    provenance: Mapping[str, Any]
    cards: Mapping[str, Source]
    workbooks: Mapping[str, RawWorkbook]
    release: tuple[str, str] = ("", "")
    releases: Sequence[str] = ()
    revisions: Sequence[Mapping[str, str]] = ()
    revised_pairs: Sequence[tuple[float, float]] = ()

    def real(self, name: str) -> pd.DataFrame:
        """Return a table without invented samples."""
        table = self.tables[name]
        return table[table["synthetic"] == ""] if "synthetic" in table else table


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its text, whether it is a number, and how dark it is, 0 to 4."""

    text: str
    is_number: bool = False
    shade: int = 0


@dataclass(frozen=True)
class Grid:
    """A table of the report, with an optional note below it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    is_map: bool = False


@dataclass(frozen=True)
class Block:
    """What the build adds to a section: values of fields of its words, sentences, tables."""

    values: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    variant: str = "text"  # which words of the fact file stand: text, na, or another


@dataclass(frozen=True)
class Section:
    """One heading of the report with all that stands below it."""

    id: str
    title: str
    depth: int
    words: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    is_empty_because: str = ""


Maker = Callable[[Known, str], Block]


def say(key: str, language: str, values: Mapping[str, str] | None = None) -> str:
    """Return a text of the report in a language."""
    return words(FILE, key, language, values)


def code_words(vocabulary: str, code: str, language: str, otherwise: str = "") -> str:
    """Return a code in words; other words, or the code itself, where the report has none."""
    key = f"{vocabulary}.{code}"
    return say(key, language) if key in load_words(FILE) else otherwise or code


def count(number: int, language: str) -> str:
    """Return a whole number as the language writes it."""
    return texts.number(str(number), "count", language)


def grid(
    names: Sequence[str], rows: Sequence[Sequence[Cell]], language: str, note: str = ""
) -> Grid:
    """Return a table whose heads are the texts ``head.<name>``."""
    heads = tuple(say(f"head.{name}", language) for name in names)
    return Grid(heads, tuple(tuple(row) for row in rows), note)


def number_cell(number: int, language: str) -> Cell:
    """Return a cell with a count."""
    return Cell(count(number, language), is_number=True)


def share(part: int, whole: int, language: str) -> str:
    """Return a percentage of a base: no decimals of a small one, none at all of a smaller one."""
    if not percentage_allowed(whole):
        return "\u2013"
    decimals = 1 if whole >= FULL_BASE else 0
    value = half_up(100 * part / whole, decimals)
    return texts.number(str(value), "percent", language, decimals)


def shares(parts: Sequence[int], language: str) -> list[str]:
    """Return percentages that add to exactly 100, by largest remainder; none of a small base."""
    if not percentage_allowed(sum(parts)):
        return ["\u2013"] * len(parts)
    decimals = 1 if sum(parts) >= FULL_BASE else 0
    found = largest_remainder(parts, decimals)
    return [texts.number(str(one), "percent", language, decimals) for one in found]


def shares_note(language: str) -> str:
    """Return the note that goes with shares that were made to add up."""
    least = factbook.load_toml("disclosure.toml")["quotients"]["smallest_base_of_percentage"]
    return say("adds_up", language, {"least": texts.number(str(least), "ratio", language)})


def flow_words(origin: str, host: str, language: str) -> str:
    """Return a flow in words, from origin to host."""
    return " \u2192 ".join(texts.text(f"country.{code}", language) for code in (origin, host))


def source_name(known: Known, source_id: str, language: str) -> str:
    """Return the short name of a source in a language, its publisher where there is none."""
    card = known.cards.get(source_id)
    return (card.short.get(language) or card.publisher) if card else source_id
