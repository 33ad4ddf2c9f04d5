"""A page with the cells of a workbook, each marked with the part that it plays in its table."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from exchange_stats.ground.errors import RawFileError
from exchange_stats.publishing.gallery.pages import render
from exchange_stats.publishing.gallery.sentences import in_language

PARTS = {
    "title": "T",
    "unit": "U",
    "header": "H",
    "label": "L",
    "value": "",
    "total": "S",
    "subtotal": "s",
    "section": "G",
    "note": "N",
}
NAMES = {"total": "total (sum)", "subtotal": "subtotal", "section": "group heading"}


@dataclass(frozen=True)
class Part:
    """One part of a table: where it lies, and what speaks for it and against it.

    What was found is ``verbatim`` when it is a text of the workbook.
    """

    name: str
    found: str
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    runner_up: str = ""
    verbatim: bool = False


@dataclass(frozen=True)
class ShownTable:
    """One table with its parts."""

    name: str
    place: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ShownCell:
    """The text of a cell and its part, empty outside tables."""

    text: str
    part: str = ""

    @property
    def letter(self) -> str:
        """The letter that stands for the part, so that colour alone says nothing."""
        return PARTS.get(self.part, "") if self.text else ""


@dataclass(frozen=True)
class ShownSheet:
    """The first rows and columns of a sheet, its tables, and how many rows are left out."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ShownCell, ...]], ...]
    tables: tuple[ShownTable, ...]
    left_out: int


@dataclass(frozen=True)
class Page:
    """A workbook, sheet by sheet, told in one language."""

    file: str
    sheets: tuple[ShownSheet, ...]
    language: str = "en"

    def say(self, sentence: str) -> str:
        """Return one of our sentences in the language of the page."""
        return in_language(sentence, self.language)


def told_in(page: Page, language: str) -> Page:
    """Return a page in another language; the texts of the workbook stay as they are."""
    sheets = tuple(
        replace(sheet, tables=tuple(_told(table, language) for table in sheet.tables))
        for sheet in page.sheets
    )
    return Page(page.file, sheets, language)


def _told(table: ShownTable, language: str) -> ShownTable:
    def say(sentence: str) -> str:
        return in_language(sentence, language)

    parts = tuple(
        Part(
            say(part.name),
            part.found if part.verbatim else say(part.found),
            tuple(map(say, part.reasons_for)),
            tuple(map(say, part.reasons_against)),
            say(part.runner_up),
        )
        for part in table.parts
    )
    return replace(table, name=say(table.name), parts=parts)


def plain_lines(page: Page) -> Iterator[str]:
    """Yield the tables of a workbook as lines of text."""
    say = page.say
    for sheet in page.sheets:
        count = f"{len(sheet.tables)} table{'' if len(sheet.tables) == 1 else 's'}"
        yield say(f"sheet {sheet.name!r}: {count}")
        for table in sheet.tables:
            title = f": {table.title}" if table.title else ""
            yield f"  {say(f'{table.name} at {table.place}')}{title}"
            for part in table.parts:
                yield f"    {part.name}: {part.found}"
                yield from (f"      {say(f'for: {reason}')}" for reason in part.reasons_for)
                yield from (f"      {say(f'against: {reason}')}" for reason in part.reasons_against)
                if part.runner_up:
                    yield f"      {say(f'runner-up: {part.runner_up}')}"


def fragment(page: Page) -> str:
    """Return the grids and tables of a workbook as HTML for a notebook."""
    return render("inspect_body.html.j2", {**_values(page), "style": render("inspect.css.j2", {})})


def write_grids(page: Page, to: Path) -> None:
    """Write one HTML file that needs no other and lets no script run.

    Raises
    ------
    RawFileError
        If it is no .html, or cannot be written.
    """
    if to.suffix.lower() not in (".html", ".htm"):
        message = f"{to}: not a page, expected a name that ends in .html; correct --to"
        raise RawFileError(message)
    style = render("inspect.css.j2", {})
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    text = render("inspect.html.j2", {**_values(page), "style": style, "digest": digest})
    try:
        to.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"{to}: cannot be written ({error.strerror}); check the folder and free space"
        raise RawFileError(message) from None


def _values(page: Page) -> dict[str, object]:
    names = {part: page.say(NAMES.get(part, part)) for part in PARTS}
    legend = [(part, letter, names[part]) for part, letter in PARTS.items()]
    return {"page": page, "say": page.say, "legend": legend}
