"""Every cell gets its kind, and merged cells show their text everywhere."""

import datetime

import pytest

from builders import sheet_of
from exchange_stats.reading.proposal.grid import (
    BLANK,
    NUMBER,
    PAIR,
    SIGN,
    TEXT,
    YEAR,
    grid_of,
    kind_of_text,
)
from exchange_stats.reading.workbook import Look, Sheet


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1\u00a0284,4", NUMBER),
        ("12.5%", NUMBER),
        ("4 200 1)", NUMBER),
        ("2019/20", YEAR),
        ("20212)", YEAR),
        ("2021\u00b2", YEAR),
        ("2019/20 *", YEAR),
        ("2021 (a)", YEAR),
        ("2002.0", YEAR),
        ("$12,500", NUMBER),
        ("5,200\u4eba", NUMBER),
        ("1 234 (12,5%)", NUMBER),
        ("35/12", PAIR),
        ("<5", SIGN),
        ("\u2248 1200", SIGN),
        ("(120)", SIGN),
        ("\u2116", TEXT),
        ("%", TEXT),
        ("+/\u2013", TEXT),
        ("312 b", NUMBER),
        (": c", SIGN),
        ("\u2026", SIGN),
        ("--", SIGN),
        ("n/a", SIGN),
        ("\u0445", SIGN),
        ("Osh", TEXT),
        ("15-19", TEXT),
        ("\u00a0", BLANK),
    ],
)
def test_a_text_has_its_kind(text, kind):
    assert kind_of_text(text) == kind


def test_stored_cells_have_their_kinds():
    row = [5.5, 2018.0, None, True, datetime.date(2020, 9, 1), "a"]
    assert grid_of(Sheet("s", [row])).kinds[0].tolist() == [NUMBER, YEAR, BLANK, TEXT, TEXT, TEXT]


def test_an_error_cell_is_a_sign_and_not_blank():
    sheet = Sheet("s", [["a", None]], {(0, 1): Look(error="#REF!")})
    assert grid_of(sheet).kinds[0].tolist() == [TEXT, SIGN]


def test_short_rows_are_filled_up():
    assert grid_of(Sheet("s", [["a"], ["b", 1.0]])).kinds.tolist() == [
        [TEXT, BLANK],
        [TEXT, NUMBER],
    ]


def test_a_merged_cell_is_filled_everywhere_and_its_own_once():
    grid = grid_of(sheet_of("head|<|x\na|b|c"))
    assert grid.filled[0].all()
    assert grid.covered[0].tolist() == [False, True, False]
    assert grid.text(0, 1) == "head"
    assert grid.span(0, 1) == (0, 1)
    assert grid.span(1, 1) == (1, 1)


def test_pairs_are_numbers_where_a_sheet_has_several():
    drawing = "name|985/211\na|5"
    assert grid_of(sheet_of(drawing)).kinds.tolist() == [[TEXT, TEXT], [TEXT, NUMBER]]
    drawing = "x|n\na|35/12\nb|40/15\nc|75/27"
    assert grid_of(sheet_of(drawing)).kinds[:, 1].tolist() == [TEXT, NUMBER, NUMBER, NUMBER]


def test_the_kinds_of_a_column_are_counted_in_some_rows():
    grid = grid_of(sheet_of("Osh\n5\n2019\n…\n7"))
    assert grid.tally(range(1, 5), 0) == [0, 2, 1, 1, 0]
    assert grid.tally(range(2), 0) == [0, 1, 0, 0, 1]


@pytest.mark.parametrize("text", ["1 284", "1\u00a0284\u00a0000", "12\u202f345", "+5", "7 %"])
def test_a_number_in_a_text_is_a_number_however_it_is_grouped(text):
    assert grid_of(Sheet("s", [[text]])).kinds.tolist() == [[NUMBER]]
