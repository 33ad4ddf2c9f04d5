"""The mark by which our form is recognised, whatever its file is called."""

import re
from dataclasses import dataclass

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.workbook import Sheet, Workbook, plain_text

MARK = re.compile(
    r"exchange_stats_form: (?P<form>\w+) (?P<version>\d+) (?P<side>\w+) (?P<part>\w+)"
)
MARK_SHEET = "exchange_stats_form"
TOP = 12  # lines in which a sheet says what it is


@dataclass(frozen=True)
class Mark:
    """What a filled form says of itself.

    Attributes
    ----------
    side : str
        A side of ``facts/template.toml``.
    year : str
        The school year for which it was written; empty when the sheet that says so is gone.
    parts : dict
        Part of the form to the name of the sheet that holds it.
    """

    side: str
    year: str
    parts: dict[str, str]

    @property
    def source(self) -> str:
        """The source card under which the form is read."""
        return str(factbook.load_toml("template.toml")["side"][self.side]["source"])


def find_mark(workbook: Workbook) -> Mark | None:
    """Return the mark of our form, ``None`` for any other workbook.

    The line on each sheet of the form counts; the sheet that programs alone see stands in for
    a line that somebody has deleted.

    Raises
    ------
    LayoutError
        If it is a form of another version, a part is missing or stands twice.
    """
    found: list[tuple[re.Match[str], str]] = []
    year, remembered = "", []
    for sheet in workbook.sheets:
        for match, row in _marks(sheet):
            if sheet.name == MARK_SHEET:
                year = plain_text(sheet.value(row, 1)).strip()
                remembered.append((match, plain_text(sheet.value(row, 2))))
            else:
                found.append((match, sheet.name))
    seen = {match["part"] for match, _ in found}
    found += [
        (match, name)
        for match, name in remembered
        if match["part"] not in seen and workbook.sheet(name)
    ]
    if not found and not remembered:
        return None
    _check_version(workbook, [match for match, _ in (*found, *remembered)])
    _check_parts(workbook, found)
    first = (*found, *remembered)[0][0]
    return Mark(first["side"], year, {match["part"]: name for match, name in found})


def _marks(sheet: Sheet) -> list[tuple[re.Match[str], int]]:
    texts = [
        (value, row)
        for row, values in enumerate(sheet.values[:TOP])
        for value in values[:2]
        if isinstance(value, str)
    ]
    return [(match, row) for text, row in texts if (match := MARK.search(text))]


def _check_version(workbook: Workbook, marks: list[re.Match[str]]) -> None:
    facts = factbook.load_toml("template.toml")
    for match in marks:
        known = (facts["form"], str(facts["version"])), match["side"] in facts["side"]
        if ((match["form"], match["version"]), True) != known:
            message = (
                f"{workbook.path.name}: form {match['form']} {match['version']} of the side "
                f"{match['side']} found, expected {facts['form']} {facts['version']} of "
                f"{' or '.join(facts['side'])}; send the form anew with `exchange-stats template`"
            )
            raise LayoutError(message)


def _check_parts(workbook: Workbook, found: list[tuple[re.Match[str], str]]) -> None:
    parts = [match["part"] for match, _ in found]
    sides = {match["side"] for match, _ in found}
    if sorted(parts) != ["form_1", "form_2"] or len(sides) != 1:
        there = ", ".join(f"{match['part']} in {name!r}" for match, name in found) or "none"
        message = (
            f"{workbook.path.name}: parts of the form found: {there}; expected form_1 and form_2 "
            "of one side, each once; put every filled form into a file of its own"
        )
        raise LayoutError(message)
