"""Bytes to text, in the encoding that they are said to have or that makes them plausible."""

import unicodedata
from contextlib import suppress

from exchange_stats.reading.workbook.intake import limits
from exchange_stats.reading.workbook.intake.refusals import reject

MARKS = (
    ("utf-32", b"\xff\xfe\0\0"),
    ("utf-32", b"\0\0\xfe\xff"),
    ("utf-16", b"\xff\xfe"),
    ("utf-16", b"\xfe\xff"),
)
CANDIDATES = ("cp1251", "gb18030", "koi8-r", "cp866", "big5", "cp1252")
HAN = ("gb18030", "big5")
MARGIN, HAN_MARGIN, LEAST = 0.08, 0.3, 0.4
SAMPLE = 200_000  # bytes that are looked at for it
SPACES = {*"\t\n\f\r\x1a"}
USUAL_SIGNS = (
    "\u00a0\u2013\u2014\u00ab\u00bb\u201c\u201d\u2018\u2019\u2026\u2116\u00b0\u20ac\u00b1\u00a7"
)
# The letters of Russian from the most to the least frequent.
BY_FREQUENCY = (
    "\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u0432\u043b\u043a\u043c\u0434\u043f\u0443"
    "\u044f\u044b\u044c\u0433\u0437\u0431\u0447\u0439\u0445\u0436\u0448\u044e\u0446\u0449\u044d"
    "\u0444\u044a\u0451"
)
VOWELS, NEVER_FIRST = (
    "\u0430\u0435\u0438\u043e\u0443\u044b\u044d\u044e\u044f\u0451",
    "\u044a\u044b\u044c",
)
RANK = {letter: 1 - place / len(BY_FREQUENCY) for place, letter in enumerate(BY_FREQUENCY)}


def decoded(content: bytes) -> tuple[str, str]:
    """Return text and encoding of bytes.

    What a person has named decides, else a mark at the beginning; else UTF-16 by its zero bytes,
    strict UTF-8, then the encoding that gives the most plausible letters, by a margin.

    Raises
    ------
    InputError
        If two encodings are as plausible, or none is.
    """
    if named := limits.encoding():
        return _as_asked(content, named), named
    for encoding, mark in MARKS:
        if content.startswith(mark):
            return content.decode(encoding).lstrip("\ufeff"), encoding
    if (place := content.find(0)) >= 0:
        found = _with_zero_bytes(content)
        return found or reject("E_ENCODING", kind="binary", byte=place)
    _refuse_controls(content)
    try:
        return content.decode("utf-8").lstrip("\ufeff"), "utf-8"
    except UnicodeDecodeError as error:
        return _most_plausible(content, error.start)


def _with_zero_bytes(content: bytes) -> tuple[str, str] | None:
    """Return the text of bytes of which some are zero: UTF-16, or cells filled up with them."""
    is_little = content[1::2].count(0) >= content[::2].count(0)
    bare = content.replace(b"\0", b"")
    is_filled_up = len(bare) > len(content) // 2 or not content.rstrip(b"\0").count(0)
    wide = "utf-16-le" if is_little else "utf-16-be"
    for encoding, found in ((wide, content), ("utf-8", bare if is_filled_up else b"\0")):
        with suppress(UnicodeDecodeError):
            text = found.decode(encoding).lstrip("\ufeff")
            if not {"Cc", "Cn", "Co"} & {*map(unicodedata.category, {*text[:SAMPLE]} - SPACES)}:
                return text, encoding
    return None


def _refuse_controls(content: bytes) -> None:
    """Refuse bytes of which more than one in a hundred is a sign that no text has."""
    first = content[:10_000].rstrip(b"\x1a")
    odd = [place for place, byte in enumerate(first) if byte < 9 or 13 < byte < 32]
    if len(odd) > len(first) // 100:
        reject("E_ENCODING", kind="binary", byte=odd[0])


def _as_asked(content: bytes, named: str) -> str:
    """Return the text of bytes in an encoding that a person has named."""
    try:
        return content.decode(named).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reject("E_ENCODING", kind="not_as_asked", a=named, line=line)


def _most_plausible(content: bytes, broken: int) -> tuple[str, str]:
    _refuse_mixed(content, broken)
    scores, texts = {}, {}
    for encoding in CANDIDATES:
        with suppress(UnicodeDecodeError):
            texts[encoding] = content[:SAMPLE].decode(encoding)
            scores[encoding] = plausibility(texts[encoding], encoding)
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked or scores[ranked[0]] < LEAST:
        reject("E_ENCODING", kind="none_known", byte=broken)
    best = ranked[0]
    for other in ranked[1:]:
        margin = MARGIN if (best in HAN) == (other in HAN) else HAN_MARGIN
        if scores[best] - scores[other] < margin and texts[other] != texts[best]:
            reject("E_ENCODING", kind="either", a=best, b=other)
    return content.decode(best), best


def _refuse_mixed(content: bytes, broken: int) -> None:
    """Refuse text of which most is UTF-8 and a line is not: no one encoding reads it."""
    lines = content.split(b"\n")
    foreign = [line for line in lines if not line.isascii()]
    good = sum(_is_utf8(line) for line in foreign)
    if good:
        line = content.count(b"\n", 0, broken) + 1
        reject("E_ENCODING", kind="mixed", line=line)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def plausibility(text: str, encoding: str) -> float:
    """Return between 0 and 1 how much the letters beyond ASCII look like a language."""
    beside = zip(" " + text, text, text[1:] + " ", strict=False)
    foreign = [signs for signs in beside if signs[1] > "\x7f"]
    if not foreign:
        return 1.0
    weight = _han_weight if encoding in HAN else _letter_weight
    return sum(weight(*signs) for signs in foreign) / len(foreign)


def _han_weight(before: str, sign: str, after: str) -> float:
    """Return 1 for the characters of everyday use, which the old standards list first."""
    if sign in "\uff0c\u3002\u3001\uff1a\uff08\uff09\u3000\uff1b\u2014\u201c\u201d\uff05":
        return 0.9
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        with suppress(UnicodeEncodeError):
            if first <= sign.encode(encoding)[0] <= last:
                return 0.4 if before.isascii() and after.isascii() else 1.0
    return 0.1


def _letter_weight(before: str, sign: str, after: str) -> float:
    """Return how likely a sign is between two others, in words or against numbers."""
    if before.isdigit() and after.isdigit() and sign.isalpha():
        return 0.1
    if sign.lower() in RANK:
        return (
            0.1 if _is_latin(before) or _is_latin(after) else _russian_weight(before, sign, after)
        )
    if "\u0400" <= sign <= "\u04ff":
        return 0.3
    if "\u00c0" <= sign <= "\u00ff" and sign not in "\u00d7\u00f7":
        return 0.75 if before.isascii() and (before.isalpha() or not before.strip()) else 0.1
    is_beside_number = before.isdigit() or after.isdigit() or sign == "\u00b0"
    return (0.7 if is_beside_number else 0.5) if sign in USUAL_SIGNS else 0.0


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _russian_weight(before: str, sign: str, after: str) -> float:
    """Return the half of how frequent a letter is, and the rest for its neighbours and its case."""
    begins, letter = not before.isalpha(), sign.lower()
    if (before.islower() and sign.isupper()) or (begins and letter in NEVER_FIRST):
        return 0.0
    if begins and sign.isupper() and not after.isalpha():
        return RANK[letter] * 0.5
    changes = begins or (letter in VOWELS) != (before.lower() in VOWELS)
    return RANK[letter] * 0.5 + (0.5 if changes else 0.3)
