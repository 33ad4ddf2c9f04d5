from dataclasses import replace

import pytest

from exchange_stats.publishing import linter


def check(drawn, definition, words):
    return linter.check_figure(drawn, definition, words)


def test_a_sound_figure_has_no_faults(drawn, definition, words):
    assert check(drawn, definition, words) == []


def test_a_missing_glyph_is_found(drawn, definition, words):
    drawn.text(0.5, 0.5, "საქართველო", size=9)
    assert any(fault.startswith("glyph missing") for fault in check(drawn, definition, words))


@pytest.mark.parametrize("part", ["title", "subtitle", "note", "source", "id"])
def test_a_missing_part_is_found(drawn, definition, words, part):
    for text in drawn.texts:
        if str(text.get_gid()).startswith(f"{part}."):
            text.set_visible(False)
    assert f"missing: the {part} is not in the picture" in check(drawn, definition, words)


def test_a_long_title_is_found(drawn, definition, words):
    for index in (1, 2):
        drawn.text(0.5, 0.3 + index / 10, "more", size=9, gid=f"title.{index}")
    assert "long: the title takes 3 lines, expected at most 2" in check(drawn, definition, words)


def test_words_lost_on_the_way_to_the_picture_are_found(drawn, definition, words):
    told = replace(words, title="A title that ends in 3,163")
    fault = "lost: the title of 'A title that ends in 3,163' is not in the picture to its last word"
    assert check(drawn, definition, told) == [fault]


@pytest.mark.parametrize(
    ("alt", "fault"),
    [
        ("", "alternative text: missing"),
        ("x" * 251, "alternative text: 251 characters, expected at most 250"),
        ("A finding", "alternative text: the same as the title"),
    ],
)
def test_a_poor_alternative_text_is_found(drawn, definition, words, alt, fault):
    assert check(drawn, definition, replace(words, alt=alt)) == [fault]


def test_invented_data_without_a_mark_are_found(drawn, definition, words):
    invented = replace(definition, synthetic=True)
    fault = "synthetic: invented data without a mark in the picture"
    assert check(drawn, invented, words) == [fault]
    drawn.text(0.5, 0.5, "NOT REAL", size=9, gid="mark.0")
    assert check(drawn, invented, words) == []


@pytest.mark.parametrize("mark", ["line", "bar"])
def test_a_projected_value_that_looks_counted_is_found(drawn, definition, words, mark):
    first = definition.series[0]
    ahead = [replace(first, table="projections", mark=one) for one in ("band", mark)]
    projected = replace(definition, series=tuple(ahead))
    fault = f"projected: series {first.id} is drawn as a {mark}, as counts are"
    assert check(drawn, projected, words) == [fault]
