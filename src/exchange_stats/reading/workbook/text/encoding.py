"""Bytes to text, in the encoding that they are said to have or that makes them plausible."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import suppress

from exchange_stats.reading.workbook.intake import limits
from exchange_stats.reading.workbook.intake.refusals import reject
from exchange_stats.reading.workbook.text.han import han_weight, other_language

Weighed = tuple[str, dict[int, float]]
MARKS = (
    ("utf-32", b"\xff\xfe\0\0"),
    ("utf-32", b"\0\0\xfe\xff"),
    ("utf-16", b"\xff\xfe"),
    ("utf-16", b"\xfe\xff"),
)
HAN = ("gb18030", "big5")
OLD_CYRILLIC = (
    "cp1251",
    "koi8-r",
    "cp866",
    "mac-cyrillic",
    "iso8859-5",
    "koi8-u",
    "kz1048",
    "ptcp154",
)
LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
CANDIDATES = (*OLD_CYRILLIC, *HAN, *LATIN)
MARGIN, HAN_MARGIN = 0.08, 0.3
LEAST, LEAST_OF_CYRILLIC = 0.4, 0.66
SURE, TWO_BYTES = 0.5, "\u07ff"
LONE_PHONETICS = re.compile("(?<![^\\W\\d_])[\u0250-\u02ff]+(?![^\\W\\d_])")
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
# How likely letters of other languages are. In the encodings of one family the same byte is one or
# another of them, and those that are as likely as each other leave it open which of them is meant.
WESTERN, EASTERN, AFTER_VOWELS = 0.75, 0.55, "\u0457"
TELLING = {
    **dict.fromkeys("\u04e9\u04a3\u049b\u04d9\u04bb", 0.5),  # Kyrgyz and Kazakh
    **dict.fromkeys("\u04af\u0493\u04b1", 0.45),
    **dict.fromkeys("\u0456\u0457\u0454", 0.55),  # Ukrainian
    **dict.fromkeys("\u045e\u0491", 0.25),
    **dict.fromkeys("\u010d\u0159\u016f\u011b\u0151\u0171\u0142\u0105\u017c\u015b", 0.7),
    **dict.fromkeys("\u011f\u0131i\u015f\u0161\u017e\u016b\u0173\u0165\u010f", 0.7),
    **dict.fromkeys("\u0117\u0111\u00f0\u00fe", 0.65),
    **dict.fromkeys("\u00f8\u00f5\u00fb\u00e8\u00ef\u00f2\u00fd", 0.7),
    **dict.fromkeys("\u00f9\u00ec", 0.4),
}
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
    text, broken = _as_utf8(content)
    return _most_plausible(content, broken) if broken >= 0 else (text.lstrip("\ufeff"), "utf-8")


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
    texts = {}
    for encoding in CANDIDATES:
        with suppress(UnicodeDecodeError):
            texts[encoding] = content[:SAMPLE].decode(encoding)
    weights = {encoding: _weights(text, encoding) for encoding, text in texts.items()}
    ranked = sorted(weights, key=lambda name: -_mean(weights[name].values()))
    if not ranked or not _is_language(texts[ranked[0]], weights[ranked[0]]):
        reject("E_ENCODING", kind="none_known", byte=broken)
    best = ranked[0]
    for other in ranked[1:]:
        margin = MARGIN if (best in HAN) == (other in HAN) else HAN_MARGIN
        lead = _lead((texts[best], weights[best]), (texts[other], weights[other]))
        if lead < margin and texts[other] != texts[best]:
            reject("E_ENCODING", kind="either", a=best, b=other)
    if best in HAN and (other := other_language(content, texts[best])):
        reject("E_ENCODING", kind="either", a=best, b=other)
    return content.decode(best), best


def _is_language(text: str, weights: Mapping[int, float]) -> bool:
    """Return whether what a text is read as may be one: its Cyrillic letters and all of it."""
    cyrillic = [weights[place] for place in weights if "\u0400" <= text[place] <= "\u04ff"]
    return _mean(weights.values()) >= LEAST and _mean(cyrillic) >= LEAST_OF_CYRILLIC


def _lead(best: Weighed, other: Weighed) -> float:
    """Return by how much one text is more plausible than another one of the same bytes.

    What both read alike says nothing: a letter in twenty may be all in which they differ.
    """
    (text, weights), (other_text, other_weights) = best, other
    apart = {
        place
        for place in weights.keys() & other_weights.keys()
        if len(text) == len(other_text) and text[place] != other_text[place]
    }
    pair = [{place: found[place] for place in apart or found} for found in (weights, other_weights)]
    return _mean(pair[0].values()) - _mean(pair[1].values())


def _refuse_mixed(content: bytes, broken: int) -> None:
    """Refuse text of which most is UTF-8 and a line is not: no one encoding reads it.

    Two signs of Chinese may be a letter in UTF-8 by chance, and then it is one of no language.
    """
    lines = [line for line in content.split(b"\n") if not line.isascii()]
    good = "".join(_as_utf8(line)[0] for line in lines)
    foreign = [sign for sign in good if sign > "\x7f"]
    is_sure = max(foreign, default="") > TWO_BYTES or plausibility(good, "utf-8") >= SURE
    if len(foreign) > 1 and is_sure:
        line = content.count(b"\n", 0, broken) + 1
        reject("E_ENCODING", kind="mixed", line=line)


def _as_utf8(content: bytes) -> tuple[str, int]:
    """Return the text of bytes and -1, or nothing and the byte from which on they are no UTF-8.

    They are none either if all they give beyond ASCII is signs of phonetics that stand alone.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return "", error.start
    first = text[:SAMPLE]
    is_short = not first.isascii() and max(first) <= TWO_BYTES
    alone = LONE_PHONETICS.search(first) if is_short else None
    return ("", len(text[: alone.start()].encode())) if alone else (text, -1)


