"""A form is recognised by its mark; nothing else is taken for one."""

import pytest

from builders import write_workbook
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.returns.mark import find_mark
from exchange_stats.reading.workbook import read_workbook
from returned import change, form_plan, template


def mark_of(path):
    return find_mark(read_workbook(path))


@pytest.mark.parametrize("side", ["kyrgyz", "chinese"])
def test_a_form_says_what_it_is(tmp_path, side):
    mark = mark_of(template(tmp_path / "f.xlsx", side))
    assert (mark.side, mark.year, mark.source) == (side, "2025/26", f"returns_{side}_side")
    assert mark.parts == {form: form_plan(side, form).sheet for form in ("form_1", "form_2")}


def test_it_is_recognised_without_the_sheet_that_programs_see(tmp_path):
    path = change(template(tmp_path / "f.xlsx"), lambda book: book.remove(book.worksheets[-1]))
    assert (mark_of(path).side, mark_of(path).year) == ("kyrgyz", "")


def test_it_is_recognised_without_the_lines_on_its_sheets(tmp_path):
    def wipe(book):
        for sheet in book.worksheets[1:3]:
            sheet["A5"] = None

    assert (
        mark_of(change(template(tmp_path / "f.xlsx"), wipe)).parts["form_1"] == "Форма 1 · Form 1"
    )


def test_a_renamed_sheet_is_found(tmp_path):
    def rename(book):
        book.worksheets[1].title = "Лист1"

    assert mark_of(change(template(tmp_path / "f.xlsx"), rename)).parts["form_1"] == "Лист1"


def test_other_workbooks_have_no_mark(tmp_path, project_root):
    assert mark_of(write_workbook(tmp_path / "w.xlsx", {"s": [["Institution", 3]]})) is None
    sample = project_root / "data" / "raw" / "sample_returns" / "SYNTHETIC_kyrgyz_side_ru.xlsx"
    assert mark_of(sample) is None


def test_a_form_of_another_version_is_refused(tmp_path):
    def newer(book):
        for sheet in book.worksheets[1:3]:
            sheet["A5"] = sheet["A5"].value.replace("student_return 1", "student_return 9")

    path = change(template(tmp_path / "f.xlsx"), newer)
    with pytest.raises(LayoutError, match=r"form student_return 9 .* expected student_return 1"):
        mark_of(path)


def test_two_first_forms_in_one_workbook_are_refused(tmp_path):
    path = change(
        template(tmp_path / "f.xlsx"), lambda book: book.copy_worksheet(book.worksheets[1])
    )
    with pytest.raises(LayoutError, match="put every filled form into a file of its own"):
        mark_of(path)


def test_a_form_without_one_of_its_sheets_is_refused(tmp_path):
    path = change(template(tmp_path / "f.xlsx"), lambda book: book.remove(book.worksheets[2]))
    with pytest.raises(LayoutError, match="expected form_1 and form_2"):
        mark_of(path)
