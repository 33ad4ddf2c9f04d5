"""An xlsx workbook is read a second way."""

from builders import write_workbook
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.second.xlsx import put_texts, read_xlsx
from exchange_stats.reading.workbook.sheets import Sheet
from hostile_files import book, packed, parts
from hostile_files import sheet as built_sheet


def test_values_merges_and_error_cells_are_told(tmp_path):
    rows = [["head", None, 1], ["#N/A", True, 2.5]]
    path = write_workbook(tmp_path / "a.xlsx", {"s": rows}, merges=["A1:B1"])
    (sheet,) = read_xlsx(path.read_bytes(), {})
    assert sheet.values == [["head", None, 1.0], [None, True, 2.5]]
    assert sheet.merges == ((0, 0, 0, 1),)
    assert {at: look.error for at, look in sheet.looks.items()} == {(1, 0): "#N/A"}


def test_texts_without_superscripts_take_the_place_of_whole_ones():
    sheet = Sheet("s", [["China1", "2", None]])
    put_texts(sheet, {(0, 0): "China ", (0, 1): "", (0, 2): "x"})
    assert sheet.values == [["China", None, None]]


def test_an_empty_text_is_an_empty_cell():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1"><v>5</v></c></row>'
    (sheet,) = read_xlsx(packed(parts(sheet=built_sheet(rows))), {})
    assert sheet.values == [[None, 5.0]]


def test_hidden_sheets_saved_values_and_texts_without_superscripts_are_told(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><f>2+3</f><v>5</v></c>'
        '<c r="B1" t="inlineStr"><is><t>Osh1</t></is></c></row>'
    )
    content = parts(sheet=built_sheet(rows), book=book(("s", ' state="hidden"')))
    known = {"s": SheetLooks(texts={(0, 1): "Osh"}, hidden_rows=frozenset({3}))}
    (sheet,) = read_xlsx(packed(content), known)
    assert sheet.values == [[5.0, "Osh"]]
    assert (sheet.hidden, sheet.hidden_rows) == (True, {3})


def test_the_size_that_a_sheet_claims_is_not_believed():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    small = built_sheet(rows, before='<dimension ref="A1"/>')
    (sheet,) = read_xlsx(packed(parts(sheet=small)), {})
    assert sheet.values[1] == [None, 2.0]
    assert not sheet.hidden
