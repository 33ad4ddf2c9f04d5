"""A table on slides is as large as fits, ruled as in print, and goes over several if it is long."""

import pytest
from pptx import Presentation

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.numbers.listing import Cell, Listing, list_figure
from exchange_stats.publishing.office.numbers.widths import widths_of
from exchange_stats.publishing.office.slides import rows, write_listings

ROOM = (880.0, 324.0)
KNOWN = figures.load_definitions()
SHORT, LONG = "growth-by-year", "five-countries-degree"


def table(count, columns=2):
    head = tuple(f"column {n}" for n in range(columns))
    cells = tuple(tuple(Cell(f"cell {n}") for n in range(columns)) for _ in range(count))
    return Listing(head, (False,) * columns, cells)


@pytest.fixture(scope="module")
def deck(tables, tmp_path_factory):
    path = tmp_path_factory.mktemp("deck") / "t.pptx"
    chosen = [KNOWN[SHORT], KNOWN[LONG]]
    return Presentation(str(write_listings(path, chosen, tables, "ru")))


def shown(slide):
    (one,) = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in one.rows]


@pytest.mark.parametrize(
    ("listing", "size"),
    [(table(3), 20.0), (table(10), 16.0), (table(60), 14.0), (table(60, columns=16), 10.0)],
    ids=["short", "as high as the slide", "of several slides", "wide"],
)
def test_words_are_as_large_as_the_table_lets_them(listing, size):
    assert rows.size_for(listing, ROOM, "en") == size


def test_no_part_is_higher_than_the_slide_and_no_row_is_lost():
    listing = table(60)
    widths = widths_of(listing, ROOM[0], 14.0)
    parts = rows.parts_of(listing, widths, 14.0, ROOM[1], "en")
    assert [row for part in parts for row in part.rows] == list(listing.rows)
    for part in parts:
        high = rows.row_height(part.rows[0], widths, 14.0, "en")
        assert (1 + len(part.rows)) * high <= ROOM[1]


def test_a_row_higher_than_a_slide_stands_alone():
    listing = Listing(("what",), (False,), ((Cell("word " * 4000),), (Cell("after"),)))
    parts = rows.parts_of(listing, [400.0], 14.0, ROOM[1], "en")
    assert [len(part.rows) for part in parts] == [1, 1]


def test_a_long_table_goes_over_several_slides_each_with_title_and_head(deck, tables):
    listing = list_figure(KNOWN[LONG], tables, "ru")
    first, *others = deck.slides
    assert len(shown(first)) == 9
    held = [shown(slide) for slide in others]
    assert {tuple(head) for head, *_ in held} == {listing.heading}
    assert [row for _, *part in held for row in part] == [
        [cell.words for cell in row] for row in listing.rows
    ]
    title = figures.figure_texts(KNOWN[LONG], tables, "ru").title
    assert {slide.shapes.title.text_frame.text for slide in others} == {title}


def test_rules_stand_above_and_below_the_head_and_at_the_end_and_none_upright(deck):
    (one,) = [shape for shape in deck.slides[0].shapes if shape.has_table]
    edges = [
        [edge.tag.split("}")[1] for edge in row.xpath("a:tc[1]/a:tcPr/*")]
        for row in one._element.xpath(".//a:tr")
    ]
    assert edges == [["lnT", "lnB"], *[[]] * 7, ["lnB"]]
    assert one._element.xpath(".//a:tableStyleId/text()") == [rows.PLAIN]
    assert one._element.xpath(".//a:pPr/@algn")[:4] == ["l", "r", "l", "r"]
    assert set(one._element.xpath(".//a:rPr/@lang")) == {"ru-RU"}
