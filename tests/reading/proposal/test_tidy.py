"""Tidy cells keep their address, their print and what stands beside them."""

from dataclasses import replace

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
        "hidden": "",
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


def noted(sheet, cell):
    return (
        cells(sheet).astype(str).set_index("cell").loc[cell, ["value", "status", "notes"]].tolist()
    )


def test_a_fault_of_a_cell_is_told_in_its_notes():
    looks = {(2, 1): Look(error="#REF!"), (2, 2): Look(formula_without_value=True)}
    sheet = sheet_of("x|n|m\na|5|7\nb||8", looks)
    assert noted(sheet, "B3") == ["", "O", "the error #REF! stands in the cell"]
    assert noted(sheet, "C3")[2].startswith("a formula without a saved value: open")


def test_a_scaled_print_under_a_heading_of_persons_is_doubtful():
    looks = {(1, 1): Look(number_format="#,##0.0,")}
    value, status, note = noted(sheet_of("x|persons|m\na|16900|7\nb|5|8", looks), "B2")
    assert (value, status) == ("16900", "U")
    assert note.startswith("stored as 16900, shown as '16.9': which of the two")


def test_hidden_cells_say_what_hides_them():
    sheet = replace(
        sheet_of(TABLE), hidden_rows=frozenset({1}), hidden_columns=frozenset({2}), hidden=True
    )
    hidden = cells(sheet)["hidden"].astype(str).tolist()
    assert hidden == ["sheet, row", "sheet, row, column", "sheet", "sheet, column"]
    against = propose_layouts(sheet)[0].reasons_against
    assert "rows 2: hidden in the workbook, and read" in against
    assert "column C: hidden in the workbook, and read" in against
    assert "sheet 's': hidden in the workbook, and read" in against


def test_a_merged_number_stands_once_and_says_so():
    table = cells(sheet_of("x|n|m\na|610|<\nb|5|8")).astype(str)
    assert table["cell"].tolist() == ["B2", "B3", "C3"]
    assert table.loc[0, "notes"] == "one value for the merged cells B2:C2"


def test_the_cells_are_counted_before_the_frame_is_made():
    sheet = replace(sheet_of("x|n|m\na|5|7\nb|6|8"), merges=((1, 1, 2, 1),))
    tidy = Tidy()
    for proposal in propose_layouts(sheet):
        tidy.add(sheet, proposal)
    assert len(tidy) == len(tidy.frame()) == 3


def test_a_number_that_is_shown_otherwise_is_printed_so_without_a_note():
    shown = sheet_of("x|n|m\na|5|7\nb|16900|8", {(2, 1): Look(number_format='0.0," тыс."')})
    line = cells(shown).set_index("cell").loc["B3"]
    assert (line["printed"], line["value"], line["notes"]) == ("16.9 тыс.", "16900", "")
