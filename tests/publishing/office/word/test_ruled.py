"""A table in Word is ruled as in print, and its numbers stand below one another."""

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.numbers.listing import list_figure
from exchange_stats.publishing.office.word import ruled

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


def test_a_screen_reader_is_told_what_the_table_holds(made):
    table, _ = made(None)
    (said,) = table._tbl.xpath("w:tblPr/w:tblDescription/@w:val")
    assert "1\u00a0441" in said
