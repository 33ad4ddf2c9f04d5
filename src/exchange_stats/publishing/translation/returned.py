"""What came back from a translator, checked text by text."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError, RawFileError, refuse
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.translation import catalogues, entries
from exchange_stats.publishing.translation.entries import Entry
from exchange_stats.publishing.translation.glossary import never_used
from exchange_stats.publishing.translation.sheet import COLUMNS, heading, state_words

_FORMS = re.compile(r"\{[\w.]+((?:\|[^{}|]*)+)\}")
_FIELD = re.compile(r"\{[\w.]+(?:\|[^{}|]*)*\}")


@dataclass(frozen=True)
class Returned:
    """A row of the workbook, and where it stands."""

    place: str
    key: str
    text: str
    state: str
    note: str
    source: str
    exported: str


@dataclass(frozen=True)
class Change:
    """What a translator changed in one text."""

    key: str
    language: str
    text: str
    state: str
    note: str | None  # None where the translator left it
    file: str = "texts"


def read_returned(path: Path) -> dict[str, list[Returned]]:
    """Return the rows of the workbook by sheet.

    Raises
    ------
    RawFileError
        If it is not a workbook of this kind, or a key stands in it twice.
    """
    try:
        book = load_workbook(path, data_only=True)
    except FileNotFoundError:
        message = f"{path}: no such file, expected the workbook of a translator; check the path"
        raise RawFileError(message) from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        message = f"{path.name}: not a workbook, expected .xlsx; save it as Excel workbook"
        raise RawFileError(message) from None
    found = {
        name: list(_rows(book[name], path.name))
        for name in book.sheetnames
        if catalogues.file_of(name)
    }
    if not found:
        message = (
            f"{path.name}: no sheet of a language, expected one of {', '.join(texts.languages())}"
            "; give the workbook that texts export has written"
        )
        raise RawFileError(message)
    return found


def _rows(sheet: Worksheet, file: str) -> Iterator[Returned]:
    headings = [str(cell.value or "") for cell in sheet[1]]
    missing = [heading(name) for name in COLUMNS if heading(name) not in headings]
    if missing:
        where = f"{file}, sheet {sheet.title!r}, row 1: columns missing"
        refuse(RawFileError, where, missing, "do not rename or delete columns")
    at = {name: headings.index(heading(name)) for name in COLUMNS}
    codes = {words: code for code, words in state_words().items()}
    seen: dict[str, str] = {}
    for number, cells in enumerate(sheet.iter_rows(min_row=2, values_only=True), start=2):
        said = {name: entries.clean(cells[place]) for name, place in at.items()}
        place = f"{sheet.title}!{get_column_letter(at['text'] + 1)}{number}"
        key = said["key"]
        if not any(said.values()):
            continue
        if key in seen:
            message = f"{file}, {place}: {key!r} stands at {seen[key]} already; keep one row"
            raise RawFileError(message)
        seen[key] = place
        state = codes.get(said["state"], said["state"])
        rest = (said["comment"], said["source"], said["exported"])
        yield Returned(place, key, said["text"], state, *rest)


def changed_rows(returned: dict[str, list[Returned]], tables: Tables) -> list[Change]:
    """Return what is to be written, nothing if the translator changed nothing.

    A row that reads as it was exported is left alone, whatever has happened to the text since.

    Raises
    ------
    FigureError
        Naming every changed row that cannot be taken: unknown key, other fields than the
        English text, too long, a form that the glossary forbids, an English or Russian text or
        a translation that has changed since the export.
    """
    faults: list[str] = []
    changes: list[Change] = []
    for sheet, rows in returned.items():
        file, language = catalogues.file_of(sheet) or (catalogues.TEXTS, sheet)
        known = {one.key: one for one in catalogues.list_entries(file, tables, language)}
        for row in rows:
            if row.key in known and _as_exported(row):
                continue
            one = known.get(row.key)
            found = _faults(row, one, (file, language))
            faults += [f"{row.place} {row.key!r}: {fault}" for fault in found]
            if one is not None and not found:
                note = None if row.note == one.note else row.note
                changes.append(Change(row.key, language, row.text, _state(row), note, file))
    faults += _two_comments(changes)
    if faults:
        advice = "correct these cells, or export anew and put the changes there; nothing is written"
        refuse(FigureError, "texts that cannot be taken", faults, advice)
    return changes


def _state(row: Returned) -> str:
    """Return the state of a changed text: one that was missing and is there awaits a reader."""
    return entries.AWAITING if row.state == entries.MISSING else row.state


def _as_exported(row: Returned) -> bool:
    return entries.fingerprint(row.text, row.state, row.note) == row.exported


def _faults(row: Returned, one: Entry | None, where: tuple[str, str]) -> list[str]:
    file, language = where
    if one is None:
        return [f"no such key in facts/{file}.csv"]
    if not row.text:
        return ["is empty"]
    return [*_moved(row, one), *_unlike(row, one, language), *_unfit(row, one, language)]


def _moved(row: Returned, one: Entry) -> Iterator[str]:
    if row.source != one.source:
        yield "the English or Russian text has changed since the export"
    if row.exported != one.exported:
        yield f"the translation in facts/{one.file}.csv is another since the export: {one.text!r}"
    if row.note and not one.noted:
        yield f"a comment, expected none: facts/{one.file}.csv has no column for it"
    if row.state not in entries.STATES:
        yield f"state {row.state!r}, expected one of {', '.join(state_words().values())}"


def _unlike(row: Returned, one: Entry, language: str) -> Iterator[str]:
    """Yield differences between the fields of a translation and those of the English text."""
    wanted, found = set(texts.fields(one.en)), set(texts.fields(row.text))
    if missing := wanted - found:
        yield f"fields missing: {_braced(missing)}"
    if extra := found - wanted:
        yield f"fields that the English text has not: {_braced(extra)}"
    if set(_FIELD.sub("", row.text)) & set("{}"):
        yield "a brace outside a field"
    expected = entries.FORMS[texts.locale(language)["plural"]]
    for match in _FORMS.finditer(row.text):
        if match[1].count("|") != expected:
            yield f"{match[0]} has {match[1].count('|')} forms, expected {expected} in {language!r}"


def _braced(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _unfit(row: Returned, one: Entry, language: str) -> Iterator[str]:
    unseen = {sign for sign in row.text if unicodedata.category(sign) in ("Cc", "Cf")}
    if unseen - set(one.en):
        yield "a line break or an invisible character"
    if one.file != "glossary" and (words := never_used(row.text, language)):
        yield f"the glossary never says {', '.join(words)}"
    if one.limit is None or set(texts.fields(row.text)) - set(one.values):
        return
    printed = len(texts.fill(row.text, one.values, language))
    if printed > one.limit:
        yield f"{printed} characters once filled, expected at most {one.limit}"


def _two_comments(changes: Sequence[Change]) -> list[str]:
    """Return the keys to which two sheets add unlike comments; a text has one."""
    said: dict[tuple[str, str], set[str]] = {}
    for one in changes:
        if one.note is not None:
            said.setdefault((one.file, one.key), set()).add(one.note)
    return [
        f"{key!r}: two comments, expected one" for (_, key), notes in said.items() if len(notes) > 1
    ]


def write_changes(changes: Sequence[Change], root: Path) -> None:
    """Write changed texts to their fact files in a project; every other row stays as it is."""
    for name, keys in catalogues.KEYS.items():
        found = [one for one in changes if one.file == name]
        if found:
            rows = _changed(name, found)
            named = {tuple(row[column] for column in keys): row for row in rows}
            factbook.replace_csv(f"{name}.csv", named, root, keys)


def _changed(name: str, changes: Sequence[Change]) -> list[dict[str, str]]:
    known = catalogues.load_rows(name)
    rows: dict[str, dict[str, str]] = {}
    for one in changes:
        row = rows.setdefault(one.key, dict(known[one.key]))
        states = entries.states(row["state"], one.key, name) | {one.language: one.state}
        row |= {one.language: one.text, "state": entries.written_states(states)}
        row |= {} if one.note is None else {"note": one.note}
    return list(rows.values())
