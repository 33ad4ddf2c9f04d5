"""Every cell of the grid has the part that it plays."""

from builders import sheet_of
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.received import painting
from exchange_stats.received.painting import painted, parts_of

SHEET = sheet_of(
    """
Students by country
|||persons
Country|All|Women|Men
Osh|9|4|5
Naryn|7|3|4
Total|16|7|9
Note
"""
)


def test_parts_are_told_apart():
    parts = parts_of(SHEET, propose_layouts(SHEET)[0])
    letters = {place: part for place, part in parts.items() if place[1] in (0, 3)}
    assert letters[0, 0] == "title"
    assert letters[1, 3] == "unit"
    assert letters[2, 0] == letters[2, 3] == "header"
    assert (letters[3, 0], letters[3, 3]) == ("label", "value")
    assert (letters[5, 0], letters[5, 3]) == ("label", "total")
    assert letters[6, 0] == "note"


def test_only_the_first_rows_and_columns_are_shown(monkeypatch):
    monkeypatch.setattr(painting, "MOST_ROWS", 3)
    monkeypatch.setattr(painting, "MOST_COLUMNS", 2)
    shown = painted(SHEET, propose_layouts(SHEET), ())
    assert (shown.columns, len(shown.rows), shown.left_out) == (("A", "B"), 3, 4)


def test_a_long_text_is_cut():
    shown = painted(sheet_of("a" * 90), (), ())
    assert len(shown.rows[0][1][0].text) == painting.LONGEST
