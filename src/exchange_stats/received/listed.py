"""Lines of lists of persons, with what links them; to be forgotten when they are linked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exchange_stats.evidence import harmonise
from exchange_stats.ground.errors import LayoutError, PrivacyError, refuse
from exchange_stats.privacy import duplicates
from exchange_stats.privacy.duplicates import Line
from exchange_stats.privacy.names import name_keys
from exchange_stats.privacy.pseudonyms import project_around, pseudonym
from exchange_stats.reading import returns, sources
from exchange_stats.reading.returns.persons import Person, read_persons
from exchange_stats.reading.returns.roster import find_rosters
from exchange_stats.reading.table import place_text
from exchange_stats.reading.workbook import Workbook, read_workbook

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Listed:
    """A line of a list: its codes, and what links it."""

    codes: dict[str, str]
    line: Line = field(repr=False)


def read_lists(folders: Sequence[Path], key: bytes) -> Iterator[Listed]:
    """Yield the lines of all lists in some folders, citizens of one country on each side.

    Raises
    ------
    PrivacyError
        ``E_INSIDE``: a folder lies inside a project.
    LayoutError
        If a workbook is no list of persons, or cells are not understood; places and kinds only.
    """
    faults: list[str] = []
    for number, folder in enumerate(folders):
        for path in _workbooks(folder):
            for one in _read_list(read_workbook(path), key, faults):
                one.codes["folder"] = str(number)
                yield one
    if faults:
        refuse(
            LayoutError,
            "lists of persons that cannot be linked",
            faults,
            "correct the cells; docs/returns.md says what a list needs",
        )


def _workbooks(folder: Path) -> list[Path]:
    """Return the workbooks of a folder outside any project."""
    if project := project_around(folder):
        message = (
            f"{folder}: a folder inside the project {project} found, expected one outside; lists "
            "of persons stay out of a project, so move it (E_INSIDE)"
        )
        raise PrivacyError(message)
    found = sources.workbooks_in(folder)
    if not found:
        message = f"{folder}: no workbook found, expected lists of persons; correct the folder"
        raise LayoutError(message)
    return found


def _read_list(workbook: Workbook, key: bytes, faults: list[str]) -> Iterator[Listed]:
    name = f"{workbook.path.parent.name}/{workbook.path.name}"
    rosters = find_rosters(workbook)
    kind = returns.recognise(workbook, harmonise.label_codes)
    if rosters and kind is None:
        returns.refuse_unknown_list(workbook)
    if kind is None or not rosters:
        message = f"{name}: no list of persons found, expected one; take the file out of the folder"
        raise LayoutError(message)
    side = returns.side_of(kind[1])
    words = returns.Dictionary(kind[1], harmonise.label_codes, {})
    flow = {name: side[name] for name in ("origin", "host")}
    for roster in rosters:
        found: list[str] = []
        for person in read_persons(roster, words.known, side["origin"], None, found):
            yield Listed(flow | _codes(person), _line(person, name, key))
        faults += [f"{name} {fault}" for fault in found]


def _codes(person: Person) -> dict[str, str]:
    level = dict(pair.split("=", 1) for pair in person.level.split())
    length = NUMBER.search(_text(person, person.roster.linked.items()))
    return {
        "period": person.year,
        "institution": person.institution.partition("=")[2],
        "programme": level.get("programme", "unknown"),
        "isced_level": level.get("isced_level", ""),
        "isced_field": person.isced_field,
        "sex": person.sex,
        "funding": person.funding,
        "length": length.group().replace(",", ".") if length else "",
    }


def _line(person: Person, name: str, key: bytes) -> Line:
    """Return what tells a person apart, numbers as pseudonyms."""
    texts = {
        kind: _text(person, [found for found in person.roster.identities if found[0] == kind])
        for kind in ("passport", "personal_number", "birth_date", "name")
    }
    return Line(
        place=f"{name} {place_text(person.roster.sheet, person.row, 0)}",
        passport=pseudonym(key, "passport", texts["passport"]),
        personal_number=pseudonym(key, "personal_number", texts["personal_number"]),
        birth_date=duplicates.birth_date(texts["birth_date"]),
        sex=person.sex,
        names=name_keys(texts["name"]),
    )


def _text(person: Person, columns: Iterable[tuple[str, int]]) -> str:
    return " ".join(person.roster.text(person.row, column) for _, column in columns).strip()
