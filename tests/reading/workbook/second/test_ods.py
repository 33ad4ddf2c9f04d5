"""OpenDocument workbooks are read row by row, with their merges and their error cells."""

import datetime
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


KINDS = """<table:table-row table:visibility="collapse">
<table:table-cell office:value-type="float" office:value="5.5"><text:p>5,50</text:p>
</table:table-cell>
<table:table-cell office:value-type="percentage" office:value="0.25"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/>
<table:table-cell office:value-type="boolean" office:boolean-value="false"/>
<table:table-cell office:value-type="date" office:date-value="2024-09-01"/>
<table:table-cell office:value-type="date" office:date-value="soon"><text:p>soon</text:p>
</table:table-cell>
<table:table-cell office:value-type="time" office:time-value="PT01H30M05S"/>
<table:table-cell office:value-type="string" office:string-value="kept"/>
<table:table-cell table:formula="of:=1+1"/>
<table:table-cell><text:p>a<text:s/>b<text:s text:c="3"/>c<text:tab/>d<text:line-break/>e
<text:span>f</text:span><office:annotation><text:p>said</text:p></office:annotation>g</text:p>
<table:table><table:table-row><table:table-cell><text:p>in</text:p></table:table-cell>
</table:table-row></table:table></table:table-cell></table:table-row></table:table>"""


def read(rows, before=""):
    stream = io.BytesIO()
    text = CONTENT[: CONTENT.index("<table:table-row>")] + rows
    text = text.replace("<office:body>", f"{before}<office:body>")
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "content.xml", f"{text}</office:spreadsheet></office:body></office:document-content>"
        )
    return read_ods(stream.getvalue())


def test_every_kind_of_value_is_read_as_it_is():
    (sheet,) = read(KINDS)
    (values,) = sheet.values
    assert values[:5] == [5.5, 0.25, True, False, datetime.datetime(2024, 9, 1)]
    assert values[5:8] == ["soon", datetime.timedelta(hours=1, minutes=30, seconds=5), "kept"]
    assert values[8:] == [None, "a b   c\td\ne\nfg"]
    assert [at for at, look in sheet.looks.items() if look.formula_without_value] == [(0, 8)]
    assert sheet.hidden_rows == {0}


def test_hidden_columns_and_sheets_are_told():
    styles = (
        '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'style:name="{}"><style:table-properties table:display="{}"/></style:style>'
    )
    rows = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        "<table:table-row/></table:table>"
        '<table:table table:name="gone" table:style-name="t2"><table:table-row/></table:table>'
    )
    first, second = read(rows, styles.format("t1", "true") + styles.format("t2", "false"))
    assert (first.hidden_columns, first.hidden) == ({2, 3}, False)
    assert (second.name, second.hidden) == ("gone", True)
