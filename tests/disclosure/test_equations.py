"""Linked tables, missing cells and earlier knowledge as one system."""

import numpy as np
import pandas as pd
import pytest

from exchange_stats.disclosure.equations import build_system, hidden_view, released_view
from exchange_stats.disclosure.tables import Known, Table
from exchange_stats.ground.errors import DisclosureError
from table_builders import at, crossed


def place(system):
    return {key: number for number, key in enumerate(system.keys)}


def test_the_true_values_fulfil_all_equations():
    system = build_system([crossed("f m\nA: 2 18\nB: 19 14")])
    assert system.matrix.shape == (6, 9)
    assert not (system.matrix @ system.values).any()
    assert system.totals.sum() == 5


def test_linked_tables_share_their_cells():
    first = Table("a", pd.DataFrame({"x": ["1", "2", "_T"], "value": [3, 4, 7]}), ("x",))
    second = Table("b", pd.DataFrame({"y": ["1", "2", "_T"], "value": [5, 2, 7]}), ("y",))
    assert len(build_system([first, second]).keys) == 5


def test_one_cell_with_two_values_is_refused():
    first = Table("a", pd.DataFrame({"x": ["1", "2", "_T"], "value": [3, 4, 7]}), ("x",))
    second = Table("b", pd.DataFrame({"y": ["1", "2", "_T"], "value": [5, 3, 8]}), ("y",))
    with pytest.raises(DisclosureError, match="_T: 8 here, 7 in a linked table"):
        build_system([first, second])


def test_parts_that_do_not_add_up_are_refused_by_total():
    table = Table("a", pd.DataFrame({"x": ["1", "2", "_T"], "value": [3, 4, 8]}), ("x",))
    with pytest.raises(DisclosureError, match="_T: parts add to 7, total 8"):
        build_system([table])


def test_a_cell_that_nobody_counted_is_open_and_gets_a_value_that_fits():
    table = crossed("f m\nA: 2 18\nB: 19 14")
    table.cells.loc[table.cells["value"] == "19", ["value", "status"]] = ["", "O"]
    system = build_system([table])
    at_gap = place(system)[at("B", "f")]
    assert system.values[at_gap] == 19
    assert not system.shown[at_gap]
    assert system.floor[at_gap] < system.ceiling[at_gap]


def test_missing_cells_that_nothing_fits_are_refused():
    cells = pd.DataFrame({"x": ["1", "2", "_T"], "value": ["", "9", "8"]})
    with pytest.raises(DisclosureError, match="no value fits"):
        build_system([Table("t", cells, ("x",))])


def test_a_total_that_is_not_shown_still_binds_what_is_above_it():
    cells = crossed("f m\nA: 2 18\nB: 19 14").cells
    inner = cells[(cells["row"] != "_T") == (cells["column"] != "_T")]  # inner and grand total
    system = build_system([Table("t", inner, ("row", "column"))])
    assert system.matrix.shape == (6, 9)
    assert system.shown.sum() == 5
    assert system.inside.all()
    assert not (system.matrix @ system.values).any()


def test_earlier_knowledge_narrows_and_adds_cells():
    known = [
        Known(at("A", "f"), 1, 4),
        Known((("city", "x"), ("row", "A")), 0, float("inf"), (("city", at("A")),), "r"),
        Known((("city", "y"), ("row", "A")), 13, 13, (("city", at("A")),), "r"),
    ]
    system = build_system([crossed("f m\nA: 2 18\nB: 19 14")], known)
    of_a = place(system)[at("A", "f")]
    assert (system.floor[of_a], system.ceiling[of_a]) == (1, 4)
    assert system.matrix.shape == (7, 11)
    assert system.values[place(system)[("city", "x"), ("row", "A")]] == 7


def test_a_cell_that_cannot_exist_is_known_to_everybody():
    system = build_system([crossed("f m\nA: 2 -\nB: 19 14")])
    assert [system.keys[c] for c in np.flatnonzero(system.unalterable)] == [at("A", "m")]


def test_views_of_hidden_and_of_rounded_cells():
    system = build_system([crossed("f m\nA: 2 18\nB: 19 14")])
    of_a = place(system)[at("A", "f")]
    hidden = np.arange(len(system.keys)) == of_a
    view = hidden_view(system, hidden)
    assert (view.lo[of_a], view.hi[of_a]) == (0, 10 * 53 + 1000)
    assert view.uncertain.sum() == 1
    rounded = released_view(system, {at("A", "f"): 0, at("A", "m"): 20}, reach=4)
    assert (rounded.lo[of_a], rounded.hi[of_a]) == (0, 4)
    assert rounded.knowing(system, of_a).lo[of_a] == 2
