"""Keys, sums and the refusals of a table to publish."""

import pandas as pd
import pytest

from exchange_stats.disclosure.tables import Table, all_cells, key_text, table_sums, table_values
from exchange_stats.ground.errors import DisclosureError
from table_builders import at, crossed

HIERARCHY = {"field": {"_T": ["05", "06"], "05": ["051", "052"]}}


def fields(codes: list[str], **columns: list[str]) -> Table:
    cells = pd.DataFrame({"field": codes, "value": ["1"] * len(codes)} | columns)
    return Table("f", cells, ("field",), HIERARCHY)


def test_a_cell_has_one_key_in_all_tables_that_share_it():
    cells = pd.DataFrame({"sex": ["_T"], "level": ["6"], "value": ["9"]})
    by_sex = Table("a", cells, ("level", "sex"), context={"host": "CHN"})
    cells = pd.DataFrame({"host": ["CHN"], "level": ["6"], "value": ["9"]})
    by_host = Table("b", cells, ("host", "level"))
    assert by_sex.row_keys() == by_host.row_keys() == [(("host", "CHN"), ("level", "6"))]
    assert key_text(by_sex.row_keys()[0]) == "host=CHN level=6"


def test_every_total_is_a_sum_in_its_column():
    found = set(table_sums(crossed("f m\nA: 2 18\nB: 1 4")))
    assert found == {
        (at("A"), (at("A", "f"), at("A", "m"))),
        (at("B"), (at("B", "f"), at("B", "m"))),
        (at("_T", "f"), (at("A", "f"), at("B", "f"))),
        (at("_T", "m"), (at("A", "m"), at("B", "m"))),
        (at(), (at("A"), at("B"))),
        (at(), (at("_T", "f"), at("_T", "m"))),
    }


def test_a_hierarchy_has_a_sum_for_each_of_its_nodes():
    table = fields(["_T", "05", "06", "051", "052"])
    key = dict(zip(table.cells["field"], table.row_keys(), strict=True))
    assert list(table_sums(table)) == [
        (key["_T"], (key["05"], key["06"])),
        (key["05"], (key["051"], key["052"])),
    ]


def test_totals_that_are_not_shown_are_cells_too():
    table = crossed("f m\nA: 2 18\nB: 1 4")
    inner = Table("t", table.cells[table.cells["row"] != "_T"], ("row", "column"))
    assert at() in all_cells(inner)
    assert at() not in table_values(inner)


def test_a_cell_that_cannot_exist_is_zero_and_a_missing_one_is_no_number():
    table = crossed("f m\nA: 2 -\nB: 1 4")
    cells = table.cells.copy()
    cells.loc[cells["value"] == "1", ["value", "status"]] = ["", "O"]
    values = table_values(Table("t", cells, ("row", "column")))
    assert values[at("A", "m")] == 0
    assert values[at("B", "f")] != values[at("B", "f")]


@pytest.mark.parametrize(
    ("codes", "columns", "fault"),
    [
        (["_T", "05", "06", "051"], {}, "field=052: absent"),
        (["05", "06", "051", "052", "052"], {}, "field=052: twice"),
        (["05", "06", "051", "052", "07"], {}, "field=07: not in the hierarchy"),
        (["06", "051", "052"], {"value": ["-1", "1", "1"]}, "field=06: negative"),
    ],
)
def test_an_unfit_table_is_refused_by_cell(codes, columns, fault):
    with pytest.raises(DisclosureError, match=fault):
        table_values(fields(codes, **columns))
