"""Forms filled in and lists of persons, as institutions would send them back."""

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from builders import write_workbook
from exchange_stats import pipeline
from exchange_stats.evidence import harmonise
from exchange_stats.ground import factbook
from exchange_stats.publishing.template import plan, words, write_template
from exchange_stats.reading import returns, sources
from exchange_stats.reading.workbook import read_workbook

YEAR = "2025/26"
FACTS = factbook.load_toml("template.toml")
INPUTS = FACTS["form_1"]["inputs"]
KNU = "КНУ им. Ж. Баласагына | Kyrgyz National University named after J. Balasagyn"
OSHSU = "ОшГУ | ОшМУ | Osh State University"
ARTS = "Искусство и гуманитарные науки | Искусство жана гуманитардык илимдер | Arts and humanities"
HEALTH = (
    "Здравоохранение и социальное обеспечение | "
    "Саламаттыкты сактоо жана социалдык камсыздоо | Health and welfare"
)
TEN = (1, 2, 0, 0, 3, 0, 0, 0, 2, 4, 0)  # six students: by level and sex, then by funds

Line = tuple[str | None, str | None, Sequence[object]]


def request(side: str = "kyrgyz") -> words.Request:
    """Return the request to a side for one school year."""
    return words.make_request(side, YEAR, pipeline.form_labels)


def form_plan(side: str = "kyrgyz", form: str = "form_1") -> plan.FormPlan:
    """Return the places of a form."""
    return plan.plan_form(request(side), form)


def template(path: Path, side: str = "kyrgyz") -> Path:
    """Write an empty form."""
    return write_template(path, side, YEAR, pipeline.form_labels)


@cache
def _empty_form(side: str) -> bytes:
    with TemporaryDirectory() as folder:
        return template(Path(folder) / "form.xlsx", side).read_bytes()


def filled(
    path: Path,
    lines: Mapping[int, Line] | Sequence[Line],
    entrants: Sequence[tuple[str, object, object]] = (),
    *,
    side: str = "kyrgyz",
) -> Path:
    """Write a form with lines of institution, field and eleven numbers.

    Lines stand one below the other, or where their number says. The institutions are also
    chosen in the upper part.
    """
    book = load_workbook(BytesIO(_empty_form(side)))
    first, second = form_plan(side), form_plan(side, "form_2")
    sheet = book[first.sheet]
    placed = lines if isinstance(lines, Mapping) else dict(enumerate(lines))
    for number, (institution, field, numbers) in placed.items():
        put_line(sheet, first.rows[number], institution, field, numbers)
    names = dict.fromkeys(line[0] for line in placed.values() if line[0])
    for row, name in zip(first.institution_rows, names, strict=False):
        sheet[f"A{row}"] = name
    for row, (name, women, men) in zip(second.institution_rows, entrants, strict=False):
        below = book[second.sheet]
        below[f"A{row}"], below[f"C{row}"], below[f"D{row}"] = name, women, men
    book.save(path)
    return path


def put_line(
    sheet: Worksheet, row: int, institution: object, field: object, numbers: Sequence[object]
) -> None:
    """Write one line of form 1."""
    sheet[f"A{row}"], sheet[f"B{row}"] = institution, field
    for column, value in zip(form_plan().inputs, numbers, strict=True):
        sheet[f"{column.letter}{row}"] = value


def change(path: Path, act) -> Path:
    """Open a workbook, let a function change it, and save it."""
    book: Workbook = load_workbook(path)
    act(book)
    book.save(path)
    return path


def read_back(path: Path) -> pd.DataFrame:
    """Return a returned workbook in the stage ``reported``."""
    workbook = read_workbook(path)
    kind = returns.recognise(workbook, harmonise.label_codes)
    assert kind is not None
    card = sources.load_sources()[kind[1]]
    dictionary = returns.Dictionary(
        card.dictionary, harmonise.label_codes, pipeline.form_labels(card.dictionary)
    )
    return returns.read_returned(
        workbook, path.name, dictionary, sources.load_symbols(card.symbols)
    )


def codes_of(table: pd.DataFrame, source: str = "returns_kyrgyz_side") -> pd.DataFrame:
    """Return the table with the codes of its labels in columns of their own."""
    added = {
        name: [harmonise.label_codes(source, name, text) for text in table[f"{name}_label"]]
        for name in ("category", "institution", "field")
    }
    return table.assign(**added)


def value_of(table: pd.DataFrame, category: str, institution: str, field: str = "_T") -> str:
    """Return the value of one slot of a returned workbook."""
    coded = codes_of(table)
    rows = coded[
        (coded["category"] == category)
        & (coded["institution"] == f"institution={institution}")
        & (coded["field"] == f"isced_field={field}")
    ]
    assert len(rows) == 1
    return str(rows.iloc[0]["value"])


PERSON_HEADINGS = (
    *("№", "ФИО", "Номер паспорта", "Дата рождения", "Пол", "Гражданство", "Уровень"),
    *("Область образования", "Источник средств", "Вуз", "Учебный год"),
)


def person(number: int, **changed: object) -> list[object]:
    """Return a line of a list: an invented woman, bachelor, of Osh State University."""
    line = {
        "№": number,
        "ФИО": f"Выдуманная Персона {'абвгдежзик'[number % 10] * 3}",
        "Номер паспорта": f"E0{number:07d}",
        "Дата рождения": f"0{1 + number % 9}.02.2003",
        "Пол": "ж",
        "Гражданство": "КНР",
        "Уровень": "бакалавриат",
        "Область образования": "Искусство и гуманитарные науки",
        "Источник средств": "контракт",
        "Вуз": "ОшГУ",
        "Учебный год": "2025/26",
    }
    return list((line | changed).values())


def person_list(
    path: Path, lines: Sequence[Sequence[object]], headings: Sequence[str] = PERSON_HEADINGS
) -> Path:
    """Write a list of persons with a title above it."""
    return write_workbook(path, {"Список": [["Список студентов"], [], list(headings), *lines]})
