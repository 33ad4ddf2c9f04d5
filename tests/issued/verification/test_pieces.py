"""Pictures and charts in a document say which figure they are, and show that they were changed."""

from io import BytesIO

import pytest
from docx import Document
from docx.shared import Cm
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from exchange_stats.issued.verification.pieces import Piece, office_pieces, picture_piece

FIGURE, DATED = "growth-by-year", "timeline-of-cooperation"


def states(pieces):
    return [(one.stamp.figure, one.kind, one.state) for one in pieces]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (
            "docx",
            [(FIGURE, "picture", "kept"), (FIGURE, "chart", "kept"), (DATED, "picture", "kept")],
        ),
        ("pptx", [(FIGURE, "chart", "kept"), (DATED, "picture", "kept")]),
    ],
)
def test_our_own_documents_show_their_figures_as_exported(exported, members, kind, found):
    pieces = office_pieces(members(exported / f"all.ru.{kind}"))
    assert states(pieces) == found
    assert {one.stamp.language for one in pieces} == {"ru"}


def test_a_workbook_shows_its_chart_and_names_the_table_of_dates(exported, members):
    pieces = office_pieces(members(exported / "all.ru.xlsx"))
    assert states(pieces) == [(FIGURE, "chart", "kept"), (DATED, "text", "unknown")]


def test_a_number_changed_in_a_chart_is_seen(exported, members):
    found = members(exported / "all.ru.docx")
    chart = found["word/charts/chart1.xml"]
    value = chart.split(b"<c:val>")[1].split(b"<c:v>")[1].split(b"</c:v>")[0]
    head, tail = chart.split(b"<c:val>")
    found["word/charts/chart1.xml"] = head + b"<c:val>" + tail.replace(value, b"12345", 1)
    assert (FIGURE, "chart", "changed") in states(office_pieces(found))


def test_a_picture_in_a_report_of_others_is_known(exported, members, tmp_path):
    theirs = Document()
    theirs.add_paragraph("Report of a ministry")
    theirs.add_picture(str(exported / f"{FIGURE}.ru.word.bare.png"), width=Cm(12))
    theirs.save(str(tmp_path / "theirs.docx"))
    assert states(office_pieces(members(tmp_path / "theirs.docx"))) == [(FIGURE, "picture", "kept")]


def test_a_picture_painted_over_is_changed_and_one_made_smaller_cannot_be_compared(exported):
    picture = Image.open(exported / f"{FIGURE}.ru.word.bare.png")
    named = picture_piece((exported / f"{FIGURE}.ru.word.bare.png").read_bytes()).stamp
    smaller = BytesIO()
    picture.convert("RGB").resize((600, 300)).save(smaller, "PNG")
    assert picture_piece(smaller.getvalue()) is None
    assert picture_piece(smaller.getvalue(), named) == Piece(named, "picture", "unknown")
    painted, info = picture.copy(), PngInfo()
    painted.putpixel((100, 100), (painted.getpixel((100, 100)) + 1) % 256)
    info.add_itxt("Stamp", picture.text["Stamp"])
    painted.save(changed := BytesIO(), "PNG", pnginfo=info)
    assert picture_piece(changed.getvalue()).state == "changed"


def test_an_id_in_the_words_of_a_report_is_found(members, tmp_path):
    theirs = Document()
    theirs.add_paragraph(f"See exchange_stats \u00b7 {FIGURE} \u00b7 v1.0 \u00b7 data 3f9a1c")
    theirs.save(str(tmp_path / "theirs.docx"))
    (piece,) = office_pieces(members(tmp_path / "theirs.docx"))
    assert (piece.stamp.data, piece.kind, piece.state) == ("3f9a1c", "text", "unknown")
