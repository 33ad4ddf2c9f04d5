"""What is written cannot act: cells that no program runs, and names that leave no folder.

In CSV a text whose first visible character would begin a formula gets an apostrophe before it;
:func:`text_of` takes it away again. In a workbook every text is written as a text.
"""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Callable, Hashable
from datetime import datetime
from pathlib import Path
from typing import IO

import pandas as pd

from exchange_stats.ground.errors import RawFileError

MARK = "'"
SIGNS = frozenset("=+-@")
BREAKS = frozenset("\t\r\n")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")  # Unicode categories of what shows nothing
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
NOT_ON_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")

SHEET_ROWS, CELL_LENGTH = 1_048_576, 32_767  # Excel's own limits
# Without these a text that begins with = or http:// becomes a formula or a link.
TEXTS_STAY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(2000, 1, 1)

# On Windows a folder cannot hold these, whatever follows the first full stop.
RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.I)
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
NAMELESS = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
NAME_BYTES, DIGITS = 100, 8


def cell_of(text: str) -> str:
    """Return a text as a cell of CSV that no spreadsheet program takes for a formula.

    Examples
    --------
    >>> cell_of("=1+1"), cell_of("  @SUM(A1)"), cell_of("'=1")
    ("'=1+1", "'  @SUM(A1)", "''=1")
    >>> cell_of("-1.5"), cell_of("Osh = 5"), cell_of("'tis")
    ('-1.5', 'Osh = 5', "'tis")
    """
    return f"{MARK}{text}" if _acts(text) else text


def text_of(cell: str) -> str:
    """Return the text that :func:`cell_of` made a cell of.

    Examples
    --------
    >>> text_of("'=1+1"), text_of("''=1"), text_of("'tis"), text_of("-1.5")
    ('=1+1', "'=1", "'tis", '-1.5')
    """
    return cell[1:] if cell.startswith(MARK) and _acts(cell) else cell


def _acts(text: str) -> bool:
    """Return whether a text, with any apostrophes before it taken away, may be run."""
    bare = text.lstrip(MARK)
    if NUMBER.fullmatch(bare):
        return False
    for sign in bare:
        if sign in BREAKS or unicodedata.normalize("NFKC", sign) in SIGNS:
            return True
        if unicodedata.category(sign) not in UNSEEN:
            return False
    return False


def write_csv(table: pd.DataFrame, to: Path | IO[str]) -> None:
    """Write a table as UTF-8 CSV with LF line ends, every text and heading inert."""
    changed = _each_text(table, cell_of).rename(columns=lambda name: cell_of(str(name)))
    # a lone CR ends a line for most readers, and the csv module quotes only the end it writes
    texts = changed.select_dtypes(exclude=["number", "bool"])
    broken = any("\r" in str(value) for name in texts for value in texts[name].unique())
    quoting = csv.QUOTE_NONNUMERIC if broken else csv.QUOTE_MINIMAL
    changed.to_csv(
        to, index=False, lineterminator="\n", encoding="utf-8", errors="replace", quoting=quoting
    )


def plain_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table read from such a CSV as text, every text and heading as it was."""
    return _each_text(table, text_of).rename(columns=text_of)


def _each_text(table: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """Return a table with its texts changed; what is no text stays what it is."""

    def changed(value: Hashable) -> Hashable:
        return change(value) if isinstance(value, str) else value

    copied = table.copy()
    for name in table.select_dtypes(exclude=["number", "bool"]).columns:
        changes = {value: changed(value) for value in table[name].unique()}
        copied[name] = table[name].map(changes)
    return copied


def sheet_text(text: str) -> str:
    """Return a text with a space for each character that a workbook cannot hold.

    Examples
    --------
    >>> sheet_text("=1" + chr(1) + chr(9)) == "=1 " + chr(9)
    True
    """
    return UNWRITABLE.sub(" ", text)


def printable(text: str) -> str:
    """Return a text for a picture or a page: on one line, without characters that XML refuses.

    Examples
    --------
    >>> printable("Osh" + chr(13) + chr(10) + "and" + chr(0) + "Naryn")
    'Osh and Naryn'
    """
    return NOT_ON_A_LINE.sub(" ", text)


def write_xlsx(table: pd.DataFrame, to: Path, sheet: str) -> None:
    """Write a table as a workbook of one sheet: its numbers as numbers, all else as texts.

    The same table gives the same bytes.

    Raises
    ------
    RawFileError
        If it has more rows, or a longer text, than a sheet can hold.
    """
    clean = _each_text(table, sheet_text).rename(columns=lambda name: sheet_text(str(name)))
    _refuse_too_much(clean, to)
    options = {"options": TEXTS_STAY}
    with pd.ExcelWriter(to, engine="xlsxwriter", engine_kwargs=options) as writer:
        writer.book.set_properties({"author": "exchange_stats", "created": CREATED})
        clean.to_excel(writer, index=False, sheet_name=sheet)


def _refuse_too_much(table: pd.DataFrame, to: Path) -> None:
    too_much = ""
    if len(table) >= SHEET_ROWS:
        too_much = f"{len(table)} rows found, expected fewer than the {SHEET_ROWS} of a sheet"
    for name in table.select_dtypes(exclude=["number", "bool"]):
        longest = max((len(value) for value in table[name] if isinstance(value, str)), default=0)
        if longest > CELL_LENGTH:
            too_much = (
                f"a text of {longest} characters in column {name} found, expected at most the "
                f"{CELL_LENGTH} of a cell"
            )
    if too_much:
        message = f"{to}: {too_much}; write a .csv"
        raise RawFileError(message)


def file_name(label: str) -> str:
    """Return a name for a file that is made of any label and lies in the folder it is put in.

    Unlike labels have unlike names, also where a disk takes capitals and small letters, or two
    ways of writing a letter, for the same: a name that is not the label itself, or has capitals,
    ends in a part of a checksum.

    Examples
    --------
    >>> file_name("flows-by-year"), file_name("2018_19.final")
    ('flows-by-year', '2018_19.final')
    >>> file_name("../../x"), file_name("CON")
    ('_.._x-9cdf6a50', '_CON-a3dbc4b6')
    """
    name = FORBIDDEN.sub("_", unicodedata.normalize("NFC", label))
    name = "".join("_" if unicodedata.category(sign) in NAMELESS else sign for sign in name)
    name = name.lstrip("-. ").rstrip(". ")
    if RESERVED.fullmatch(name) or not name:
        name = f"_{name}"
    if name == label == label.casefold() and len(name.encode()) <= NAME_BYTES:
        return name
    digest = hashlib.sha256(label.encode("utf-8", "surrogatepass")).hexdigest()
    kept = name.encode()[:NAME_BYTES].decode("utf-8", "ignore")
    return f"{kept}-{digest[:DIGITS]}"
