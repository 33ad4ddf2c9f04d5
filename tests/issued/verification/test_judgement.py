"""What is found is told beside the figures of today and of the releases."""

from dataclasses import replace

import pytest

from exchange_stats.issued.verification.files import Found, read_pieces
from exchange_stats.issued.verification.judgement import (
    TODAY,
    is_sound,
    rows_piece,
    shown_by,
    told,
)

FIGURE = "growth-by-year"


@pytest.fixture(scope="module")
def today(tables):
    return shown_by(tables)


@pytest.fixture
def picture(exported):
    return read_pieces(exported / f"{FIGURE}.ru.word.bare.png")[0]


def test_the_newest_is_told_with_its_language_and_release(picture, today):
    known = {TODAY: today, "2026-11": today}
    lines = told(picture, "p.png", known, "en")
    assert lines[0] == "p.png: as it was exported."
    assert lines[1].startswith(f"{FIGURE}, version ")
    assert lines[1].endswith("Русский (picture)")
    assert "the newest" in lines[-2]
    assert lines[-1] == "  its data are those of release 2026-11."
    assert is_sound(picture, known)


@pytest.mark.parametrize("language", ["en", "ru", "ky", "zh"])
def test_an_older_one_is_told_with_what_writes_the_newer(picture, today, language):
    now = today[FIGURE]
    newer = replace(now, stamp=replace(now.stamp, version="9.9", data="ffffff"))
    known = {TODAY: {**today, FIGURE: newer}}
    said = "\n".join(told(picture, "p.png", known, language))
    assert "9.9" in said
    assert f"exchange-stats export {FIGURE}" in said
    assert not is_sound(picture, known)


def test_a_figure_that_is_made_no_more_and_a_file_without_figures_are_told(picture, today):
    rest = {name: one for name, one in today.items() if name != FIGURE}
    assert "no figure of this id" in "\n".join(told(picture, "p.png", {TODAY: rest}, "en"))
    nothing = Found("pdf", [])
    assert len(told(nothing, "p.pdf", {TODAY: rest}, "en")) == 2
    assert not is_sound(nothing, {TODAY: rest})


def test_rows_are_known_by_their_content_also_when_one_was_changed(exported, today):
    known, content = {TODAY: today}, (exported / f"{FIGURE}.csv").read_bytes()
    assert rows_piece(content, known).state == "kept"
    assert rows_piece(content.replace(b"\n", b"\r\n"), known).state == "kept"
    *kept, last = content.splitlines(keepends=True)
    piece = rows_piece(b"".join(kept) + last.replace(b",", b",9", 1), known)
    assert (piece.stamp.figure, piece.state) == (FIGURE, "changed")
    assert rows_piece(b"a,b\n1,2\n", known) is None
