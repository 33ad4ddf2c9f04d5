"""What the signs of a table mean: by the lines that say so, else by the policy of the source."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.reading.cell_text import ZERO, bare_sign, one_line
from exchange_stats.reading.table import TableLayout
from exchange_stats.reading.words import CJK
from exchange_stats.reading.workbook import Sheet

NEAR, SHORTEST, REMEMBERED = 40, 2, 5000
LEGEND_COLUMNS = ("phrase", "language", "means", "state")
OPENING, CLOSING = (
    "\u00ab\u201c\u201e\u2018\"'(\\[\uff08\u300c",
    "\u00bb\u201d\u2019\"')\\]\uff09\u300d",
)
DASH = "-\u2010-\u2015\u2212"
FREE = rf"(?:(?![{DASH}])|(?<!\w\s))"  # a dash within a sentence is no sign
SIGN = rf"\u2026+|\.{{2,}}|[{DASH}]{{1,2}}|\u00d7|\*{{1,3}}|#"
LETTER = r"[xz\u0445c\u0441:/]|n/?a|0(?:[.,]0+)?"
BEFORE = r"(?:^|(?<=[\s;:,.\uff1a\uff1b\uff0c\u3002\u3001]))"
SIGN_GROUPS = ("sign", "quoted", "joined", "behind")
NOT = "negation"
NO_MEANING = ("connective", "shown_as", "blank", NOT)
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Meaning:
    """What a sign means: a status, or the number zero, and who says so.

    Attributes
    ----------
    status : str
        Observation status; ``A`` with the value 0 where the sign stands for none.
    value : str
        ``0`` or empty.
    said : str
        The words of the legend, or where else the meaning comes from.
    """

    status: str
    value: str = ""
    said: str = ""

    def agrees(self, other: "Meaning") -> bool:
        """Return whether another one means the same, whoever says so."""
        return (self.status, self.value) == (other.status, other.value)


def by_policy(status: str) -> Meaning:
    """Return the meaning of a sign by ``facts/symbols.toml``; ``zero`` is the number.

    Examples
    --------
    >>> by_policy("zero").value, by_policy("O").status
    ('0', 'O')
    """
    said = "by the policy of the source"
    return Meaning("A", "0", said) if status == ZERO else Meaning(status, "", said)


def over_policy(policy: Mapping[str, Meaning], legend: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Return what signs mean: a legend wins over the policy, and tells where both differ."""
    found = {**policy, **legend}
    for sign in policy.keys() & legend.keys():
        held, means = policy[sign], legend[sign]
        if not means.agrees(held):
            other = f"facts/symbols.toml holds it to be {held.value or held.status!r}"
            found[sign] = replace(means, said=f"{means.said}; {other}")
    return found


def legend_of(sheet: Sheet, layout: TableLayout, *, confirmed: bool = False) -> dict[str, Meaning]:
    """Return what the signs of a table mean, by the lines around it that say so.

    Parameters
    ----------
    confirmed : bool
        Whether only confirmed words count; a proposed one may speak in a proposal.
    """
    above = range(min(layout.body_rows))
    rows = (*above[-NEAR:], *layout.note_rows, *above[:-NEAR][:NEAR])
    return legend_in(texts_of(sheet, rows), confirmed=confirmed)


def legend_in(texts: Iterable[str], *, confirmed: bool = False) -> dict[str, Meaning]:
    """Return the meaning of every sign that texts explain, each quoted; the first one holds.

    The sign stands before its meaning, or behind it: "values between 0 and 5 are shown as --".

    Examples
    --------
    >>> legend_in(["... no data; - none"])["-"]
    Meaning(status='A', value='0', said='- none')
    """
    folder = factbook.facts_folder()
    found: dict[str, Meaning] = {}
    for text in texts:
        for sign, meaning in _meanings(folder, one_line(text), confirmed):
            found.setdefault(sign, meaning)
    return found


@lru_cache(maxsize=REMEMBERED)
def _meanings(folder: Path, text: str, confirmed: bool) -> tuple[tuple[str, Meaning], ...]:
    """Return the signs that a text explains; workbooks of one publisher have the same texts."""
    words = legend_words(folder, confirmed=confirmed)
    found = []
    for match in _matches(folder, text, confirmed):
        means = words[NUMBER.sub("#", match["phrase"]).casefold()]
        sign = next(filter(None, map(match.groupdict().get, SIGN_GROUPS)))
        blank = words.get(sign.casefold()) == "blank"
        status, value = ("A", "0") if means == ZERO else (means, "")
        found.append(("" if blank else bare_sign(sign), Meaning(status, value, match[0])))
    return tuple(found)


