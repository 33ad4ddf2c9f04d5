"""The workbook shows all that a translator needs, and lets nothing else be changed."""

import pytest
from openpyxl import load_workbook

from exchange_stats.ground.errors import RawFileError
from exchange_stats.publishing import translation
from exchange_stats.publishing.translation import sheet


@pytest.fixture
def book(workbook):
    return load_workbook(workbook)


def test_each_language_has_a_sheet_between_instructions_and_glossary(book):
    assert book.sheetnames == [
        *("Instructions \u00b7 Инструкция", "ky", "zh", "Glossary \u00b7 Глоссарий")
    ]


def test_each_fact_file_has_a_sheet_of_its_own_where_it_has_texts(project, tables, tmp_path):
    files = ["texts", "findings", "inspect_texts"]
    path = translation.write_sheets(tmp_path / "all.xlsx", tables, ["en", "ky"], files)
    names = load_workbook(path).sheetnames[1:-1]
    assert names == ["en", "en findings", "ky", "ky findings", "ky inspect_texts"]


def test_a_comment_is_asked_for_only_where_the_file_keeps_it(project, tables, tmp_path):
    files = ["texts", "findings"]
    book = load_workbook(translation.write_sheets(tmp_path / "all.xlsx", tables, ["ky"], files))
    assert not book["ky"]["G2"].protection.locked
    assert book["ky findings"]["G2"].protection.locked


def test_a_row_has_the_text_in_three_languages_and_what_is_left(book):
    row = [cell.value for cell in book["zh"][4]]
    assert row[:6] == [
        *("figure.growth.title", "growth: title", "{last} students, {first} before"),
        *("{last} и {first}", "{last}人，此前{first}人", "awaiting native reader"),
    ]
    assert row[7] == "=83-LEN(E4)"  # 80 and two fields of 13 signs that print as 10


def test_only_translation_state_and_comment_may_be_written(book):
    for name in ("ky", "zh"):
        page = book[name]
        assert page.protection.sheet
        free = {cell.column_letter for cell in page[2] if not cell.protection.locked}
        assert free == {"E", "F", "G"}
        assert page.freeze_panes == "B2"
        assert all(page.column_dimensions[letter].hidden for letter in "IJ")
    assert all(cell.protection.locked for row in book.worksheets[0].rows for cell in row)


def test_the_state_is_chosen_from_a_list(book):
    (listing,) = book["ky"].data_validations.dataValidation
    words = "ours,awaiting native reader,confirmed,seen in use,not translated"
    assert listing.formula1 == f'"{words}"'
    assert str(listing.sqref) == f"F2:F{book['ky'].max_row}"


def test_the_instructions_are_in_every_language(book):
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == ["English", "Русский", "Кыргызча", "中文"]
    assert page.max_row == 1 + len(sheet.STEPS)
    assert all(cell.value for row in page.rows for cell in row)


def test_the_same_texts_give_the_same_bytes(workbook, tables, tmp_path):
    again = translation.write_sheets(tmp_path / "again.xlsx", tables, ["ky", "zh"], ["texts"])
    assert again.read_bytes() == workbook.read_bytes()


def test_a_workbook_that_is_there_already_is_not_overwritten(workbook, tables):
    before = workbook.read_bytes()
    with pytest.raises(RawFileError, match=r"out\.xlsx: is there already"):
        translation.write_sheets(workbook, tables, ["ky"])
    assert workbook.read_bytes() == before


def test_another_kind_of_file_is_refused(project, tables, tmp_path):
    with pytest.raises(RawFileError, match=r"out\.csv: not a kind we write"):
        translation.write_sheets(tmp_path / "out.csv", tables, ["ky"])
