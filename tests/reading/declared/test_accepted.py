"""A proposed table in declared form lies where the proposal does."""

import tomllib
from dataclasses import replace

import pytest

from builders import sheet_of
from exchange_stats.reading.declared.accepted import declare, layout_text
from exchange_stats.reading.declared.layout import resolve
from exchange_stats.reading.proposal.draft import propose_layouts

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
