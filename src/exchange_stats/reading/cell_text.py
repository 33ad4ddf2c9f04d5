"""The print of one cell to number, status and markers, by the symbol policy of its source."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.numerals import number_text, parse_numeral
from exchange_stats.reading.workbook import Look

RAISED_TO_PLAIN = {
    **{0x2070: "0", 0xB9: "1", 0xB2: "2", 0xB3: "3", 0x207D: "(", 0x207E: ")"},
    **{0x2070 + digit: str(digit) for digit in range(4, 10)},
    **{0x02B0 + 0: "h", 0x1D43: "a", 0x1D47: "b", 0x1D9C: "c", 0x1D48: "d", 0x1D49: "e"},
}
RAISED = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207d\u207e\u02b0\u1d43\u1d47\u1d9c\u1d48\u1d49]+"
TAIL = r"\(\s*(?:\d{1,2}|[a-z*])\s*\)|(?<=\S)\s+(?:\d{1,2}|[a-z])\)|\*+|[\u2020\u2021\u00a7]"
LEADING = re.compile(rf"^\s*(?P<mark>{TAIL}|{RAISED})\s*(?=[\d\uff10-\uff19-])")
TRAILING = re.compile(rf"[\s;,]*(?P<mark>{TAIL}|{RAISED})\s*$")
GLUED = re.compile(r"^(?P<rest>[^(]*\d)(?P<mark>[1-9]\))$")
FLAG = re.compile(r"(?:(?<=\d)\s|(?<=\d[., \u00a0]\d{3}))(?P<mark>[a-z])\s*$")
POWERS = re.compile(r"\D(?:\d{1,3}(?:[.,]\d{1,2})?)\s[kmbt]$")
CURRENCY = "$\u00a3\u00a5\u20a0-\u20c0"
MONEY = re.compile(rf"^(?P<minus>-?)[{CURRENCY}]\s*(?=\d)|(?<=\d)\s*[{CURRENCY}]$")
SAME_SIGN = {
    **{"\u2026": "...", "\u0445": "x", "\u00d7": "x", "\u0441": "c"},
    **dict.fromkeys(("\u4e00", "\u30fc", "\u2015"), "-"),
}
DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
BLANK_STATUS = "O"
ZERO = "zero"  # in a policy: the sign stands for the number


@dataclass(frozen=True)
class CellText:
    """What one printed cell says.

    Attributes
    ----------
    value : str
        The number with a point, empty when there is none.
    status : str
        Observation-status code: ``A`` for a number, the meaning of the sign otherwise.
    markers : tuple of str
        Footnote marks that stood at the cell.
    """

    value: str
    status: str
    markers: tuple[str, ...] = ()


def parse_cell(
    value: object,
    look: Look | None = None,
    symbols: Mapping[str, str] | None = None,
    *,
    decimal: str | None = None,
    quantities: bool = False,
) -> CellText:
    """Return number, status and markers of a cell.

    Superscripts come off first, then other marks, then the sign is looked up, and only the
    rest is read as a number.

    Parameters
    ----------
    value : object
        The value of the cell; a text stands without its superscripts.
    look : Look, optional
        What the cell has beside its value.
    symbols : mapping, optional
        Sign to observation status, or ``zero``, from ``facts/symbols.toml``; the empty sign is a
        blank.
    decimal : str, optional
        The decimal mark of the table, for texts with two readings.
    quantities : bool
        Whether phrases such as "more than 440,000" may stand in the table; they are kept for
        the reader of phrases.

    Raises
    ------
    ValueTextError
        If the cell is neither a number nor a sign of the policy.

    Examples
    --------
    >>> parse_cell("4\u00a0200\u00b9")
    CellText(value='4200', status='A', markers=('1',))
    >>> parse_cell("\u2026", symbols={"\u2026": "O"})
    CellText(value='', status='O', markers=())
    """
    symbols = symbols or {}
    raised = tuple(look.superscript.split()) if look else ()
    if look:
        _refuse_fault(look)
    if value is None or (isinstance(value, str) and not value.strip()):
        return _signed(symbols.get("", BLANK_STATUS), raised)
    if isinstance(value, bool | datetime.date | datetime.time):
        kind = "a truth value" if isinstance(value, bool) else "a date"
        message = f"{kind} found, expected a number; correct the type of the cell in the workbook"
        raise ValueTextError(message)
    if isinstance(value, int | float):
        return CellText(plain_number(value), "A", raised)
    return _parse_text(str(value), raised, symbols, decimal, quantities)


def plain_number(value: float) -> str:
    """Return a stored number as text, at the fifteen digits that a workbook holds."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return number_text(float(f"{value:.15g}"))


