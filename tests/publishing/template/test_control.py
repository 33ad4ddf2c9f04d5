"""The sheet of checks compares what must agree, and has words for every outcome."""

import pytest
from openpyxl import load_workbook

from exchange_stats.publishing.template import control, words
from returned import template


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """Return the sheet of checks."""
    path = template(tmp_path_factory.mktemp("form") / "form.xlsx")
    return load_workbook(path)["Проверка · Check"]


def test_every_comparison_has_its_words(sheet):
    lines = [row for row in sheet.iter_rows(min_row=control.FIRST, values_only=True) if row[0]]
    assert len(lines) == 11
    for what, found, expected, result in lines[:-1]:
        assert what.count("\n") == 2  # three languages
        assert found.startswith("=")
        assert str(expected).startswith("=")
        assert result.startswith("=IF(B")
    assert lines[-1][1] == "=SUMPRODUCT(--(B4:B13<>C4:C13))"


def test_every_message_is_in_the_fact_file():
    texts = words.load_texts()
    assert all(f"check_{key}" in texts for key in control.MESSAGES)
    named = {key for key in texts if key.startswith("check_") and key.endswith("_bad")}
    assert named == {f"check_{key}" for key in control.MESSAGES if key.endswith("_bad")}


def test_formulas_are_as_short_as_the_program_allows(sheet):
    formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert max(map(len, formulas)) < 8192
    assert not [f for f in formulas if f.startswith("=") and "LET(" in f]


def test_a_quote_in_the_name_of_a_sheet_is_doubled():
    assert control.quoted("it's") == "'it''s'!"
