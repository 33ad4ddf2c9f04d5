"""Pages and XML saved as workbooks are read with their spans."""

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.kinds import is_markup
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.markup import page_of, read_markup

PAGE = b"""<html><meta charset="utf-8"><table>
<tr><th rowspan="2">Country</th><th colspan="2">2019</th></tr>
<tr><td>all</td><td>women</td></tr>
<tr><td>China</td><td>79,8</td><td>40</td></tr>
</table><table><tr><td>second</td></tr></table></html>"""

XML = b"""<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="s"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Title</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">5</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_markup_is_known_from_its_first_bytes():
    assert is_markup(PAGE)
    assert is_markup(XML)
    assert not is_markup(b"a,b\n1,2\n")


def test_spans_are_merged_ranges_and_numbers_stay_as_printed():
    table = read_markup(PAGE)
    assert table.rows[0] == ["Country", "2019"]
    assert table.rows[1] == [None, "all", "women"]
    assert table.rows[2] == ["China", "79,8", "40"]
    assert table.merges == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_tables_follow_one_another_after_a_blank_row():
    assert read_markup(PAGE).rows[3:] == [[], ["second"]]


def test_spreadsheet_xml_keeps_the_places_of_its_cells():
    table = read_markup(XML)
    assert table.format == "xml"
    assert table.rows == [["Title"], [], [None, "5"]]
    assert table.merges == ((0, 0, 0, 1),)


def test_a_great_span_is_cut():
    page = b'<table><tr><td colspan="99999999">a</td></tr><tr><td>1</td></tr></table>'
    assert read_markup(page).merges == ((0, 0, 0, 999),)


def test_a_page_without_a_table_is_refused():
    with pytest.raises(InputError, match="E_NOT_SHEET: this is a page without a table"):
        read_markup(b"<html><body>nothing</body></html>")


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_a_page_in_xml_is_read_in_the_encoding_that_it_declares(encoding):
    page = f'<?xml version="1.0" encoding="{encoding}"?><table><tr><td>Ош</td></tr></table>'
    assert read_markup(page.encode(encoding)).rows == [["Ош"]]


def test_a_page_in_the_encoding_that_a_person_names():
    page = "<table><tr><td>Ош</td><td>5</td></tr></table>".encode("cp1251")
    with asking({"encoding": "cp1251"}):
        assert read_markup(page).rows == [["Ош", "5"]]


@pytest.mark.parametrize("named", ["no-such-one", "utf-8"])
def test_a_page_that_names_a_wrong_encoding_is_read_by_its_letters(named):
    page = f"<meta charset={named}><table>" + "<tr><td>Ош</td><td>Нарын</td></tr>" * 9 + "</table>"
    assert read_markup(page.encode("cp1251")).rows[0] == ["Ош", "Нарын"]


def test_a_web_archive_without_a_page_is_no_workbook():
    archive = b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nnothing"
    with pytest.raises(InputError, match=r"^E_NOT_SHEET: .*a page without a table"):
        page_of(archive, "mhtml")


def test_a_page_without_a_table_is_no_workbook():
    with pytest.raises(InputError, match=r"^E_NOT_SHEET: .*a page without a table"):
        read_markup(b"<html><p>none</p></html>")


def test_the_page_of_a_web_archive_is_taken_out_of_it():
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    picture = b"--x\r\nContent-Type: image/png\r\n\r\nnone\r\n"
    page = (
        b"--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+YQ==\r\n"
    )
    assert page_of(head + picture + page + b"--x--\r\n", "mhtml") == b"<p>a"


def test_a_page_may_be_as_large_as_its_limit():
    page = b"<p>".ljust(2**20)
    with asking({"limits": {"page_mib": 1}}):
        assert page_of(page, "markup") == page
        with pytest.raises(InputError, match=r"^E_TOO_BIG: .* 1 MiB, the limit is 1; .*page_mib=N"):
            page_of(page + b" ", "markup")


XHTML = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/x.dtd">'


def test_a_page_in_xml_declares_what_it_is_and_nothing_more():
    page = b'\n<?xml version="1.0"?>' + XHTML
    assert page_of(page, "markup") == page
    for other in (page + XHTML, page.replace(b"w3.org", b"a.example")):
        with pytest.raises(InputError, match=r"^E_DTD"):
            page_of(other, "markup")


def test_the_encoding_that_a_page_names_decides_unless_its_first_bytes_say_another():
    page = '<meta charset="koi8-r"><table><tr><td>\u041e\u0448</td><td>5</td></tr></table>'
    found = read_markup(page.encode("koi8-r"))
    assert (found.rows, found.format) == ([["\u041e\u0448", "5"]], "html")
    assert read_markup(page.encode("utf-16")).rows == [["\u041e\u0448", "5"]]
    big = page.encode("utf-16-be")
    assert read_markup(b"\xfe\xff" + big).rows == [["\u041e\u0448", "5"]]


def test_a_cell_of_a_page_is_one_line_and_an_empty_one_is_none():
    page = b"<table><tr><td>a \n <b>b</b></td><td> </td><th colspan=x>c</th></tr></table>"
    found = read_markup(page)
    assert (found.rows, found.merges) == ([["a b", None, "c"]], ())


def test_a_cell_of_spreadsheet_xml_may_reach_down_and_have_several_runs():
    cell = b"<Data>Tit<B>le</B></Data>"
    down = XML.replace(b'ss:MergeAcross="1"', b'ss:MergeDown="1"')
    down = down.replace(b'<Data ss:Type="String">Title</Data>', cell)
    found = read_markup(down.replace(b'<Row ss:Index="3">', b"<Row>"))
    assert (found.rows, found.merges) == ([["Title"], [None, "5"]], ((0, 0, 1, 0),))
