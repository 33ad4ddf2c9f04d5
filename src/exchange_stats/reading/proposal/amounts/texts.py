"""What the texts of a proposed table say: numbers, signs as statuses, marks apart."""

import contextlib
from typing import NamedTuple

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.numerals import (
    bracketed,
    number_text,
    parse_numeral,
    whole_and_part,
    with_share,
)
from exchange_stats.reading import words
from exchange_stats.reading.cell_text import (
    bare_numeral,
    bare_sign,
    one_line,
    split_marks,
)
from exchange_stats.reading.notes import Meaning, legend_words
from exchange_stats.reading.proposal.amounts.decimals import SPACES, Decimals
from exchange_stats.reading.proposal.grid import GROUPED, SHORT_POWER

MISSING, DOUBTFUL = "O", "U"
WITHOUT_VALUE = "LMOQ"
NOUGHTS = ("0", "0,0", "0.0")


class Amount(NamedTuple):
    """What one cell of a proposed table says: a number, or a status, its marks and a note.

    ``sign`` is the text of a cell without a digit, or the number before a letter in doubt.
    """

    value: str = ""
    status: str = ""
    marks: tuple[str, ...] = ()
    sign: str = ""
    note: str = ""


def amount_of(text: str, decimals: Decimals) -> Amount:
    """Return what a text cell says: its one reading, or that under the mark of its table.

    A text with two readings that its table does not decide has no value: the status ``U``,
    and a note with both readings.
    """
    if GROUPED.fullmatch(text):
        return Amount(SPACES.sub("", text))
    plain = one_line(text)
    if not any(character.isdigit() for character in plain):
        return Amount("", MISSING, (), plain)
    if told := _of_two_minds(plain):
        return Amount("", DOUBTFUL, note=told)
    if power := SHORT_POWER.fullmatch(plain):
        number, letter = power.groups()
        note = f"{plain!r} can be {number} with the mark {letter!r}, or a power of ten of it"
        return Amount("", DOUBTFUL, (letter,), number, note)
    count, share = with_share(plain)
    if share:
        return amount_of(count, decimals)._replace(note=f"with {share!r} in the cell")
    rest, marks = split_marks(plain)
    bare = bare_numeral(counted := words.without_unit(rest))
    if value := _read(bare, None) or (decimals.certain and _read(bare, decimals.mark)):
        unit = rest.removeprefix(counted).strip()
        return Amount(value, "", marks, note=f"with its unit {unit!r} in the cell" if unit else "")
    readings = [value for mark in (".", ",") if (value := _read(bare, mark))]
    if not readings:
        return Amount("", MISSING, marks, note=f"{plain!r} is no number")
    note = f"{plain!r} can be {' or '.join(readings)}: which mark of decimals does the table have?"
    return Amount("", DOUBTFUL, marks, note=note)


def _of_two_minds(plain: str) -> str:
    """Return why a text with digits has no one reading, whatever marks decimals."""
    if pair := whole_and_part(plain):
        return f"{' and '.join(pair)} in one cell: which of them does the heading mean?"
    if inside := bracketed(plain):
        return f"{plain!r} can be {inside} or -{inside}: what do the brackets mean?"
    return ""


def _read(bare: str, mark: str | None) -> str:
    with contextlib.suppress(ValueTextError):
        return number_text(parse_numeral(bare, mark).value)
    return ""


class Amounts(dict[str, Amount]):
    """The amounts of texts under one decimal mark, each parsed on first sight.

    Attributes
    ----------
    legend : dict
        What signs mean in the table; the empty sign is a blank cell.
    """

    def __init__(self, decimals: Decimals) -> None:
        super().__init__()
        self.decimals = decimals
        self.legend: dict[str, Meaning] = {}

    def __missing__(self, text: str) -> Amount:
        """Parse a text."""
        self[text] = amount_of(text, self.decimals)
        return self[text]

    def meant(self, amount: Amount) -> Amount:
        """Return an amount with what its sign, its marks or its nought mean in the table."""
        if amount.status == MISSING and not amount.note:
            return self._sign(amount)
        if amount.status == DOUBTFUL and {*amount.marks} & self.legend.keys():
            number = amount_of(amount.sign, self.decimals)
            return self.meant(number._replace(marks=amount.marks))
        if not self.legend:
            return amount
        signs = (*amount.marks, *(NOUGHTS if amount.value == "0" else ()))
        means = next((self.legend[sign] for sign in signs if sign in self.legend), None)
        if means is None or amount.status:
            return amount
        value = "" if means.status in WITHOUT_VALUE else amount.value
        return amount._replace(value=value, status=means.status, note=means.said)

    def _sign(self, amount: Amount) -> Amount:
        means = self.legend.get(bare_sign(amount.sign))
        if means:
            return amount._replace(value=means.value, status=means.status, note=means.said)
        said = legend_words(factbook.facts_folder()).get(amount.sign.casefold(), "")
        if len(said) == 1:
            return amount._replace(status=said)
        note = f"what {amount.sign!r} means is not stated" if amount.sign else ""
        return amount._replace(note=note)
