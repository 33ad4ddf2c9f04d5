"""A workbook is explained part by part, with the reasons for and against and the runner-up."""

import re
from pathlib import Path

import pytest

from builders import sheet_of, write_workbook
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.received.inspection import Inspection, inspect
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
    private = write_workbook(tmp_path / "p.xlsx", {"s": [["Passport"], ["x"]]})
    with pytest.raises(LayoutError, match=r"columns about persons found.*\n  - s!A1\n"):
        inspect(private)
    with pytest.raises(LayoutError, match=r"no table of numbers found.*\n.*sheet 's': 1 rows"):
        inspect(write_workbook(tmp_path / "w.xlsx", {"s": [["x"]]}))


RUSSIAN = [
    "лист 's': таблиц — 1",
    "  таблица 1, ячейки A3:D6: Students by country",
    "    место: строки таблицы 4:6, числа в столбцах B:D",
    "      за: строк с числами: 3, столбцов: 3",
    "    шапка: строки 3, глубина 1",
    "      за: строка 3: Country | Total | Women | Men",
    "      иначе: строка шапки 3 — это данные",
    "    столбцы подписей: A",
    "    строки итогов: 6",
    "      за: строка 6: названа итогом",
    "      за: строка 6: равна сумме строк (2)",
    "    столбцы итогов: B",
    "      за: столбец B: 'Total' — название итога",
    "      за: столбец B: равен сумме столбцов от C до D",
    "    единица измерения: persons",
    "      за: строка над шапкой: 'persons'",
    "    под таблицей: строки 7",
    "      за: строка 7: Note: without branches",
    "лист 'empty': таблиц — 0",
]


def test_the_same_is_told_in_russian_with_the_texts_of_the_workbook_kept(found):
    assert found.text("ru").splitlines() == RUSSIAN


DRAWINGS = [
    "Таблица|2019|2020\nСтрана|a|b\nКитай|1,5|…\nИндия|2,5|x\nВсего|4|7",
    "№|Код|Год|n|m|\n1|'01|2019|3|1|5\n2|'02|2020|4|1|6\n3|'03|2021|5|2|7",
    "Год|n|m\nМужчины|<|<\n2019|1|2\n2020|1.234|3\nЖенщины|<|<\n2019|4|5\n2020|6|7",
    "Код|n|m\n'01|1|\n'02|2|\n'03|текст|",
    "1|2|3\n4|5|6\n7|8|9",
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_no_sentence_of_ours_is_left_in_english(drawing):
    sheet = sheet_of(drawing)
    found = Inspection(Path("w.xlsx"), ((sheet, tuple(propose_layouts(sheet))),))
    for line in found.text("ru").splitlines():
        ours = re.sub(r"строка \d+: .*|'.*?'|ячейки .*|единица измерения: .*", "", line)
        assert not re.search("[a-z]{3}", ours), line
