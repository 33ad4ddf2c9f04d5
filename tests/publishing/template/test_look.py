"""Cells that may be written are open, the others are locked, headings are merged."""

from openpyxl import Workbook

from exchange_stats.publishing.template import look
from exchange_stats.publishing.template.plan import Heading


def test_only_cells_to_write_in_are_unlocked():
    sheet = Workbook().active
    look.paint(sheet, "input", ["A1"])
    look.paint(sheet, "total", ["B1"])
    assert not sheet["A1"].protection.locked
    assert sheet["B1"].protection.locked
    assert sheet["A1"].fill.fgColor.rgb != sheet["B1"].fill.fgColor.rgb


def test_a_heading_is_merged_over_what_it_holds_for():
    sheet = Workbook().active
    look.put_headings(sheet, [Heading("wide", 1, 2, 2, 3), Heading("one", 1, 1, 1, 1)])
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B1:C2"]
    assert sheet["B1"].value == "wide"


def test_a_locked_sheet_still_lets_lines_be_sorted():
    sheet = Workbook().active
    look.protect(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.sort
    assert sheet.protection.insertColumns
    look.fit_to_page(sheet, "1:2")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$2")
