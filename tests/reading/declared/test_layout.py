"""A workbook lies as its layout says, or every misfit is named with the next step."""

import pytest

from drifted import LAYOUT, ROWS, TABLE, with_cell, written
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.declared.layout import (
    COLUMN_PARTS,
    COMMON,
    ROW_PARTS,
    body_rows,
    declared_tables,
    load_layouts,
    places_of_text,
    resolve,
)
from exchange_stats.reading.table import TableLayout
from exchange_stats.reading.workbook import Sheet


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


WHOLE = {
    **TABLE,
    **{"sections": "5", "total_rows": "8", "subtotal_rows": "7", "skip_rows": "6", "notes": "10"},
    **{"fill": "A", "fill_up": "B", "total_columns": "C", "covers": "2018", "decimal": ","},
    **{"quantities": True, "dimensions": {"origin": "A"}, "fixed": {"basis": "x"}},
    **{"spans": "D3:E3", "parents": "7:8 of 6", "beside": "G", "hidden": "sheet", "kind": "table"},
}


def test_every_part_of_a_layout_is_known_and_lies_where_it_says(tmp_path):
    book = written(tmp_path / "w.xlsx")
    (layout,) = load_layouts(book, "w", {"table": [WHOLE]})
    assert layout == TableLayout(
        **{"workbook_id": "w", "table": "students", "sheet": "data"},
        **{"header_rows": (2, 3), "label_columns": (0, 1), "value_columns": (2, 3, 4)},
        **{"body_rows": (6, 7), "sections": (4,), "note_rows": (9,), "parents": {6: 5, 7: 5}},
        **{"total_rows": frozenset({7}), "subtotal_rows": frozenset({6})},
        **{"fill": frozenset({0}), "fill_up": frozenset({1}), "total_columns": frozenset({2})},
        **{"covers": "2018", "decimal": ",", "quantities": True},
        **{"dimensions": {"origin": "A"}, "fixed": {"basis": "x"}, "header_spans": ((2, 3, 4),)},
    )


def test_a_layout_that_says_little_leaves_all_else_out(tmp_path):
    little = {part: TABLE[part] for part in (*COMMON, "labels", "values")}
    found = resolve(written(tmp_path / "w.xlsx").sheets[0], "w", little)
    rest = {"header_rows": (2, 3), "label_columns": (0, 1), "value_columns": (2, 3, 4)}
    assert found == TableLayout("w", "students", "data", **rest, body_rows=(4, 5, 6, 7))


def test_an_open_body_ends_before_the_first_row_without_a_label(tmp_path):
    sheet = written(tmp_path / "w.xlsx").sheets[0]
    assert body_rows(sheet, "5:", (0, 1)) == [4, 5, 6, 7]
    assert body_rows(sheet, " 6 : ", (0, 1)) == [5, 6, 7]
    assert body_rows(sheet, "7:11", (0, 1)) == [6, 7, 9]  # a blank row is no row of a body
    assert body_rows(Sheet("s", []), "5:6", (0,)) == []


PARTS = [*ROW_PARTS, *COLUMN_PARTS]


@pytest.mark.parametrize("part", PARTS)
def test_rows_and_columns_of_every_part_are_written_in_one_way(tmp_path, part):
    book = written(tmp_path / "w.xlsx")
    with pytest.raises(LayoutError, match=f"table 'students': {part} is '1-2', expected such as '"):
        load_layouts(book, "w", {"table": [{**WHOLE, part: "1-2"}]})


def test_what_is_missing_unknown_or_nowhere_is_told_at_once(tmp_path):
    book = written(tmp_path / "w.xlsx", more={"other": [["x"]]})
    first = {"id": "a", "sheet": "none", "colour": "red", "anchor": TABLE["anchor"]}
    second = {**TABLE, "id": "b", "anchor": {"cell": "A1", "text": "2018"}}
    third = {**TABLE, "unit": {"cell": "E2", "text": "tons"}}
    with pytest.raises(LayoutError) as caught:
        load_layouts(book, "w", {"table": [first, second, third, {"kind": "records"}]})
    message = str(caught.value)
    assert message.startswith("w: w.xlsx does not lie as its layout says")
    for told in (
        "table 'a': part 'body' is missing",
        "table 'a': unknown part 'colour', expected those of docs/add-a-workbook.md",
        "table 'a': no sheet 'none'; there are 'data', 'other'",
        "table 'b': data!A1 holds 'Students by country', expected the anchor '2018'; "
        "it stands in B6, B7, B8",
        "table 'students': data!E2 holds 'persons', expected the unit 'tons'; it stands nowhere",
        "table '?': part 'columns' is missing",
        "table '?': part 'key' is missing",
        "see what changed with `exchange-stats inspect FILE --layout w`, and correct "
        "facts/layouts/w.toml",
    ):
        assert told in message


def test_a_table_of_records_may_say_its_kind_and_its_place(tmp_path):
    book = written(tmp_path / "w.xlsx")
    little = {part: TABLE[part] for part in COMMON}
    records = {**little, "kind": "records", "key": "A", "columns": {}, "place": "B"}
    declared = {"table": [TABLE, records]}
    assert declared_tables(book, "w", declared, "records") == [records]
    assert declared_tables(book, "w", declared, "table") == [TABLE]