def plausibility(text: str, encoding: str) -> float:
    """Return between 0 and 1 how much the letters beyond ASCII look like a language."""
    return _mean(_weights(text, encoding).values())


def _mean(weights: Collection[float]) -> float:
    return sum(weights) / len(weights) if weights else 1.0


def _weights(text: str, encoding: str) -> dict[int, float]:
    """Return how likely each letter beyond ASCII is, by its place."""
    weight = han_weight if encoding in HAN else _letter_weight
    beside = zip(" " + text, text, text[1:] + " ", strict=False)
    return {place: weight(*signs) for place, signs in enumerate(beside) if signs[1] > "\x7f"}


def _letter_weight(before: str, sign: str, after: str) -> float:
    """Return how likely a sign is between two others, in words or against numbers."""
    if before.isdigit() and after.isdigit() and sign.isalpha():
        return 0.1
    if sign.lower() in RANK:
        return (
            0.1 if _is_latin(before) or _is_latin(after) else _russian_weight(before, sign, after)
        )
    if "\u0400" <= sign <= "\u04ff":
        return _other_cyrillic_weight(before, sign)
    if "\u00c0" <= sign <= "\u017f" and sign not in "\u00d7\u00f7":
        begins = before.isascii() and (before.isalpha() or not before.strip())
        if not begins or (sign.isupper() and before.islower()):
            return 0.1
        usual = WESTERN if sign < "\u0100" else EASTERN
        return TELLING.get(sign.lower()[0], usual)
    is_beside_number = before.isdigit() or after.isdigit() or sign == "\u00b0"
    return (0.7 if is_beside_number else 0.5) if sign in USUAL_SIGNS else 0.0


def _other_cyrillic_weight(before: str, sign: str) -> float:
    """Return how likely a letter is that Russian does not have."""
    letter = sign.lower()
    if letter in AFTER_VOWELS and before.isalpha() and before.lower() not in VOWELS:
        return 0.1
    return 0.1 if _is_latin(before) else TELLING.get(letter, 0.2)


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
