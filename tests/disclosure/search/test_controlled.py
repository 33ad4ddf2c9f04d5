"""Controlled rounding: published objectives, and its four properties on any table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_stats.disclosure.equations import build_system
from exchange_stats.disclosure.search import controlled
from exchange_stats.disclosure.search.controlled import round_controlled
from exchange_stats.disclosure.tables import Table
from exchange_stats.ground.errors import DisclosureError
from table_builders import at, crossed, cube, table_of

CLASSIC = "A B C\nI: 20 50 10\nII: 8 19 22\nIII: 17 32 12"


@pytest.mark.parametrize(("base", "objective"), [(5, 16), (3, 16), (10, 24)])
def test_classic_three_by_three_has_its_known_least_change(base, objective):
    system = build_system([crossed(CLASSIC)])
    rounded = round_controlled(system, base)
    assert np.abs(rounded.values - system.values).sum() == objective
    assert rounded.steps == 1
    assert rounded.reach == base - 1


def test_classic_to_five_cell_by_cell():
    system = build_system([crossed(CLASSIC)])
    values = dict(zip(system.keys, round_controlled(system, 5).values, strict=True))
    expected = crossed("A B C\nI: 20 50 10\nII: 10 20 20\nIII: 15 30 15")
    assert values == {
        key: float(value)
        for key, value in zip(expected.row_keys(), expected.cells.value, strict=True)
    }


def is_controlled(system, rounded, base: int) -> bool:
    values = rounded.values
    multiples = system.values % base == 0
    return (
        not (system.matrix @ values).any()
        and not values[system.values == 0].any()
        and not (values % base).any()
        and (np.abs(values - system.values) <= rounded.reach).all()
        and (rounded.steps == 2 or (values == system.values)[multiples].all())
    )


@settings(max_examples=40)
@given(st.data(), st.integers(1, 4), st.integers(1, 4), st.sampled_from([3, 5, 10]))
def test_any_table_of_two_dimensions_is_rounded_to_its_neighbours(data, rows, columns, base):
    count = st.integers(0, 30)
    counts = data.draw(st.lists(count, min_size=rows * columns, max_size=rows * columns))
    system = build_system([table_of(np.reshape(counts, (rows, columns)))])
    rounded = round_controlled(system, base)
    assert rounded.steps == 1
    assert is_controlled(system, rounded, base)


@pytest.mark.parametrize("seed", range(4))
def test_three_dimensions_are_rounded_and_say_when_further(seed):
    system = build_system([cube((5, 4, 2), 300, seed)])
    rounded = round_controlled(system, 5)
    assert rounded.reach == 5 * rounded.steps - 1
    assert is_controlled(system, rounded, 5)


def test_what_no_neighbours_fulfil_goes_one_multiple_further():
    # every line sums to 1 or 2 along every axis: no choice of 0 and 2 can (found by trying all)
    counts = np.reshape([0, 0, 0, 1, 0, 1, 1, 0], (2, 2, 2))
    system = build_system([table_of(counts)])
    rounded = round_controlled(system, 2)
    assert (rounded.steps, rounded.reach) == (2, 3)
    assert is_controlled(system, rounded, 2)


def test_amounts_are_not_rounded():
    cells = pd.DataFrame({"x": ["1", "_T"], "value": [3, 3], "contributions": [[3], [3]]})
    with pytest.raises(DisclosureError, match="of amounts"):
        round_controlled(build_system([Table("t", cells, ("x",))]), 5)


def test_a_table_that_no_rounding_fits_is_refused(monkeypatch):
    monkeypatch.setattr(controlled, "_nearest", lambda *_: None)
    with pytest.raises(
        DisclosureError, match="no controlled rounding to 5, expected one; suppress"
    ):
        round_controlled(build_system([crossed(CLASSIC)]), 5)


def test_zeros_stay_zeros_and_cells_that_cannot_exist_too():
    system = build_system([crossed("f m\nA: 0 18\nB: - 14")])
    values = dict(zip(system.keys, round_controlled(system, 5).values, strict=True))
    assert values[at("A", "f")] == values[at("B", "f")] == 0
