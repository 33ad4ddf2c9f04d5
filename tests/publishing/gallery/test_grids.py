"""The page of the grid needs no other file, runs no script and marks parts without colour alone."""

import base64
import hashlib
import re

import pytest

from exchange_stats.ground.errors import RawFileError
from exchange_stats.publishing.gallery.grids import (
    PARTS,
    Page,
    Part,
    ShownCell,
    ShownSheet,
    ShownTable,
    fragment,
    plain_lines,
    write_grids,
)

CELLS = (ShownCell("<script>x</script>", "header"), ShownCell("16", "total"), ShownCell("", "note"))
TABLE = ShownTable("table 1", "A1:B2", "A & B", (Part("unit", "persons", ("a",), ("b",), "c"),))
PAGE = Page("w.xlsx", (ShownSheet("s", ("A", "B", "C"), (("1", CELLS),), (TABLE,), 7),))


@pytest.fixture
def html(tmp_path):
    write_grids(PAGE, tmp_path / "p.html")
    return (tmp_path / "p.html").read_text("utf-8")


def test_the_texts_of_cells_are_escaped(html):
    assert "<script" not in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "A &amp; B" in html


def test_the_policy_lets_nothing_in_but_the_one_style(html):
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert not re.search(r"(?:src|href)=|\sstyle=|https?:", html)


def test_every_part_has_a_letter_and_a_pattern_or_colour_of_its_own(html):
    letters = [letter for letter in PARTS.values() if letter]
    assert len(set(letters)) == len(letters) == len(PARTS) - 1
    assert all(f".seen .{part} {{" in html for part in PARTS)
    assert '<td class="header"><b>H</b>' in html
    assert '<td class="note"></td>' in html


def test_rows_that_are_left_out_are_counted(html):
    assert "7 further rows are not shown." in html


def test_a_notebook_gets_the_same_grid_with_its_style():
    shown = fragment(PAGE)
    assert "<html" not in shown
    assert "<style>/*" in shown
    assert '<td class="total"><b>S</b>16</td>' in shown


def test_the_tables_are_told_as_text():
    assert list(plain_lines(PAGE)) == [
        "sheet 's': 1 table",
        "  table 1 at A1:B2: A & B",
        "    unit: persons",
        "      for: a",
        "      against: b",
        "      runner-up: c",
    ]


@pytest.mark.parametrize(
    ("name", "found"), [("p.pdf", "not a page"), ("no/p.html", "cannot be written")]
)
def test_what_cannot_be_written_is_refused(tmp_path, name, found):
    with pytest.raises(RawFileError, match=found):
        write_grids(PAGE, tmp_path / name)
