"""Templates become files; what they print is escaped."""

import pytest
from jinja2 import UndefinedError

from exchange_stats.publishing.gallery.pages import render, write_pages


def test_a_page_is_written_for_each_template(tmp_path):
    write_pages(tmp_path, {"a.js": "check.js.j2", "b.js": "check.js.j2"}, {}, ["en"])
    assert (tmp_path / "a.js").read_bytes() == (tmp_path / "b.js").read_bytes()
    assert b"\r" not in (tmp_path / "a.js").read_bytes()


def test_a_value_that_is_not_given_is_an_error(tmp_path):
    with pytest.raises(UndefinedError):
        write_pages(tmp_path, {"a.css": "check.css.j2"}, {}, ["en"])


def test_one_template_gives_its_text(tmp_path):
    write_pages(tmp_path, {"a.js": "gallery.js.j2"}, {}, ["en"])
    assert render("gallery.js.j2", {}) == (tmp_path / "a.js").read_text("utf-8")
