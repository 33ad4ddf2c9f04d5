"""A workbook is explained part by part, with the reasons for and against and the runner-up."""

import pytest

from builders import write_workbook
from exchange_stats.ground.errors import LayoutError
from exchange_stats.received.inspection import inspect
from returned import person, person_list

ROWS = [
    ["Students by country"],
    [None, None, None, "persons"],
    ["Country", "Total", "Women", "Men"],
    ["Osh", 9, 4, 5],
    ["Naryn", 7, 3, 4],
    ["Total", 16, 7, 9],
    ["Note: without branches"],
]


@pytest.fixture
def found(tmp_path):
    return inspect(write_workbook(tmp_path / "w.xlsx", {"s": ROWS, "empty": [["x"]]}))


def test_every_part_is_told_with_its_reasons(found):
    assert str(found).splitlines() == [
        "sheet 's': 1 table",
        "  table 1 at A3:D6: Students by country",
        "    place: body rows 4:6, values B:D",
        "      for: 3 rows of numbers in 3 columns",
        "    header: rows 3, 1 deep",
        "      for: row 3: Country | Total | Women | Men",
        "      runner-up: header in row 3 held to be data",
        "    label columns: A",
        "    total rows: 6",
        "      for: row 6: named a total",
        "      for: row 6: equals the sum of 2 rows",
        "    total columns: B",
        "      for: column B: 'Total' names a total",
        "      for: column B: equals the sum of C to D",
        "    unit: persons",
        "      for: a line above the header says 'persons'",
        "    below: rows 7",
        "      for: row 7: Note: without branches",
        "sheet 'empty': 0 tables",
    ]


def test_a_reason_stands_at_its_part_with_the_letters_of_columns(tmp_path):
    rows = [["Year", "n", None], [2019, 3, 1], [2020, 4, 1], [2021, 5, 2]]
    lines = str(inspect(write_workbook(tmp_path / "w.xlsx", {"s": rows}))).splitlines()
    place = lines.index("    label columns: A")
    assert lines[place + 1] == "      for: column A: its heading 'Year' names a year"
    assert "      against: column C: numbers without a heading, not read" in lines
    assert "      against: no line above the header names one" in lines


def test_a_notebook_shows_the_grid(found):
    html = found._repr_html_()
    assert html.startswith('<div class="seen">')
    assert '<td class="total"><b>S</b>16</td>' in html


def test_a_list_of_persons_and_a_workbook_without_tables_are_refused(tmp_path):
    with pytest.raises(LayoutError, match="our own form or a list of persons found"):
        inspect(person_list(tmp_path / "l.xlsx", [person(1)]))
    with pytest.raises(LayoutError, match=r"no table of numbers found.*\n.*sheet 's': 1 rows"):
        inspect(write_workbook(tmp_path / "w.xlsx", {"s": [["x"]]}))
