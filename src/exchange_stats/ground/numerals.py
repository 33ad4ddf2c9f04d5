"""One written number to its value and its granularity."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError

SCALE_COLUMNS = ("word", "language", "factor", "note")
SPACES = (
    "\u0020\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
MOST_DIGITS = 28  # what decimal arithmetic keeps
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {
    0xFF0C: "'",  # a full-width comma groups thousands, it never marks decimals
    0xFF0E: ".",
    0x2212: "-",
}
_DIGITS = r"\d(?:[\d\s.,]*\d)?"
_WHOLE = r"(?:0|[1-9]\d{0,2}(?:[ \u00a0\u202f]?\d{3})*|[1-9]\d*)"
_SHARE = rf"[(/;\uff08]\s*{_DIGITS}\s*[%\uff05]\s*[)\uff09]?"
_WITH_SHARE = re.compile(rf"(?P<count>{_DIGITS})\s*(?P<share>{_SHARE})")
_PAIR = re.compile(rf"(?P<whole>{_WHOLE})\s*[/;]\s*(?P<part>{_WHOLE})")
_BRACKETED = re.compile(rf"[(\uff08]\s*({_DIGITS})\s*[)\uff09]")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?P<mark>[,. '\u2019])\d{3}(?:(?P=mark)\d{3})*(?!\d)")


@dataclass(frozen=True)
class Numeral:
    """A written number.

    Attributes
    ----------
    value : Decimal
        The number, with its scale word applied.
    granularity : Decimal
        The value of its last significant written digit: 4,200 has 100, 4,215 has 1.
    """

    value: Decimal
    granularity: Decimal


def parse_numeral(text: str, decimal: str | None = None) -> Numeral:
    """Return the number that a text spells in digits, with or without a scale word.

    Parameters
    ----------
    text : str
        Digits with thousands marks, a decimal mark and a scale word (thousand, ``\u4e07``).
    decimal : str, optional
        The decimal mark of the column or language, ``"."`` or ``","``. Without it a text
        that has two readings, such as ``2.300``, is refused.

    Raises
    ------
    ValueTextError
        If the text is not one number, or has two readings.

    Examples
    --------
    >>> parse_numeral("4\u00a0215").value, int(parse_numeral("1.5\u4e07").value)
    (Decimal('4215'), 15000)
    >>> parse_numeral("4,200", decimal=".").granularity
    Decimal('100')
    """
    digits, factor = _split_scale(_one_kind_of_space(text))
    values = readings(digits) if decimal is None else _reading(digits, decimal)
    if len(values) != 1:
        found = " or ".join(str(value) for value in values) or "no number"
        message = f"{text!r}: {found} found, expected one number; say which decimal mark is used"
        raise ValueTextError(message)
    value = values[0] * factor
    return Numeral(value, _granularity(value, values[0], factor))


def readings(digits: str) -> tuple[Decimal, ...]:
    """Return every number that a run of digits and marks can stand for, none if it is not one.

    Examples
    --------
    >>> readings("2.300")
    (Decimal('2300'), Decimal('2.300'))
    >>> readings("1,284,4")
    ()
    """
    found = dict.fromkeys(_reading(digits, ".") + _reading(digits, ","))
    return tuple(sorted(found, reverse=True))


def _reading(digits: str, decimal: str) -> tuple[Decimal, ...]:
    """Return the number under one decimal mark; other marks and spaces group thousands."""
    whole, _, fraction = digits.strip().partition(decimal)
    if not re.fullmatch(r"\d*", fraction):
        return ()
    if digits.strip().endswith(decimal):
        return ()
    grouped = _GROUPED.fullmatch(whole)
    if grouped:
        whole = whole.replace(grouped["mark"], "")
    if not re.fullmatch(r"-?\d+", whole) or len(whole + fraction) > MOST_DIGITS:
        return ()
    return (Decimal(f"{whole}.{fraction}" if fraction else whole),)


def bare_digits(text: str) -> str:
    """Return the digits and marks of a written number in plain signs, without its scale word.

    Examples
    --------
    >>> bare_digits("\u22121.234 \u0442\u044b\u0441."), bare_digits("\uff12,5\u4e07")
    ('-1.234', '2,5')
    """
    return _split_scale(_one_kind_of_space(text))[0].strip()


def _granularity(value: Decimal, written: Decimal, factor: Decimal) -> Decimal:
    exponent = written.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return Decimal(1).scaleb(exponent) * factor
    stripped = value.normalize().as_tuple().exponent
    return Decimal(10) ** max(int(stripped), 0)


def _one_kind_of_space(text: str) -> str:
    plain = text.translate(_WIDE)
    return "".join(" " if character in SPACES else character for character in plain).strip()


def _split_scale(text: str) -> tuple[str, Decimal]:
    if text[-1:].isdecimal():
        return text, Decimal(1)
    for word, factor in _scales(factbook.facts_folder()):
        if text.casefold().endswith(word):
            return text[: -len(word)], factor
    return text, Decimal(1)


@cache
def _scales(folder: Path) -> tuple[tuple[str, Decimal], ...]:
    del folder
    rows = factbook.load_csv("scales.csv", SCALE_COLUMNS)
    pairs = ((row["word"].casefold(), Decimal(row["factor"])) for row in rows)
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def with_share(text: str) -> tuple[str, str]:
    """Return the count and the share that one cell prints, both empty when it does not.

    Examples
    --------
    >>> with_share("1 234 (12,5%)"), with_share("12,5%")
    (('1 234', '(12,5%)'), ('', ''))
    """
    match = _WITH_SHARE.fullmatch(text)
    return (match["count"], match["share"]) if match else ("", "")


def whole_and_part(text: str) -> tuple[str, ...]:
    """Return the two whole numbers of a cell that prints a whole and a part of it, else none.

    Examples
    --------
    >>> whole_and_part("35/12"), whole_and_part("12/35"), whole_and_part("01/01")
    (('35', '12'), (), ())
    """
    match = _PAIR.fullmatch(text)
    if not match:
        return ()
    whole, part = (int("".join(one.split())) for one in match.groups())
    return match.groups() if part <= whole else ()


def bracketed(text: str) -> str:
    """Return the number in a pair of brackets, empty for any other text.

    Bookkeepers write a loss so, statisticians an estimate or a part.

    Examples
    --------
    >>> bracketed("(120)"), bracketed("120 (a)")
    ('120', '')
    """
    match = _BRACKETED.fullmatch(text)
    return match[1] if match else ""


def number_text(value: Decimal | float) -> str:
    """Return a number as plain text with a point: no exponent, no zeros at the end.

    Raises
    ------
    ValueTextError
        If it is infinite or not a number: such a value is an empty text with a status.

    Examples
    --------
    >>> number_text(Decimal("12000.0")), number_text(0.5), number_text(1e-7)
    ('12000', '0.5', '0.0000001')
    """
    number = Decimal(str(value))
    if not number.is_finite():
        message = f"{number}: expected a finite number; leave the text empty and give a status"
        raise ValueTextError(message)
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
