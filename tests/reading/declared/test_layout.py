"""A workbook lies as its layout says, or every misfit is named with the next step."""

import pytest

from drifted import LAYOUT, ROWS, TABLE, with_cell, written
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.declared.layout import load_layouts, places_of_text, resolve


def test_a_unit_that_is_declared_must_stand_there(tmp_path):
    book = written(tmp_path / "w.xlsx", with_cell("E2", "thousand persons"))
    with pytest.raises(LayoutError, match="data!E2 holds 'thousand persons', expected the unit"):
        load_layouts(book, "w", LAYOUT)


def test_the_next_step_is_to_see_what_changed(tmp_path):
    book = written(tmp_path / "w.xlsx", [["New"], *ROWS], ())
    with pytest.raises(LayoutError, match="`exchange-stats inspect FILE --layout w`"):
        load_layouts(book, "w", LAYOUT)


def test_the_places_of_a_text_are_all_found(tmp_path):
    sheet = written(tmp_path / "w.xlsx").sheets[0]
    assert places_of_text(sheet, "2018") == [(5, 1), (6, 1), (7, 1)]


def test_a_declared_table_is_resolved_to_rows_and_columns(tmp_path):
    layout = resolve(written(tmp_path / "w.xlsx").sheets[0], "w", TABLE)
    assert (layout.header_rows, layout.value_columns) == ((2, 3), (2, 3, 4))
    assert (layout.body_rows, layout.total_rows) == ((4, 5, 6, 7), frozenset({7}))


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("header", "3-4", "header is '3-4', expected such as '7, 15:16'"),
        ("labels", "A-B", "labels is 'A-B', expected such as 'A, C:E'"),
        ("anchor", {"cell": "A0", "text": "x"}, 'anchor is .*expected such as { cell = "A1"'),
        ("anchor", {"cell": "A1"}, "anchor is .*expected such as"),
        ("kind", "tables", "kind 'tables' found, expected one of table, records"),
    ],
)
def test_a_part_that_cannot_be_read_is_told_with_an_example(tmp_path, part, value, told):
    book = written(tmp_path / "w.xlsx")
    assert load_layouts(book, "w", LAYOUT)
    with pytest.raises(LayoutError, match=f"table 'students': {told}"):
        load_layouts(book, "w", {"table": [{**TABLE, part: value}]})


def test_a_layout_without_a_table_is_refused(tmp_path):
    book = written(tmp_path / "w.xlsx")
    with pytest.raises(LayoutError, match=r"facts/layouts/w.toml: no \[\[table\]\] found"):
        load_layouts(book, "w", {})


def test_a_layout_that_nobody_has_confirmed_is_refused(tmp_path):
    book = written(tmp_path / "w.xlsx")
    with pytest.raises(
        LayoutError, match=r"facts/layouts/w\.toml: nobody has confirmed this layout"
    ):
        load_layouts(book, "w", {**LAYOUT, "confirmed_by": ""})
    assert load_layouts(book, "w", {**LAYOUT, "confirmed_by": "maintainers"})
