"""A list of persons to counts; names and numbers of persons never leave the reader.

Only columns on the allow-list of ``facts/person_columns.csv`` are looked at, and only to count.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import LayoutError, refuse
from exchange_stats.ground.stages import REPORTED
from exchange_stats.reading.returns.grid import TOTAL, Known
from exchange_stats.reading.returns.persons import Person, read_persons
from exchange_stats.reading.returns.roster import Roster, find_rosters
from exchange_stats.reading.table import JOINT
from exchange_stats.reading.workbook import Workbook, cell_name

COUNTED = "counted"
Printed = Callable[[str, str], str]
Group = tuple[str, str]


def read_people(
    workbook: Workbook, workbook_id: str, side: str, known: Known, printed: Printed
) -> pd.DataFrame:
    """Return the persons of a workbook, counted into the cells of form 1, as ``reported``.

    A person counts in every total that holds them; one whose sex, level or source of funds is
    not given counts in the totals only. Citizens of other countries than the side asks for are
    left out. The place of a count is the area of the list.

    Parameters
    ----------
    side : str
        A side of ``facts/template.toml``.
    known : callable
        Dimension (``origin``, ``institution``, ``field``) and text to codes.
    printed : callable
        Dimension and codes to the label that the dictionary of the side prints.

    Raises
    ------
    LayoutError
        If cells are not understood, or a person stands twice; places and kinds only.
    """
    facts = factbook.load_toml("template.toml")
    persons: list[Person] = []
    faults: list[str] = []
    seen: dict[str, str] = {}
    for roster in find_rosters(workbook):
        persons += read_persons(roster, known, facts["side"][side]["origin"], seen, faults)
    if faults:
        refuse(
            LayoutError,
            f"{workbook.path.name}: a list of persons that cannot be counted",
            faults,
            "correct the cells; words of sex, level and source of funds are in "
            "facts/person_values.csv, institutions and fields in facts/labels.csv",
        )
    if not persons:
        message = (
            f"{workbook.path.name}: a list of persons without a citizen of "
            f"{facts['side'][side]['origin']}, expected at least one; ask the sender"
        )
        raise LayoutError(message)
    rows = _counts(persons, facts["form_1"]["columns"], printed)
    numbered = enumerate(rows, start=1)
    return REPORTED.frame(
        [
            row | {"workbook_id": workbook_id, "table": f"persons_{number}"}
            for number, row in numbered
        ]
    )


def _counts(
    persons: Iterable[Person], columns: Iterable[str], printed: Printed
) -> Iterator[dict[str, str]]:
    """Yield a row for each cell that the form would have for these persons."""
    for (institution, year), group in sorted(_groups(persons).items()):
        rosters = {id(person.roster): person.roster for person in group}
        given = {name for roster in rosters.values() for name in roster.kept}
        wanted = [codes for codes in columns if _is_given(_parts(codes), given)]
        fields = sorted({person.isced_field for person in group if person.isced_field})
        for isced_field in (TOTAL, *fields):
            inside = [p for p in group if isced_field in (TOTAL, p.isced_field)]
            tally = Counter(code for person in inside for code in _cells_of(person, wanted))
            labels = {
                "period_label": year,
                "institution_label": printed("institution", institution),
                "field_label": printed("field", f"isced_field={isced_field}"),
            }
            for codes in wanted:
                labels["category_label"] = printed("category", codes)
                yield _row(labels, tally[codes], group[0].roster)


def _row(labels: Mapping[str, str], count: int, roster: Roster) -> dict[str, str]:
    last_row = len(roster.sheet.values) - 1
    last_column = max(map(len, roster.sheet.values)) - 1
    first = roster.heading_row + 1
    return {
        **labels,
        "row_label": f"{labels['institution_label']}{JOINT}{labels['field_label']}",
        "column_label": labels["category_label"],
        "sheet": roster.sheet.name,
        "row": str(first),
        "column": "0",
        "cell": f"{cell_name(first, 0)}:{cell_name(last_row, last_column)}",
        "printed": str(count),
        "value": str(count),
        "status": "A",
        "markers": COUNTED,
        "role": "value",
    }


def _groups(persons: Iterable[Person]) -> dict[Group, list[Person]]:
    groups: dict[Group, list[Person]] = {}
    for person in persons:
        groups.setdefault((person.institution, person.year), []).append(person)
    return groups


def _is_given(codes: Mapping[str, str], given: set[str]) -> bool:
    """Return whether the list has the columns that a cell of the form is counted by."""
    if "funding" in codes:
        return "funding" in given
    needed = {"sex": codes["sex"], "level": codes["isced_level"]}
    return all(code == TOTAL or name in given for name, code in needed.items())


def _cells_of(person: Person, wanted: Iterable[str]) -> Iterator[str]:
    """Yield the cells of the form in which a person counts."""
    own = {"sex": person.sex, "funding": person.funding, **_parts(person.level)}
    for codes in wanted:
        parts = _parts(codes)
        names = ("funding",) if "funding" in parts else ("isced_level", "sex")
        if all(parts[name] in (TOTAL, own.get(name)) for name in names):
            yield codes


def _parts(codes: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in codes.split())
