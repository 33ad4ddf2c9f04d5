"""The numbers that a phrase has in digits, each with its scale word, and what is left of one."""

import re
from functools import cache
from pathlib import Path

from exchange_stats.evidence.quantities.words import plain
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.numerals import SCALE_COLUMNS, SPACES

WITHOUT_SPACES = "zh"
_MINUS = re.compile("(?:^|\\s)[-\u2212\uff0d]$")
_CASE = "(?:-[\u0430-\u044f]{1,2})?"  # Russian writes the ending of a number: 4-x, 5-ti
_MORE = "[\u4f59\u9918\u591a]"  # Chinese says "more than" between the digits and the scale
_FRACTIONS = "\u00bc-\u00be\u2150-\u215e"
_CHINESE = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341"
_GLUED = re.compile(f"[A-Za-z]+|[{_FRACTIONS}{_CHINESE}]+")


def find_numbers(text: str) -> list[re.Match[str]]:
    """Return every number of a text; ``digits``, ``more`` and ``scale`` are its parts.

    Examples
    --------
    >>> [(one["digits"], one["scale"]) for one in find_numbers("35 to 37 thousand")]
    [('35', None), ('37', 'thousand')]
    """
    return list(_numbers(factbook.facts_folder()).finditer(text))


def written_out(number: re.Match[str]) -> str:
    """Return a number and its scale word, without the ending that may stand between."""
    return f"{number['digits']} {number['scale'] or ''}".strip()


def refuse_loose_ends(text: str, head: str, followed_by: list[str]) -> None:
    """Refuse a negative number, and one of which a part is not understood: 4.2k, 3rd.

    Parameters
    ----------
    text : str
        The phrase, for the message.
    head : str
        What stands before its first number.
    followed_by : list of str
        What stands behind each number.

    Raises
    ------
    ValueTextError
        If there is a minus sign, or a letter, a fraction or a scale word that nothing has read.
    """
    if _MINUS.search(head):
        message = f"{text!r}: a negative number, expected a count; name the fall in its unit"
        raise ValueTextError(message)
    for rest in followed_by:
        if found := _GLUED.match(rest) or _loose(factbook.facts_folder()).search(plain(rest)):
            message = (
                f"{text!r}: {found[0]!r} behind the digits, expected at most one scale word of "
                "facts/scales.csv; write the number out"
            )
            raise ValueTextError(message)


@cache
def _numbers(folder: Path) -> re.Pattern[str]:
    scales = "|".join([*_scales(folder, chinese=False), *_scales(folder, chinese=True)])
    grouped = rf"\d{{1,3}}(?:[,{SPACES}]\d{{3}})+(?:[.,]\d+)?"
    digits = rf"(?P<digits>{grouped}|\d+(?:[.,]\d+)?)"
    scale = rf"{_CASE}[{SPACES}]?(?P<more>{_MORE})?(?P<scale>{scales})(?![a-z])"
    return re.compile(rf"{digits}(?:{scale})?", re.IGNORECASE)


@cache
def _loose(folder: Path) -> re.Pattern[str]:
    """Return what finds a scale word behind a number that has none, or has one already."""
    chinese = "|".join(_scales(folder, chinese=True))
    others = "|".join(_scales(folder, chinese=False))
    return re.compile(rf"^ ?(?:{chinese})|(?<!\w)(?:{others})")


def _scales(folder: Path, *, chinese: bool) -> list[str]:
    """Return the scale words as patterns, the longest first."""
    del folder  # part of the cache key of the callers
    rows = factbook.load_csv("scales.csv", SCALE_COLUMNS)
    words = [r["word"] for r in rows if (r["language"] == WITHOUT_SPACES) == chinese]
    return [re.escape(word) for word in sorted(words, key=len, reverse=True)]
