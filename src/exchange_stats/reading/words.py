"""The dictionary of layout words: what kind of word a header, a label or a sign is."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.codes import in_one_script
from exchange_stats.ground.numerals import bare_digits
from exchange_stats.reading.cell_text import RAISED_TO_PLAIN, one_line

REMEMBERED, FEW = 50_000, 20
SUBTOTAL = 2
TOTALS = ("total", "subtotal", "total_alone")
STUBS = ("country", "region", "institution", "year", "level", "field", "sex")
COLUMNS = ("phrase", "language", "kind", "state")
CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BRACKETS = re.compile(r"[(\uff08].*?[)\uff09]")
BETWEEN_HAN = re.compile(rf"(?<=[{CJK}])\s+|\s+(?=[{CJK}])")
MARKS = re.compile(r"(?:\s*(?:\d{1,2}\)|\(\w\)|[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3]))+$")
MARK_ENDS = (")", "*", "\u2020", "\u2021", "\u00a7")
EDGES = " .,:;!?()[]\uff1a\uff08\uff09\u3001-\u2013\u2014"


@lru_cache(maxsize=REMEMBERED)
def folded(text: str) -> str:
    """Return the comparison key of a label: one line, no case, no space between Han signs.

    Examples
    --------
    >>> folded("  TOTAL 1) "), folded("\u5408  \u8ba1")
    ('total', '\u5408\u8ba1')
    """
    return _fold(one_line(text))


def _fold(plain: str) -> str:
    if not plain.isascii():
        plain = BETWEEN_HAN.sub("", in_one_script(plain.translate(RAISED_TO_PLAIN)))
    if plain.endswith(MARK_ENDS):
        plain = MARKS.sub("", plain)
    return plain.casefold().strip(EDGES)


def phrases(kind: str) -> frozenset[str]:
    """Return the folded phrases of a kind, without rejected ones: for a proposal."""
    return _by_kind(factbook.facts_folder()).get(kind, frozenset())


@cache
def _by_kind(folder: Path) -> dict[str, frozenset[str]]:
    del folder
    found: dict[str, set[str]] = {}
    for row in factbook.load_csv("layout_words.csv", COLUMNS):
        if row["state"] != "rejected":
            phrase = one_line(row["phrase"]).casefold()
            found.setdefault(row["kind"], set()).update({phrase, folded(phrase)} - {""})
    return {kind: frozenset(words) for kind, words in found.items()}


def confirmed_phrases(kind: str) -> frozenset[str]:
    """Return the folded phrases of a kind that a person has confirmed: these may decide."""
    return _by_state(factbook.facts_folder(), "confirmed").get(kind, frozenset())


def is_only_proposed(text: str) -> bool:
    """Return whether a text is a phrase of some kind, and a confirmed one of none.

    Examples
    --------
    >>> is_only_proposed("Overall"), is_only_proposed("Total"), is_only_proposed("Osh")
    (True, False, False)
    """
    folder, plain = factbook.facts_folder(), folded(text)
    proposed, confirmed = (
        any(plain in known for known in _by_state(folder, state).values())
        for state in ("proposed", "confirmed")
    )
    return bool(plain) and proposed and not confirmed


@cache
def _by_state(folder: Path, state: str) -> dict[str, frozenset[str]]:
    del folder
    found: dict[str, set[str]] = {}
    for row in factbook.load_csv("layout_words.csv", COLUMNS):
        if row["state"] == state:
            found.setdefault(row["kind"], set()).add(folded(row["phrase"]))
    return {kind: frozenset(words) for kind, words in found.items()}


def is_a(kind: str, text: str) -> bool:
    """Return whether a text is a phrase of a kind, brackets in it left aside.

    Examples
    --------
    >>> is_a("year", "Year(EC)"), is_a("year", "2016 pay")
    (True, False)
    """
    return _is_a(factbook.facts_folder(), kind, text)


@lru_cache(maxsize=REMEMBERED)
def _is_a(folder: Path, kind: str, text: str) -> bool:
    known = _by_kind(folder).get(kind, frozenset())
    return folded(text) in known or folded(BRACKETS.sub("", text)) in known


def kinds_of(text: str) -> frozenset[str]:
    """Return the kinds of which a text is a phrase.

    Examples
    --------
    >>> "year" in kinds_of("Year(EC)")
    True
    """
    return _kinds_of(factbook.facts_folder(), text)


@lru_cache(maxsize=REMEMBERED)
def _kinds_of(folder: Path, text: str) -> frozenset[str]:
    return frozenset(kind for kind in _by_kind(folder) if _is_a(folder, kind, text))


def begins_or_ends(kind: str, text: str) -> bool:
    """Return whether a text is, begins with or ends with a phrase of a kind, at word edges.

    Examples
    --------
    >>> begins_or_ends("total", "Total unique persons"), begins_or_ends("total", "Totally")
    (True, False)
    """
    return _begins_or_ends(factbook.facts_folder(), kind, text)


@lru_cache(maxsize=REMEMBERED)
def _begins_or_ends(folder: Path, kind: str, text: str) -> bool:
    plain = folded(text)
    edges = _edges(folder, kind)
    if not plain.startswith(edges) and not plain.endswith(edges):
        return False
    return any(_at_edge(plain, phrase) for phrase in _pattern(folder, kind).findall(plain))


@cache
def _edges(folder: Path, kind: str) -> tuple[str, ...]:
    return tuple(sorted(_by_kind(folder).get(kind, ()), key=len, reverse=True))


@cache
def _pattern(folder: Path, kind: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _edges(folder, kind))) or r"(?!)")


def _at_edge(plain: str, phrase: str) -> bool:
    han = not phrase[0].isascii() and re.match(f"[{CJK}]", phrase)
    begins = plain.startswith(phrase) and (han or not plain[len(phrase) :][:1].isalnum())
    ends = plain.endswith(phrase) and (han or not plain[: -len(phrase)][-1:].isalnum())
    return bool(begins or ends)


def is_stub(text: str) -> bool:
    """Return whether a text names what the labels of a column are: country, year, level."""
    return _is_stub(factbook.facts_folder(), text)


@lru_cache(maxsize=REMEMBERED)
def _is_stub(folder: Path, text: str) -> bool:
    return any(_is_a(folder, kind, text) for kind in STUBS)


def total_words(texts: Iterable[str]) -> dict[str, int]:
    """Return 1 for every label of a total, ``SUBTOTAL`` for that of a subtotal; no others.

    Examples
    --------
    >>> total_words(["Grand total", "\u5c0f\u8ba1", "Osh"])
    {'Grand total': 1, '\u5c0f\u8ba1': 2}
    """
    folder = factbook.facts_folder()
    texts = [text for text in texts if text]
    if len(texts) > FEW and not _may_be_total(folder, "\n".join(texts)):
        return {}
    found = {text: _total_word(folder, text) for text in texts}
    return {text: kind for text, kind in found.items() if kind}


def _may_be_total(folder: Path, lines: str) -> bool:
    """Return whether a word of totals stands anywhere in labels: most tables have none."""
    bare = BRACKETS.sub("", lines)
    both = (lines,) if bare == lines else (lines, bare)
    every = " ".join(_fold(one_line.__wrapped__(text)) for text in both)
    return any(edge in every for edge in _shortest_edges(folder))


@lru_cache(maxsize=REMEMBERED)
def _total_word(folder: Path, text: str) -> int:
    plain, edges = folded(text), _total_edges(folder)
    if not plain.startswith(edges) and not plain.endswith(edges) and BRACKETS.search(text) is None:
        return 0
    if _begins_or_ends(folder, "subtotal", text):
        return SUBTOTAL
    return int(_begins_or_ends(folder, "total", text) or _is_a(folder, "total_alone", text))


@cache
def _shortest_edges(folder: Path) -> tuple[str, ...]:
    """Return the words of totals that hold no other one: where a longer one stands, so do they."""
    edges = {*_total_edges(folder)}
    return tuple(edge for edge in edges if not any(o in edge for o in edges - {edge}))


@cache
def _total_edges(folder: Path) -> tuple[str, ...]:
    return tuple(edge for kind in TOTALS for edge in _edges(folder, kind))


def without_unit(text: str) -> str:
    """Return a printed number without the counting word behind it, ``5,200\u4eba`` as ``5,200``.

    A word that holds a power of ten stays: it is part of the number.

    Examples
    --------
    >>> without_unit("5,200\u4eba"), without_unit("1.5 million"), without_unit("12 persons")
    ('5,200', '1.5 million', '12')
    """
    match = _behind_number(factbook.facts_folder()).search(one_line(text))
    return one_line(text)[: match.start()].rstrip() if match else text


@cache
def _behind_number(folder: Path) -> re.Pattern[str]:
    del folder
    units = [unit for unit in phrases("unit") if not _is_power(unit.split()[0])]
    listed = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(rf"(?<=[\d%s])\s*(?:{listed})\.?$" % "\u4e07\u5343\u4ebf", re.IGNORECASE)


def _is_power(word: str) -> bool:
    return any(bare_digits(f"1{part}") == "1" for part in (word, word[0]))
