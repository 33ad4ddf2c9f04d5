"""A proposed table in declared form lies where the proposal does."""

import tomllib
from dataclasses import replace

import pytest

from builders import sheet_of
from exchange_stats.reading.declared.accepted import declare, layout_text
from exchange_stats.reading.declared.layout import resolve
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.table import TableLayout

DRAWINGS = [
    "T\n|||persons\nCountry|All|of which|<\n|^|women|men\nOsh|9|4|5\nNaryn|7|3|4\nTotal|16|7|9",
    "Country|2019|||2020||\n|a|b|c|a|b|c\nOsh|1|2|3|4|5|6\nNaryn|1|2|3|4|5|6",
    "Group|Name|n|m\nA|x|1|2\n|y|3|4\nB|x|1|2\n|y|3|4",
    "Name|n|m\nAll|4|6\n_of which:||\n__x|1|2\n__y|3|4",
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_part_is_read_back(drawing):
    sheet = sheet_of(drawing)
    (proposal,) = propose_layouts(sheet)
    table = declare(sheet, proposal.layout, proposal.unit)
    again = tomllib.loads(layout_text([table], "", "2026-11-24"))["table"][0]
    layout = resolve(sheet, "", again)
    rest = {"table": layout.table, "note_rows": layout.note_rows}
    assert layout == replace(proposal.layout, **rest)


def test_anchor_and_unit_stand_above_and_below_the_table_before():
    sheet = sheet_of(f"x|1\ny|2\n{DRAWINGS[0]}")
    layout = propose_layouts(sheet)[-1].layout
    table = declare(sheet, layout, "persons", begins=2)
    assert table["anchor"] == {"cell": "A3", "text": "T"}
    assert table["unit"] == {"cell": "D4", "text": "persons"}


def test_the_confirmation_is_left_open():
    assert layout_text([], "", "").startswith('confirmed_by = ""\nconfirmed_on = ""\n')


def test_an_anchor_without_a_year_is_chosen_where_there_is_one():
    sheet = sheet_of("Students in 2024\nCountry|n|m\nOsh|1|2\nTalas|3|4")
    layout = propose_layouts(sheet)[0].layout
    assert declare(sheet, layout, "")["anchor"] == {"cell": "A2", "text": "Country"}


def test_a_unit_that_no_cell_above_holds_is_not_declared():
    sheet = sheet_of(DRAWINGS[0])
    (proposal,) = propose_layouts(sheet)
    assert "unit" not in declare(sheet, proposal.layout, "thousands")


def test_every_part_that_a_proposal_knows_is_stated(tmp_path):
    rows = "Students\nCountry|Year|All|of which|\n||A|a|b\nAsia||||\nChina|2018|3|1|2\n|2019|4|2|2"
    sheet = replace(
        sheet_of(rows + "\nTotal|2019|7|3|4\n* note"), hidden_rows=frozenset({5}), hidden=True
    )
    layout = TableLayout(
        **{"workbook_id": "", "table": "table 1", "sheet": "s", "header_rows": (1, 2)},
        **{"label_columns": (0, 1), "value_columns": (2, 3, 4), "body_rows": (4, 5, 6)},
        **{
            "fill": frozenset({0}),
            "fill_up": frozenset({1}),
            "sections": (3,),
            "note_rows": (7, 9),
        },
        **{"total_rows": frozenset({6}), "subtotal_rows": frozenset({5})},
        **{"total_columns": frozenset({2}), "header_spans": ((1, 3, 4),), "parents": {5: 4}},
    )
    assert declare(sheet, layout, "", ",") == {
        **{"id": "table_1", "sheet": "s", "anchor": {"cell": "A1", "text": "Students"}},
        **{"header": "2:3", "labels": "A:B", "values": "C:E", "body": "5:7", "sections": "4"},
        **{"fill": "A", "fill_up": "B", "spans": "D2:E2", "parents": "6 of 5"},
        **{"total_rows": "7", "subtotal_rows": "6", "total_columns": "C", "notes": "8"},
        **{"decimal": ",", "hidden": "6, sheet"},
    }


def test_a_table_without_a_header_says_so_and_one_of_numbers_has_no_text_to_begin_with():
    numbers = TableLayout("", "t", "s", (), (0,), (1,), (0, 1))
    sheet = sheet_of("2018|1\n2019|2")
    found = declare(sheet, numbers, "")
    assert found["header"] == ""
    assert found["anchor"] == {"cell": "B1", "text": "1"}
    nothing = declare(sheet_of("|\n|"), numbers, "")
    assert nothing["anchor"] == {"cell": "A1", "text": ""}


@pytest.mark.parametrize(("lines", "cell"), [(12, "A1"), (13, "A14")])
def test_an_anchor_stands_at_most_twelve_lines_above(lines, cell):
    drawing = "\n".join(["Title", *["2018"] * (lines - 1), "x|n", "a|5"])
    layout = TableLayout("", "t", "s", (lines,), (0,), (1,), (lines + 1,))
    assert declare(sheet_of(drawing), layout, "")["anchor"]["cell"] == cell
