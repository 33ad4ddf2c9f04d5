"""What stands beside the value of an xlsx cell reaches the reader."""

import pytest

from builders import raised, write_workbook
from exchange_stats.reading.workbook.opening import read_workbook
from exchange_stats.reading.workbook.sheets import Look


@pytest.fixture
def sheet(tmp_path):
    path = write_workbook(
        tmp_path / "traps.xlsx",
        {
            "traps": [
                ["Title", raised("4 200", "1"), "=1+1", "#REF!"],
                ["indented", 0.153, raised("area, km", "2"), 16900],
                ["hidden", 1, None, 2],
            ]
        },
        bold=["A1"],
        indents={"A2": 2},
        formats={"B2": "0.0%", "D2": '0.0,"k"', "B3": "#,##0"},
        hidden_rows=[3],
        hidden_columns=["C"],
    )
    return read_workbook(path).sheet("traps")


def test_a_superscript_is_apart_from_its_number(sheet):
    assert sheet.value(0, 1) == "4 200"
    assert sheet.looks[0, 1].superscript == "1"
    assert sheet.printed(0, 1) == "4 200\u00b9"


def test_the_power_of_a_unit_is_not_a_mark(sheet):
    assert sheet.value(1, 2) == "area, km2"


def test_a_formula_without_a_saved_value_is_told(sheet):
    assert sheet.looks[0, 2] == Look(formula_without_value=True)


def test_bold_and_indent_are_seen(sheet):
    assert sheet.looks[0, 0].bold
    assert sheet.looks[1, 0].indent == 2


def test_formats_that_show_another_number_are_kept_and_plain_ones_are_not(sheet):
    assert sheet.looks[1, 1].number_format == "0.0%"
    assert sheet.looks[1, 3].number_format == '0.0,"k"'
    assert (2, 1) not in sheet.looks


def test_hidden_rows_and_columns_are_read_and_told(sheet):
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {2}
    assert sheet.value(2, 1) == 1


def test_an_error_cell_is_never_an_empty_cell(sheet):
    assert sheet.looks[0, 3].error == "#REF!"
    assert sheet.printed(0, 3) == "#REF!"


def test_what_a_plain_sheet_has_beside_its_values_is_nothing(tmp_path):
    path = write_workbook(tmp_path / "plain.xlsx", {"s": [["a", 1], ["b", 2]]})
    assert read_workbook(path).sheets[0].looks == {}
