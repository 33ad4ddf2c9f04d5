"""Everyone can read the workbooks that we write; each kind of fault is found when planted."""

import openpyxl
import pytest

from accessible_sheets import faults
from exchange_stats.publishing import figures, texts
from exchange_stats.publishing.office.sheets import write_tables

FIGURES = figures.load_definitions()


@pytest.mark.parametrize("language", ["ky", "zh"])  # the longest words, and signs without spaces
def test_the_sheet_of_every_figure_passes_the_checklist(tables, tmp_path, language):
    path = write_tables(tmp_path / "t.xlsx", FIGURES.values(), tables, language)
    assert faults(path) == []


def test_workbooks_in_every_language_pass_the_checklist(packs):
    books = [path for path in packs if path.suffix == ".xlsx"]
    assert len(books) == len(texts.complete_languages())
    assert {path.name: faults(path) for path in books} == {path.name: [] for path in books}


@pytest.fixture(scope="module")
def written(tables, tmp_path_factory):
    chosen = [FIGURES["growth-by-year"], FIGURES["cooperation-events"]]
    return write_tables(tmp_path_factory.mktemp("two") / "t.xlsx", chosen, tables, "en")


def merge(sheet, _):
    sheet.merge_cells("A1:B1")


def freeze(sheet, _):
    sheet.freeze_panes = "A2"


def hide(sheet, _):
    sheet.sheet_state = "hidden"


def hide_column(sheet, _):
    sheet.column_dimensions["B"].hidden = True


def empty_title(sheet, _):
    sheet["A1"].value = None


def empty_cell(sheet, last):
    sheet[last].value = None


def words_for_a_number(sheet, last):
    sheet[last].value = "1,234"


def small_words(sheet, last):
    sheet[last].font = openpyxl.styles.Font(sz=8)


def colour(sheet, last):
    sheet[last].fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")


def a_filter(sheet, _):
    table = next(iter(sheet.tables.values()))
    table.autoFilter = openpyxl.worksheet.filters.AutoFilter(ref=table.ref)


def below(sheet, last):
    sheet.cell(sheet.max_row + 1, 1).value = "a note below the table"


def no_language(sheet, _):
    sheet.parent.properties.language = None


def cut_off(sheet, last):
    sheet[last].value, sheet[last].alignment = "w" * 99, openpyxl.styles.Alignment(wrap_text=False)


def lost_sheet(sheet, _):
    sheet.title = "Elsewhere"


PLANTED = {
    merge: "merged cells",
    freeze: "panes",
    hide: "hidden",
    hide_column: "hidden row or column",
    empty_title: "no title",
    empty_cell: "empty cells",
    words_for_a_number: "number that is written as words",
    small_words: "small words",
    colour: "colour",
    a_filter: "filter",
    below: "does not end the sheet",
    no_language: "language",
    cut_off: "cut off",
    lost_sheet: "contents lead to",
}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found(written, tmp_path, plant):
    book = openpyxl.load_workbook(written)
    sheet = book["Table 1"]
    (table,) = sheet.tables.values()
    plant(sheet, table.ref.split(":")[1])
    book.save(tmp_path / "planted.xlsx")
    assert any(PLANTED[plant] in fault for fault in faults(tmp_path / "planted.xlsx"))
