"""The attacker: published intervals, counting by hand, insiders and groups."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_stats.disclosure.audit import audit_release, find_exact, find_intervals
from exchange_stats.disclosure.equations import View, build_system, hidden_view, released_view
from exchange_stats.disclosure.policy import Policy, Primary
from exchange_stats.disclosure.protection import judge
from exchange_stats.ground.errors import DisclosureError
from exchange_stats.ground.rounding import to_base
from table_builders import at, count_intervals, crossed, table_of


def intervals(table, hidden) -> dict:
    """Return the interval of every hidden cell when the others are shown."""
    system = build_system([table])
    place = {key: number for number, key in enumerate(system.keys)}
    chosen = np.isin(np.arange(len(place)), [place[key] for key in hidden])
    lo, hi = find_intervals(system, hidden_view(system, chosen), np.flatnonzero(chosen))
    return {key: (lo[place[key]], hi[place[key]]) for key in hidden}


def test_classic_three_by_three():
    classic = crossed("A B C\nI: 20 50 10\nII: 8 19 22\nIII: 17 32 12")
    assert intervals(classic, [at(r, c) for r in ("II", "III") for c in "AC"]) == {
        at("II", "A"): (0, 25),
        at("II", "C"): (5, 30),
        at("III", "A"): (0, 25),
        at("III", "C"): (4, 29),
    }


SDC_HEURISTIC = crossed(
    "a b c d\nw: 30 47 64 89\nx: 90 124 5 31\ny: 92 100 59 85\nz: 800 991 651 685"
)
NINE = [at(*cell) for cell in ("wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd")]


def test_a_cell_with_company_in_row_and_column_may_still_be_exact():
    # sdcTable, tests/testthat/test-simpleheuristic.R
    assert intervals(SDC_HEURISTIC, NINE)[at("w", "b")] == (47, 47)
    assert intervals(SDC_HEURISTIC, [*NINE, at("x", "d")])[at("w", "b")] == (0, 78)
    assert intervals(SDC_HEURISTIC, [*NINE, at("x", "b")])[at("w", "b")] == (0, 141)


def test_an_attacker_who_knows_that_persons_are_whole_learns_more():
    # 27 cells of three dimensions, three of them shown; found by trying random tables
    counts = [2, 2, 0, 0, 1, 2, 2, 2, 0, 1, 1, 0, 2, 1, 2, 1, 1, 2, 0, 0, 1, 0, 2, 0, 1, 0, 1]
    system = build_system([table_of(np.reshape(counts, (3, 3, 3)))])
    hidden = np.array([len(key) == 3 for key in system.keys])
    place = {tuple(code for _, code in key): at for at, key in enumerate(system.keys)}
    hidden[[place[tuple(f"c{i}" for i in cell)] for cell in ("000", "002", "212")]] = False
    cell = place["c1", "c2", "c1"]
    view = hidden_view(system, hidden)
    assert find_intervals(system, view, [cell])[1][cell] == 2
    assert find_intervals(replace(system, integer=False), view, [cell])[1][cell] == 2.5


def rounded_intervals(line: str) -> list[tuple[float, float]]:
    """Return what is known of the parts when parts and total are each rounded to 5."""
    table = crossed(f"{' '.join('abcd'[: len(line.split())])}\nA: {line}")
    one_row = table.cells[table.cells["row"] == "A"]
    table = type(table)("t", one_row.drop(columns="row"), ("column",))
    system = build_system([table])
    shown = {k: to_base(v, 5) for k, v in zip(system.keys, system.values, strict=True)}
    view = released_view(system, shown, reach=2)
    lo, hi = find_intervals(system, view, range(len(shown) - 1))
    return list(zip(lo[:-1], hi[:-1], strict=True))


@pytest.mark.parametrize(
    ("line", "part"),
    [("7 7", (6, 7)), ("2 2", (1, 2)), ("3 3 3", (3, 6)), ("3 3 3 3", (3, 3))],
)
def test_independent_rounding_to_five_can_be_unpicked(line, part):
    assert rounded_intervals(line) == [part] * len(line.split())


def test_controlled_rounding_of_the_same_counts_cannot():
    system = build_system([table_of(np.array([3, 3, 3, 3]))])
    shown = dict(zip(system.keys, [5, 5, 0, 0, 10], strict=True))
    lo, hi = find_intervals(system, released_view(system, shown, reach=4), range(4))
    assert list(zip(lo, hi, strict=True))[:4] == [(1, 9), (1, 9), (0, 4), (0, 4)]


@settings(max_examples=60)
@given(st.data(), st.sampled_from([(1, 2), (1, 3), (2, 2)]), st.integers(0, 2))
def test_intervals_are_those_found_by_trying_all_tables(data, shape, reach):
    rows, columns = "xy"[: shape[0]], "abc"[: shape[1]]
    lines = [f"{r}: {' '.join(str(data.draw(st.integers(0, 4))) for _ in columns)}" for r in rows]
    system = build_system([crossed("\n".join([" ".join(columns), *lines]))])
    shown = {
        k: v for k, v in zip(system.keys, system.values, strict=True) if data.draw(st.booleans())
    }
    view = released_view(system, shown, reach)
    inner = np.array([len(key) == 2 for key in system.keys])
    view = View(view.lo, np.where(inner, np.minimum(view.hi, 6), view.hi))  # for the counting
    lo, hi = find_intervals(system, view, range(len(system.keys)))
    told = {k: (view.lo[i], view.hi[i]) for i, k in enumerate(system.keys)}
    assert dict(zip(system.keys, zip(lo, hi, strict=True), strict=True)) == count_intervals(told)


def test_a_release_that_fits_no_table_is_refused():
    system = build_system([crossed("f m\nA: 2 18\nB: 19 14")])
    lie = dict(zip(system.keys, system.values + (system.values == 2), strict=True))
    with pytest.raises(DisclosureError, match="no table fits"):
        audit_release(system, released_view(system, lie), {}, Policy())


def test_hidden_cells_that_nothing_fits_are_refused_too():
    """Women of A: 20 less 18 by the row, 5 less 19 by the column."""
    table = crossed("f m\nA: 2 18\nB: 19 14")
    printed = [number if number not in ("2", "21") else "c" for number in table.cells["value"]]
    printed[list(table.row_keys()).index(at("_T", "f"))] = "5"
    with pytest.raises(DisclosureError, match=r"no table fits .* expected .*; correct facts/rel"):
        judge([table], table.cells.assign(table_id="t", shown=printed), Policy())


PUBLIC = Policy()


def verdict(text: str, hidden, policy: Policy = PUBLIC):
    """Audit a crossed table with the primaries of its small counts."""
    system = build_system([crossed(text)])
    place = {key: number for number, key in enumerate(system.keys)}
    small = {c: Primary("A", 1, policy.threshold - v) for c, v in enumerate(system.values)}
    small = {c: p for c, p in small.items() if 0 < system.values[c] < policy.threshold}
    chosen = np.isin(np.arange(len(place)), [place[key] for key in hidden])
    return audit_release(system, hidden_view(system, chosen), small, policy)


SQUARE = [at(r, c) for r in ("A", "C") for c in ("f", "m")]
REGIONS = "f m\nA: 2 18\nB: 19 14\nC: 10 12\nD: 14 11"


def test_a_protected_table_passes():
    found = verdict(REGIONS, SQUARE, Policy(threshold=3))
    assert found.passed
    assert found.intervals["width"].tolist() == [12] * 4


@pytest.mark.parametrize(
    ("hidden", "fault"),
    [
        ([], "column=f row=A: can be worked out exactly"),
        (SQUARE[:2], "column=f row=A: can be worked out exactly"),
        ([*SQUARE, at("B", "f")], "column=f row=B: can be worked out exactly"),
    ],
    ids=["shown", "hidden in its row only", "a cell hidden in vain"],
)
def test_a_leak_is_named(hidden, fault):
    assert fault in verdict(REGIONS, hidden, Policy(threshold=3)).failures


def test_an_interval_that_stays_below_the_threshold_is_a_leak():
    text = "f m\nA: 2 2\nB: 2 9\nC: 9 9"
    inner = [at(r, c) for r in "ABC" for c in "fm"]
    assert verdict(text, [*inner, at("A"), at("B")], Policy(insiders=())).passed
    close = verdict(text, inner, Policy(insiders=()))  # the total of A, 4, is shown
    assert "column=f row=A: can be worked out too closely" in close.failures


def test_a_count_that_cannot_be_lower_is_a_leak():
    # below 4 the cells beside it would rise and the zero would have to sink
    inner = [at(r, c) for r in "AB" for c in "fm"]
    close = verdict("f m\nA: 4 10\nB: 10 0", inner, Policy(insiders=()))
    assert close.failures == ("column=f row=A: can be worked out too closely",)


UNIVERSITIES = "A B C\nU1: 1 3 30\nU2: 12 15 20"
PAIRS = [at(r, c) for r in ("U1", "U2") for c in "AB"]


def test_outsiders_learn_little_and_the_one_student_all():
    assert intervals(crossed(UNIVERSITIES), PAIRS) == {
        at("U1", "A"): (0, 4),
        at("U1", "B"): (0, 4),
        at("U2", "A"): (9, 13),
        at("U2", "B"): (14, 18),
    }
    system = build_system([crossed(UNIVERSITIES)])
    place = {key: number for number, key in enumerate(system.keys)}
    hidden = np.isin(np.arange(len(place)), [place[key] for key in PAIRS])
    view = hidden_view(system, hidden).knowing(system, place[at("U1", "A")])
    cells = [place[key] for key in PAIRS[1:]]
    lo, hi = find_intervals(system, view, cells)
    assert lo[cells].tolist() == hi[cells].tolist() == [3, 12, 15]
    assert find_exact(system, view, cells) == cells


def test_what_an_insider_learns_fails_the_audit():
    relaxed = Policy(threshold=4, insiders=())
    assert verdict(UNIVERSITIES, PAIRS, relaxed).passed
    strict = verdict(UNIVERSITIES, PAIRS, Policy(threshold=4))
    assert strict.failures == ("column=B row=U1: known to whoever is counted in column=A row=U1",)


def test_two_who_tell_each_other_count_as_one_insider():
    text = "A B C\nU1: 2 3 30\nU2: 12 15 20"
    assert verdict(text, PAIRS, Policy(threshold=4, insiders=(1,))).passed
    assert not verdict(text, PAIRS, Policy(threshold=4, insiders=(1, 2))).passed


def test_an_insider_may_know_what_their_own_number_tells_anyway():
    # the total of U1 has no other part: two who know their cell know it without any release
    text = "A B\nU1: 2 -\nU2: 9 7\nU3: 8 8"
    hidden = [at("U1", "A"), at("U1"), at("U2", "A"), at("U2")]
    assert verdict(text, hidden, Policy(threshold=3)).passed


def test_a_part_that_holds_everybody_is_flagged_and_one_that_must_is_not():
    assert verdict("f m\nA: 9 0\nB: 8 9\nC: 7 7", []).groups == ("column=f row=A: all of row=A",)
    assert verdict("f m\nA: 9 -\nB: 8 9\nC: 7 7", []).groups == ()
