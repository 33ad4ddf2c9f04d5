"""Numbers that no table declares, and hidden parts of a table, stop its reading by name."""

import pytest

from builders import write_workbook
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.declared import read_declared
from exchange_stats.reading.declared.outside import beside_text, hidden_text
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.workbook import read_workbook

ROWS = [
    ["Students", None, None],
    ["Country", "2017", "2018"],
    ["Osh", 5, 6],
    ["Naryn", 7, 8],
    ["Total", 12, 14],
]
TABLE = {
    **{"id": "t", "sheet": "data", "anchor": {"cell": "A1", "text": "Students"}, "header": "2"},
    **{"labels": "A", "values": "B:C", "body": "3:5", "total_rows": "5", "total_columns": "C"},
}


def read(folder, rows=ROWS, more=(), layout=None, how=None, **changed):
    path = write_workbook(folder / "w.xlsx", {"data": rows, **dict(more)}, **(how or {}))
    declared = {"table": [{**TABLE, **changed}], **(layout or {})}
    return read_declared(read_workbook(path), "w", declared, {})


def beside(*values):
    return [[*row, value] for row, value in zip(ROWS, values, strict=True)]


def test_a_column_that_the_layout_does_not_have_is_named_with_its_heading(tmp_path):
    rows = beside(None, "2019", 1, "2", 3)
    with pytest.raises(LayoutError, match=r"data!D3:D5: numbers under '2019' beside table 't', a"):
        read(tmp_path, rows)
    assert len(read(tmp_path, rows, beside="D")) == 6
    assert len(read(tmp_path, rows, beside="D3:D5")) == 6


def test_a_table_that_the_layout_does_not_have_is_named(tmp_path):
    rows = [*ROWS, [], ["Field", "2017"], ["Law", 3], ["Arts", 4]]
    with pytest.raises(LayoutError, match=r"data!B7:B9: numbers that no table of the layout has"):
        read(tmp_path, rows)
    assert len(read(tmp_path, rows, beside="A7:B9")) == 6


def test_a_table_on_another_sheet_is_named_and_a_lone_number_there_is_not(tmp_path):
    with pytest.raises(LayoutError, match=r"more!B2:C5: numbers that no table of the layout has"):
        read(tmp_path, more={"more": ROWS})
    assert len(read(tmp_path, more={"more": ROWS}, layout={"other_sheets": ["more"]})) == 6
    assert len(read(tmp_path, more={"about": [["version", 2]]})) == 6


@pytest.mark.parametrize(
    ("how", "told", "said"),
    [
        ({"hidden_rows": [5]}, r"data!A5: the total 'Total' of table 't' is hidden", "5"),
        ({"hidden_rows": [3]}, r"data!A3: the row 'Osh' of table 't' is hidden", "3"),
        ({"hidden_columns": ["C"]}, r"data!C: the total '2018' of table 't' is hidden", "C"),
    ],
)
def test_what_is_hidden_is_named_until_the_layout_says_so(tmp_path, how, told, said):
    with pytest.raises(LayoutError, match=told):
        read(tmp_path, how=how)
    assert len(read(tmp_path, how=how, hidden=said)) == 6


def test_a_hidden_sheet_is_named(tmp_path):
    how = {"hidden_sheets": ["data"]}
    more = {"about": [["words"]]}
    with pytest.raises(LayoutError, match="data: the sheet of table 't' is hidden"):
        read(tmp_path, more=more, how=how)
    path = tmp_path / "w.xlsx"
    known = {"table": [{**TABLE, "hidden": "sheet"}]}
    assert len(read_declared(read_workbook(path), "w", known, {})) == 6


def test_a_number_that_a_dimension_names_is_spoken_of(tmp_path):
    rows = [["Students", 2018], *ROWS[1:]]
    with pytest.raises(LayoutError, match=r"data!B1: numbers that no table"):
        read(tmp_path, rows)
    assert len(read(tmp_path, rows, dimensions={"period": "B1"})) == 6


def test_what_a_proposal_leaves_out_is_written_as_a_layout_states_it(tmp_path):
    rows = [["No.", *ROWS[1]], *([n, *row] for n, row in enumerate(ROWS[2:], start=1)), [], [9]]
    path = write_workbook(tmp_path / "w.xlsx", {"data": rows}, hidden_rows=[3])
    sheet = read_workbook(path).sheets[0]
    layouts = [proposal.layout for proposal in propose_layouts(sheet)]
    assert beside_text(sheet, layouts) == "A"
    assert hidden_text(sheet, layouts[0]) == "3"


def test_a_number_format_that_shows_another_number_is_named(tmp_path):
    how = {"formats": {"B3": "0.0,"}}
    rows = [*ROWS[:2], ["Osh", 16900, 6], *ROWS[3:]]
    with pytest.raises(LayoutError, match=r"data!B3: stored as 16900, shown as .*which of the two"):
        read(tmp_path, rows, how=how)


def test_three_numbers_on_another_sheet_are_no_table_and_four_are(tmp_path):
    three = [["a", 1], ["b", 2], [None], ["c", 3]]
    assert len(read(tmp_path, more={"more": three})) == 6
    with pytest.raises(LayoutError, match=r"more!B1:B5: numbers that no table of the layout has"):
        read(tmp_path, more={"more": [*three, ["d", 4]]})


def test_blocks_with_two_blank_rows_between_are_told_apart(tmp_path):
    rows = [*ROWS, [], ["a", 1], [], ["b", 2], [], [], ["c", 3], [True, "9.5"]]
    with pytest.raises(LayoutError) as caught:
        read(tmp_path, rows)
    told = "numbers that no table of the layout has"
    assert f"data!B7:B9: {told}" in str(caught.value)
    assert f"data!B12:B13: {told}" in str(caught.value)


def test_rows_that_are_skipped_and_cells_of_anchors_are_spoken_of(tmp_path):
    rows = [[2018, None, 7], *ROWS[1:4], ["Osh anew", 5, 6], ROWS[4]]
    anchor, unit = {"cell": "A1", "text": "2018"}, {"cell": "C1", "text": "7"}
    how = {"body": "3:6", "total_rows": "6", "skip_rows": "5"}
    assert len(read(tmp_path, rows, anchor=anchor, unit=unit, **how)) == 6