def texts_of(sheet: Sheet, rows: Iterable[int]) -> Iterable[str]:
    """Yield the texts of some rows of a sheet; a sign alone goes with the text beside it."""
    for row in rows:
        sign = ""
        for value in sheet.values[row] if row < len(sheet.values) else ():
            if isinstance(value, str) and value:
                short = len(value) <= SHORTEST
                if not short:
                    yield f"{sign} = {value}" if sign else value
                sign = value.strip() if short else ""


@cache
def legend_words(folder: Path, *, confirmed: bool = False) -> dict[str, str]:
    """Return what the words of legends mean: a status, ``zero``, a way to join, or ``blank``."""
    del folder
    rows = factbook.load_csv("legend_words.csv", LEGEND_COLUMNS)
    states = ("confirmed",) if confirmed else ("confirmed", "proposed")
    return {row["phrase"].casefold(): row["means"] for row in rows if row["state"] in states}


def _matches(folder: Path, text: str, confirmed: bool) -> Iterator[re.Match[str]]:
    yield from _sign_first(folder, confirmed).finditer(text)
    low = text.casefold()
    if any(joint in low for joint in _joints(folder, confirmed)):
        yield from _sign_behind(folder, confirmed).finditer(text)


@cache
def _joints(folder: Path, confirmed: bool) -> tuple[str, ...]:
    words = legend_words(folder, confirmed=confirmed).items()
    return tuple(word for word, means in words if means == "shown_as")


@cache
def _sign_first(folder: Path, confirmed: bool) -> re.Pattern[str]:
    """Return the pattern of a sign, what joins it to its meaning, and the meaning.

    A letter or a nought is a sign in quotation marks, or with a dash or a verb behind it.
    """
    words = legend_words(folder, confirmed=confirmed)
    verb, blank = (rf"(?:{_one_of(words, kind)})" for kind in ("connective", "blank"))
    sign = rf"(?P<sign>{FREE}(?:{SIGN}))[{CLOSING}]?\s*(?:[-\u2010-\u2015=:\uff1a]\s*)?{verb}?"
    quoted = rf"[{OPENING}](?P<quoted>{LETTER}|{blank})[{CLOSING}]\W{{0,3}}{verb}?"
    joined = rf"(?P<joined>{LETTER}|{blank})\s*(?:[-\u2010-\u2015=:\uff1a]|{verb})"
    return re.compile(
        rf"{BEFORE}[{OPENING}]?(?:{sign}|{quoted}|{joined})\s*(?P<phrase>{_phrases(words)})",
        re.IGNORECASE,
    )


@cache
def _sign_behind(folder: Path, confirmed: bool) -> re.Pattern[str]:
    """Return the pattern of a meaning, up to two words more, a verb, and the sign shown for it."""
    words = legend_words(folder, confirmed=confirmed)
    blank, joint = _one_of(words, "blank"), _one_of(words, "shown_as")
    meaning = rf"(?P<phrase>{_phrases(words)})(?:\s+\w+){{0,2}}?"
    sign = rf"[{OPENING}]?(?P<behind>(?:{SIGN}|{LETTER}|{blank})(?!\w))[{CLOSING}]?"
    unless = "".join(rf"(?<!{re.escape(word)}\s)" for word, means in words.items() if means == NOT)
    return re.compile(rf"{BEFORE}{unless}{meaning}\s*(?:{joint})\s*{sign}", re.IGNORECASE)


def _one_of(words: Mapping[str, str], kind: str) -> str:
    found = sorted((word for word, means in words.items() if means == kind), key=len, reverse=True)
    return "|".join(map(re.escape, found)) or "(?!)"


def _phrases(words: Mapping[str, str]) -> str:
    """Return the pattern of all meanings, long ones first; # in a phrase is any whole number."""
    found = sorted((pair for pair in words.items() if pair[1] not in NO_MEANING), key=_shortness)
    return "|".join(
        re.escape(word).replace(r"\#", r"\d+")
        + ("" if means != ZERO and re.match(f"[{CJK}]", word) else r"(?!\w)")
        for word, means in found
    )


def _shortness(pair: tuple[str, str]) -> int:
    return -len(pair[0])
