"""OpenDocument workbooks are read row by row, with their merges and their error cells."""

import datetime
import io
import zipfile

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.limits import asking
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


@pytest.mark.parametrize(
    "error",
    ["Err:502", "#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"],
)
def test_every_print_of_an_error_is_one_in_any_kind_of_cell(error):
    (sheet,) = read(
        f"<table:table-row><table:table-cell><text:p>{error}</text:p></table:table-cell>"
        '<table:table-cell calcext:value-type="error"/></table:table-row></table:table>'
    )
    assert [sheet.looks[0, column].error for column in (0, 1)] == [error, "#ERROR!"]
    assert sheet.values == [[None, None]]


NINE_SPACES = '<text:s text:c="9"/>'


def cell(text, **repeats):
    told = " ".join(f'table:number-{name}-repeated="{count}"' for name, count in repeats.items())
    return f"<table:table-cell {told}><text:p>{text}</text:p></table:table-cell>"


def test_rows_and_cells_are_repeated_as_often_as_they_say_and_keep_their_places():
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row table:number-rows-repeated='2'><table:table-cell/>"
        f"{cell('a', columns=2)}{cell('b', columns='x')}</table:table-row>"
        f"<table:table-row table:visibility='filter'>{cell('c')}</table:table-row></table:table>"
    )
    (sheet,) = read('<table:table-column table:visibility="filter"/>' + rows)
    assert sheet.values == [[], [], *[[None, "a", "a", "b"]] * 2, ["c"]]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4}, {0})


@pytest.mark.parametrize(
    ("rows", "limits", "told"),
    [
        (f"<table:table-row>{cell('a', columns=11)}</table:table-row>", {"cells": 10}, "11 cells"),
        (
            f'<table:table-row table:number-rows-repeated="6">{cell("a") * 2}</table:table-row>',
            {"cells": 11},
            "12 cells",
        ),
        (f"<table:table-row>{cell('a') * 6}</table:table-row>" * 2, {"cells": 11}, "12 cells"),
        (
            f"<table:table-row>{cell(NINE_SPACES)}</table:table-row>",
            {"spaces": 8},
            "9 spaces",
        ),
    ],
)
def test_what_is_small_in_the_file_and_over_a_limit_once_read_is_too_big(rows, limits, told):
    (name,) = limits
    text = rf"^E_TOO_BIG: content.xml: too large: {told}, .* --limit {name}=N"
    with asking({"limits": limits}), pytest.raises(InputError, match=text):
        read(rows + "</table:table>")
    with asking({"limits": {name: limits[name] + 1}}):
        assert read(rows + "</table:table>")


def test_a_doctype_is_refused_before_anything_is_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "content.xml", CONTENT.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
        )
    with pytest.raises(InputError, match=r"^E_DTD: content.xml"):
        read_ods(stream.getvalue())


def test_merges_down_and_to_the_right_are_ranges():
    spans = 'table:number-rows-spanned="{}" table:number-columns-spanned="{}"'
    cells = "".join(
        f"<table:table-cell {spans.format(*one)}><text:p>a</text:p></table:table-cell>"
        for one in ((2, 1), (1, 1), (1, 2))
    )
    (sheet,) = read(f"<table:table-row>{cells}</table:table-row></table:table>")
    assert sheet.merges == ((0, 0, 1, 0), (0, 2, 0, 3))


def row_of(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def number(value, more=""):
    return f'<table:table-cell office:value-type="float" office:value="{value}" {more}/>'


def test_each_cell_is_one_value_wherever_its_text_comes_from():
    cells = [
        '<table:table-cell office:value-type="currency" office:value="7"><text:p>7 $</text:p>'
        "</table:table-cell>",
        '<table:covered-table-cell office:value-type="float" office:value="3"/>',
        '<table:table-cell table:style-name="x"/>',
        "<table:table-cell><text:p><text:span>a</text:span></text:p><text:p>b</text:p>"
        "</table:table-cell>",
        '<table:table-cell office:value-type="string" office:time-value="PT01H30M05S">'
        "<text:p>late</text:p></table:table-cell>",
    ]
    (sheet,) = read(row_of(*cells) + "</table:table>")
    assert sheet.values == [[7.0, 3.0, None, "a\nb", "late"]]


def test_cells_are_counted_as_often_as_they_repeat_and_blank_ones_are_not():
    three = 'table:number-rows-repeated="3"'
    blank = '<table:table-cell table:number-columns-repeated="4"/>'
    rows = row_of(number(1), blank, number(2), more=three)
    rows += row_of(number(3, 'table:number-columns-repeated="2"'))
    with asking({"limits": {"cells": 3 * 2 + 2}}):
        (sheet,) = read(rows + "</table:table>")
    assert sheet.values == [[1.0, None, None, None, None, 2.0]] * 3 + [[3.0, 3.0]]
    message = r"^E_TOO_BIG: content.xml: too large: 8 cells, the limit is 7"
    with asking({"limits": {"cells": 7}}), pytest.raises(InputError, match=message):
        read(rows + "</table:table>")
