"""A page a figure: picture, caption in the order of the language, source, table, chart to edit."""

from zipfile import ZipFile

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from exchange_stats.publishing import figures
from exchange_stats.publishing.office import word
from exchange_stats.publishing.office.numbers.listing import list_figure
from exchange_stats.publishing.office.word import write_listings, write_report

SPACES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def members(path):
    with ZipFile(path) as written:
        return {name: written.read(name) for name in written.namelist()}


def test_captions_number_the_figures_by_a_field(report, chosen, tables):
    captions = [p for p in Document(str(report)).paragraphs if p.style.name == "Caption"]
    assert len(captions) == len(chosen)
    found = figures.figure_texts(chosen[1], tables, "ru")
    words = "".join(captions[1]._p.xpath(".//w:t/text()"))
    assert words == f"Рисунок 2 — {found.title}"
    assert captions[1]._p.xpath(".//w:fldSimple/@w:instr") == [" SEQ Figure \\* ARABIC "]


def test_tables_hold_the_data_under_a_heading_that_repeats(report, chosen, tables):
    written = Document(str(report)).tables
    for table, one in zip(written, chosen, strict=True):
        listing = list_figure(one, tables, "ru")
        rows = [[cell.words for cell in row] for row in listing.rows]
        shown = [[cell.text for cell in row.cells] for row in table.rows]
        assert shown == [list(listing.heading), *rows]
        assert table.rows[0]._tr.xpath(".//w:tblHeader")


def test_the_contents_lead_to_the_figures(report, chosen):
    body = Document(str(report)).element.body
    led = body.xpath(".//w:hyperlink/@w:anchor")
    assert led == [f"figure_{number}" for number in range(1, len(chosen) + 1)]
    assert body.xpath(".//w:bookmarkStart/@w:name") == led


def test_the_language_and_the_fonts_are_set(report):
    styles = etree.fromstring(members(report)["word/styles.xml"])
    normal = styles.xpath("//w:style[@w:styleId='Normal']/w:rPr", namespaces=SPACES)[0]
    assert normal.xpath("w:lang/@w:val", namespaces=SPACES) == ["ru-RU"]
    assert normal.xpath("w:rFonts/@w:eastAsia", namespaces=SPACES) == ["Microsoft YaHei"]
    assert normal.xpath("w:rFonts/@w:ascii", namespaces=SPACES) == ["Arial"]


def test_two_writings_have_the_same_bytes(report, chosen, tables, pictures, tmp_path):
    again = write_report(tmp_path / "again.docx", chosen, tables, "ru", pictures)
    assert again.read_bytes() == report.read_bytes()


def test_a_title_longer_than_a_property_is_cut_there_alone():
    report = Document()
    word._finish(report, "x" * 256, "en")
    assert report.core_properties.title == "x" * 255


def test_a_table_alone_has_its_caption_above_and_no_picture_and_no_chart(chosen, tables, tmp_path):
    path = write_listings(tmp_path / "t.docx", chosen, tables, "zh")
    written = Document(str(path))
    found = figures.figure_texts(chosen[1], tables, "zh")
    above = [p for p in written.paragraphs if p.style.name == "Caption"][1]
    assert "".join(above._p.xpath(".//w:t/text()")) == f"表2\u3000{found.title}"
    assert above._p.xpath(".//w:fldSimple/@w:instr") == [" SEQ Table \\* ARABIC "]
    assert not [name for name in members(path) if "chart" in name or "media" in name]
    body = [one.tag.split("}")[1] for one in written.element.body]
    assert body.count("tbl") == len(chosen)
    said = [p.text for p in written.paragraphs]
    assert {found.subtitle, found.source, found.id_line} <= set(said)


def test_marks_in_a_table_are_told_below_it(chosen, tables, tmp_path):
    gaps, *_, full = chosen[0], chosen[2]  # statements only of some years; growth of every year
    for one, told in ((gaps, 1), (full, 0)):
        path = write_listings(tmp_path / f"{one.id}.docx", [one], tables, "ru")
        said = [p.text for p in Document(str(path)).paragraphs]
        assert sum(line.startswith("[x]: число не опубликовано") for line in said) == told


def test_a_single_figure_has_no_contents(chosen, tables, pictures, tmp_path):
    path = write_report(tmp_path / "one.docx", chosen[:1], tables, "ru", pictures)
    body = Document(str(path)).element.body
    assert body.xpath(".//w:hyperlink") == []
    assert not [one for one in Document(str(path)).paragraphs if one.style.name == "Title"]


def test_fonts_are_named_where_none_were():
    properties = OxmlElement("w:rPr")
    for language in ("ru", "zh"):  # the language of before is gone
        word._set_fonts(properties, language)
    fonts = properties.find(qn("w:rFonts"))
    assert {name.rpartition("}")[2]: font for name, font in fonts.attrib.items()} == {
        **dict.fromkeys(("ascii", "hAnsi", "cs"), "Arial"),
        "eastAsia": "Microsoft YaHei",
    }
    assert [one.get(qn("w:val")) for one in properties.findall(qn("w:lang"))] == ["zh-CN"]
