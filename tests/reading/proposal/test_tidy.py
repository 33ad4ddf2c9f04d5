"""Tidy cells keep their address, their print and what stands beside them."""

from builders import sheet_of
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.proposal.tidy import COLUMNS, Tidy
from exchange_stats.reading.workbook import Look


def cells(*sheets):
    tidy = Tidy()
    for sheet in sheets:
        for proposal in propose_layouts(sheet):
            tidy.add(sheet, proposal)
    return tidy.frame()


TABLE = "x|n|m\na|5|'7 1)\nb|…|8\n1) estimated"


def test_every_cell_of_the_body_is_a_row_in_reading_order():
    table = cells(sheet_of(TABLE))
    assert tuple(table.columns) == COLUMNS
    assert list(table["cell"]) == ["B2", "C2", "B3", "C3"]
    assert table.iloc[1].to_dict() == {
        "sheet": "s",
        "table": "table 1",
        "cell": "C2",
        "row": 1,
        "column": 2,
        "row_label": "a",
        "column_label": "m",
        "printed": "7 1)",
        "value": "7",
        "status": "",
        "role": "value",
        "notes": "estimated",
    }


def test_nothing_gives_an_empty_table_with_all_columns():
    assert tuple(cells().columns) == COLUMNS
    assert cells().empty


def test_tables_of_several_sheets_stand_in_one():
    assert len(cells(sheet_of(TABLE), sheet_of(TABLE))) == 8


def test_an_error_cell_has_a_status_and_is_printed():
    sheet = sheet_of("x|n|m\na|5|7\nb||8", {(2, 1): Look(error="#REF!")})
    cell = cells(sheet).set_index("cell").loc["B3"]
    assert (cell["value"], cell["status"], cell["printed"]) == ("", "O", "#REF!")


def test_a_formula_without_a_saved_value_has_a_status():
    sheet = sheet_of("x|n|m\na|5|7\nb||8", {(2, 1): Look(formula_without_value=True)})
    assert cells(sheet).set_index("cell").loc["B3", "status"] == "O"


def test_a_percent_is_printed_as_shown_and_valued_as_stored():
    sheet = sheet_of("x|n|m\na|5|0.25\nb|6|0.5", {(1, 2): Look(number_format="0%")})
    cell = cells(sheet).set_index("cell").loc["C2"]
    assert (cell["value"], cell["printed"]) == ("0.25", "25%")
