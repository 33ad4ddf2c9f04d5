"""OpenDocument workbooks are read row by row, with their merges and their error cells."""

import io
import zipfile

from exchange_stats.reading.workbook.second.ods import read_ods

CONTENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>
<office:spreadsheet><table:table table:name="data">
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Head</text:p>
</table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def content():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", CONTENT)
    return stream.getvalue()


def test_merged_cells_are_ranges():
    assert [one.merges for one in read_ods(content())] == [((0, 0, 0, 1),)]


def test_an_error_cell_stands_at_its_place_after_repeated_rows_and_columns():
    looks = read_ods(content())[0].looks
    assert {place: look.error for place, look in looks.items()} == {(4, 2): "#DIV/0!"}


def test_a_heading_that_begins_with_a_number_sign_is_no_error():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", CONTENT.replace("Head", "# of students"))
    (sheet,) = read_ods(stream.getvalue())
    assert sheet.values[0] == ["# of students"]


def test_a_picture_of_many_megabytes_within_the_part_does_not_stop_it():
    picture = f"<text:p>{'QUJD' * 3_000_000}</text:p>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        drawn = f'<table:shapes xmlns:q="q"><q:image>{picture}</q:image></table:shapes>'
        archive.writestr("content.xml", CONTENT.replace('name="data">', f'name="data">{drawn}'))
    (sheet,) = read_ods(stream.getvalue())
    assert sheet.values[0] == ["Head"]
