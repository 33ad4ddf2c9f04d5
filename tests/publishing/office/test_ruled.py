"""A table in Word is ruled as in print, and its numbers stand below one another."""

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from exchange_stats.publishing import figures
from exchange_stats.publishing.office import ruled
from exchange_stats.publishing.office.numbers.listing import Cell, Listing, list_figure

WIDTH = 453.5


@pytest.fixture
def made(tables):
    document = Document()
    ruled.add_styles(document)

    def make(listing):
        one = figures.load_definitions()["kyrgyz-students-in-china"]
        found = figures.figure_texts(one, tables, "ru")
        ruled.add_listing(document, listing or list_figure(one, tables, "ru"), WIDTH, found)
        return document.tables[-1], document

    return make


def test_rules_stand_above_below_the_head_and_at_the_end_and_none_upright(made):
    table, document = made(None)
    style = document.styles[ruled.TABLE].element
    assert [one.tag.split("}")[1] for one in style.xpath("w:tblPr/w:tblBorders/*")] == [
        "top",
        "bottom",
    ]
    assert len(style.xpath("w:tblStylePr[@w:type='firstRow']//w:tcBorders/w:bottom")) == 1
    assert table.style.name == ruled.TABLE


def test_the_head_is_repeated_and_no_row_is_torn(made):
    table, _ = made(None)
    assert len(table.rows[0]._tr.xpath("w:trPr/w:tblHeader")) == 1
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)


def test_numbers_and_their_marks_stand_to_the_right_and_names_to_the_left(made):
    table, _ = made(None)
    for row in table.rows:
        names, *numbers = (cell.paragraphs[0].alignment for cell in row.cells)
        assert names is None
        assert set(numbers) == {WD_ALIGN_PARAGRAPH.RIGHT}


def test_a_total_is_bold_under_a_rule(made):
    rows = ((Cell("a"), Cell("1", 1.0)), (Cell("all", total=True), Cell("1", 1.0, total=True)))
    table, _ = made(Listing(("what", "n"), (False, True), rows))
    last = table.rows[-1].cells
    assert all(cell.paragraphs[0].runs[0].bold for cell in last)
    assert all(cell._tc.xpath("w:tcPr/w:tcBorders/w:top") for cell in last)


def test_a_table_is_no_wider_than_the_page(made, tables):
    for one in figures.load_definitions().values():
        table, _ = made(list_figure(one, tables, "ru"))
        assert sum(column.width.pt for column in table.columns) <= WIDTH + 1, one.id


def test_a_word_longer_than_the_page_makes_no_column_wider_than_the_page(made):
    table, _ = made(Listing(("w" * 300, "n"), (False, True), ((Cell("a"), Cell("1", 1.0)),)))
    assert sum(column.width.pt for column in table.columns) <= WIDTH + 1


def test_a_screen_reader_is_told_what_the_table_holds(made):
    table, _ = made(None)
    (said,) = table._tbl.xpath("w:tblPr/w:tblDescription/@w:val")
    assert "1\u00a0441" in said