def _refuse_fault(look: Look) -> None:
    if look.error:
        message = f"the error {look.error} found, expected a number; correct the formula"
        raise ValueTextError(message)
    if look.formula_without_value:
        message = "a formula without a saved value found; open the workbook in Excel and save it"
        raise ValueTextError(message)


def _parse_text(
    text: str,
    raised: tuple[str, ...],
    symbols: Mapping[str, str],
    decimal: str | None,
    quantities: bool,
) -> CellText:
    sign = one_line(text)
    if sign in symbols:
        return _signed(symbols[sign], raised)
    rest, marks = split_marks(text)
    marks = (*raised, *marks)
    flags = [symbols[mark] for mark in marks if mark in symbols]
    marks = tuple(mark for mark in marks if mark not in symbols)
    if one_line(rest) in symbols:
        return _signed(symbols[one_line(rest)], marks)
    try:
        number = number_text(parse_numeral(rest, decimal).value)
    except ValueTextError as error:
        if quantities and re.search(r"\d", rest):
            return CellText("", "A", marks)
        found = str(error).split(";")[0]
        message = f"{found}; if it is a sign of the source, give its meaning in facts/symbols.toml"
        raise ValueTextError(message) from None
    return CellText(number, flags[0] if flags else "A", marks)


def _signed(status: str, marks: tuple[str, ...]) -> CellText:
    return CellText("0", "A", marks) if status == ZERO else CellText("", status, marks)


def split_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a printed number without the footnote marks around it, and the marks.

    In ``5381)`` the bracket has no partner: the last digit is a mark.

    Examples
    --------
    >>> split_marks("1,2\u00b2"), split_marks("15 3)"), split_marks("* 12 (a)")
    (('1,2', ('2',)), ('15', ('3)',)), ('12', ('*', '(a)')))
    >>> split_marks("74008 p"), split_marks("1.5 m")
    (('74008', ('p',)), ('1.5 m', ()))
    """
    before: list[str] = []
    after: list[str] = []
    match = LEADING.search(text)
    if match:
        before.append(match["mark"])
        text = text[match.end() :]
    match = TRAILING.search(text) or GLUED.search(text.strip()) or _flag(text)
    while match and text[: match.start("mark")].strip():
        after.insert(0, match["mark"])
        text = text[: match.start("mark")].rstrip(" ;,")
        match = TRAILING.search(text)
    return text.strip(), tuple(_plain_mark(mark) for mark in (*before, *after))


def _flag(text: str) -> re.Match[str] | None:
    """Return the letter behind a number, unless it can stand for a power of ten."""
    return None if POWERS.search(f" {text.strip()}") else FLAG.search(text)


def bare_numeral(text: str) -> str:
    """Return a printed number without marks, a plus sign, a percent sign and a sign of money.

    Examples
    --------
    >>> bare_numeral("+12,5 % 1)"), bare_numeral("$9,800")
    ('12,5', '9,800')
    """
    rest, _ = split_marks(text)
    rest = rest.removeprefix("+").rstrip("%\u2030\uff05 \u00a0").strip()
    return MONEY.sub(lambda sign: sign["minus"] or "", rest)


def _plain_mark(mark: str) -> str:
    return re.sub(r"\s", "", mark.translate(RAISED_TO_PLAIN))


def bare_sign(sign: str) -> str:
    """Return one form of signs that look alike: dashes, dots, the letters x.

    Examples
    --------
    >>> bare_sign("\u2013"), bare_sign("\u2026"), bare_sign("\u0445"), bare_sign(" .. ")
    ('-', '...', 'x', '..')
    """
    plain = "".join(sign.split()).casefold()
    return SAME_SIGN.get(plain, plain.translate(DASHES))


@lru_cache(maxsize=50_000)
def one_line(text: str) -> str:
    r"""Return a text in NFC on one line, without invisible characters and runs of spaces.

    Examples
    --------
    >>> one_line(" Total\u00a0 of\n which\u200b ")
    'Total of which'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = re.sub("[\u200b\u200e\u200f\ufeff\u00ad\u2060]", "", text)
    return " ".join(text.split())
