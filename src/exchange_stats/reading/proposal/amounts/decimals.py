"""The decimal mark of a table, decided by all of its number texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from exchange_stats.ground.numerals import bare_digits
from exchange_stats.reading.cell_text import bare_numeral
from exchange_stats.reading.proposal.grid import GROUPED

THREE_DIGITS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
NUMERAL = re.compile(r"-?\d[\d.,]*\d")
SPACES = re.compile(r"[\s\u00a0\u2009\u202f'\u2019]")
BARE = re.compile(r"[1-9]\d{0,2}")
LEAST_WITNESSES, FAR_FROM_USUAL, LEAST_BARE = 3, 10, 2


@dataclass(frozen=True)
class Decimals:
    """The decimal mark of a table, and whether its texts decide it."""

    mark: str
    certain: bool


def decimals_of(texts: Iterable[str]) -> Decimals:
    """Return the decimal mark that the number texts of a table have.

    Every text that can be read in one way votes. Where none can, three digits behind every
    mark group thousands: decimals would now and then have another length.
    """
    others = (text for text in texts if not GROUPED.fullmatch(text))
    bare = [SPACES.sub("", bare_digits(bare_numeral(text))) for text in others]
    marked = [text for text in bare if NUMERAL.fullmatch(text) and ("," in text or "." in text)]
    unclear = [text for text in marked if THREE_DIGITS.fullmatch(text)]
    votes = [_vote(text) for text in marked if not THREE_DIGITS.fullmatch(text)]
    points, commas = votes.count("."), votes.count(",")
    if points != commas:
        return Decimals("." if points > commas else ",", certain=not (points and commas))
    return _from_unclear(unclear) if unclear else Decimals(".", certain=True)


def _vote(text: str) -> str:
    """Return the decimal mark of a number text that has one reading."""
    if "," in text and "." in text:
        return "," if text.rfind(",") > text.rfind(".") else "."
    mark = "," if "," in text else "."
    if text.count(mark) > 1:
        return "." if mark == "," else ","
    return mark


def _from_unclear(unclear: list[str]) -> Decimals:
    mark = "," if "," in unclear[0] else "."
    before = {len(text.lstrip("-").split(mark)[0]) for text in unclear}
    return Decimals("." if mark == "," else ",", certain=len(before) > 1 and len(unclear) > 2)


def grouped_by_column(columns: Iterable[Iterable[object]]) -> bool:
    """Return whether every column of unclear texts has whole numbers below a thousand as well.

    Decimals would have their three digits there too, ``450,000``; thousands leave them bare.
    """
    told, marks = 0, set()
    for cells in columns:
        texts = [f"{cell:.15g}" if type(cell) is float else str(cell) for cell in cells if cell]
        marked = [text for text in map(bare_numeral, texts) if "," in text or "." in text]
        bare = sum(bool(BARE.fullmatch(text)) for text in texts)
        if (marked and not bare) or not all(map(THREE_DIGITS.fullmatch, marked)):
            return False
        marks |= {mark for text in marked for mark in ".," if mark in text}
        told += min(len(marked), bare)
    return told >= LEAST_BARE and len(marks) == 1


def settled(decimals: Decimals, texts: Iterable[str], numbers: Iterable[float]) -> Decimals:
    """Return the mark of decimals with the other numbers of the table as witnesses.

    Beside whole numbers alone, texts that are near them with their threes grouped are grouped.
    """
    texts = list(texts)
    others = [abs(number) for number in numbers if number]
    others += [float(text) for text in texts if text.isdecimal() and text.isascii()]
    unclear = [bare for text in texts if THREE_DIGITS.fullmatch(bare := bare_numeral(text))]
    if len(others) < LEAST_WITNESSES or not unclear or any(n % 1 for n in others):
        return decimals
    usual = float(np.median(others))
    near = all(float(re.sub("[-.,]", "", text)) <= FAR_FROM_USUAL * usual for text in unclear)
    return Decimals(decimals.mark, certain=True) if near else decimals
