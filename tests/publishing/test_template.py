"""The written form: what a person who opens it finds, on either side."""

import zipfile

import pytest
from openpyxl import load_workbook

from exchange_stats import __main__
from exchange_stats.ground.errors import PeriodError, RawFileError
from exchange_stats.publishing.template import write_template
from returned import form_plan, request, template


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Return the form of each side, opened."""
    folder = tmp_path_factory.mktemp("forms")
    paths = {"kyrgyz": folder / "запрос.xlsx", "chinese": folder / "来华留学生统计表.xlsx"}
    return {side: load_workbook(template(path, side)) for side, path in paths.items()}


SHEETS = {
    "kyrgyz": [
        *("Инструкция · Instructions", "Форма 1 · Form 1", "Форма 2 · Form 2"),
        *("Проверка · Check", "Списки · Lists", "exchange_stats_form"),
    ],
    "chinese": [
        *("填表说明 · Instructions", "表一 · Form 1", "表二 · Form 2", "核对 · Check"),
        *("列表 · Lists", "exchange_stats_form"),
    ],
}


@pytest.mark.parametrize("side", SHEETS)
def test_the_form_has_its_sheets_and_a_mark_that_only_programs_see(books, side):
    book = books[side]
    assert book.sheetnames == SHEETS[side]
    assert [s.title for s in book if s.sheet_state != "visible"] == ["exchange_stats_form"]
    assert book["exchange_stats_form"].sheet_state == "veryHidden"
    stored = {item.name: item.value for item in book.custom_doc_props.props}
    assert stored == {"exchange_stats_form": f"student_return 1 {side} 2025/26"}


@pytest.mark.parametrize("side", SHEETS)
def test_institutions_and_fields_are_chosen_from_lists_of_the_fact_files(books, side):
    book, plan = books[side], form_plan(side)
    lists = {
        str(validation.sqref): validation
        for validation in book[plan.sheet].data_validations.dataValidation
        if validation.type == "list"
    }
    field = lists[f"B{plan.rows[0]}:B{plan.rows[-1]}"]
    sheet, cells = field.formula1.lstrip("=").rsplit("!", 1)
    entries = [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]
    assert len(entries) == 10
    assert any("Education" in entry for entry in entries)
    top = lists[f"A{plan.institution_rows[0]}:A{plan.institution_rows[-1]}"]
    assert top.errorStyle == "warning"  # the register of institutions is not complete
    assert field.errorStyle == "stop"
    names = " ".join(str(row[0].value) for row in book[SHEETS[side][4]]["A2:A10"])
    assert ("Osh State University" in names) == (side == "kyrgyz")
    assert ("Xinjiang University" in names) == (side == "chinese")
    assert "Sample" not in names


@pytest.mark.parametrize("side", SHEETS)
def test_numbers_are_whole_and_not_negative(books, side):
    for form in ("form_1", "form_2"):
        plan = form_plan(side, form)
        rules = books[side][plan.sheet].data_validations.dataValidation
        (whole,) = [rule for rule in rules if rule.type == "whole"]
        assert (whole.operator, whole.formula1) == ("greaterThanOrEqual", "0")
        for column in plan.inputs:
            assert f"{column.letter}{plan.input_rows[-1]}" in whole.sqref


@pytest.mark.parametrize("side", SHEETS)
def test_only_the_cells_to_fill_in_are_open(books, side):
    for form in ("form_1", "form_2"):
        plan = form_plan(side, form)
        sheet = books[side][plan.sheet]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        row = plan.input_rows[0]
        for column in plan.columns:
            locked = sheet[f"{column.letter}{row}"].protection.locked
            assert locked != column.is_input
        assert sheet.cell(plan.first_heading_row, 1).protection.locked
        assert not sheet[f"A{row}"].protection.locked
    assert all(sheet.protection.sheet for sheet in books[side] if sheet.sheet_state == "visible")


def test_totals_are_formulas(books):
    plan = form_plan()
    sheet = books["kyrgyz"][plan.sheet]
    row = plan.rows[0]
    assert sheet[f"F{row}"].value == f'=IF(COUNT(G{row},H{row})=0,"",SUM(G{row},H{row}))'
    assert sheet[f"C{plan.total_row}"].value.startswith("=IF(COUNT($C$")


def test_every_side_is_written_to_in_its_own_languages(books):
    assert request("kyrgyz").lines("heading_field").split("\n") == [
        *("Область образования", "Билим берүү тармагы", "Field of study"),
    ]
    assert request("chinese").lines("heading_field") == "学科门类\nField of study"
    text = " ".join(str(c.value) for row in books["kyrgyz"].worksheets[0] for c in row)
    assert "жёлтые" in text
    assert "Сары" in text
    assert "yellow" in text


def test_the_same_request_gives_the_same_bytes(tmp_path):
    first, second = template(tmp_path / "a.xlsx"), template(tmp_path / "b.xlsx")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {item.date_time[0] for item in archive.infolist()} == {1980}


def test_a_form_is_never_written_over(tmp_path):
    path = template(tmp_path / "a.xlsx")
    with pytest.raises(RawFileError, match="stands there already, perhaps filled in"):
        template(path)


@pytest.mark.parametrize(
    ("name", "year", "kind", "words"),
    [
        ("a.xls", "2025/26", RawFileError, "expected .xlsx"),
        ("a.xlsx", "2025", PeriodError, "expected both ends"),
        ("a.xlsx", "last year", PeriodError, "expected both ends"),
        ("no/a.xlsx", "2025/26", RawFileError, "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(tmp_path, name, year, kind, words):
    with pytest.raises(kind, match=words):
        write_template(tmp_path / name, "kyrgyz", year, lambda source: request().labels)


def test_the_command_writes_a_form_and_says_where(tmp_path, capsys):
    path = tmp_path / "表.xlsx"
    arguments = ["template", "--side", "chinese", "--year", "2025/26", "--to", str(path)]
    assert __main__.main(arguments) == 0
    assert str(path) in capsys.readouterr().out
    assert __main__.main([*arguments[:2], "mongolian", *arguments[3:]]) == 2
    assert "expected one of kyrgyz, chinese" in capsys.readouterr().err
