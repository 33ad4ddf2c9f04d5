"""The door: what is printed, what is refused, and the attacker on every protected table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_stats.disclosure import protection
from exchange_stats.disclosure.policy import Dominance, Policy, policy_for
from exchange_stats.disclosure.protection import judge, protect
from exchange_stats.disclosure.tables import Table
from exchange_stats.ground.errors import DisclosureError
from table_builders import at, count_intervals, crossed, hidden_cells, table_of

REGIONS = "f m\nA: 2 18\nB: 19 14\nC: 10 12\nD: 14 11"
POLICY = Policy(threshold=3)


def test_microdata_of_sdctable_as_it_is_printed():
    protected = protect(crossed(REGIONS), POLICY, releases=())
    printed = protected.table.pivot(index="row", columns="column", values="shown")
    assert printed.to_csv(lineterminator="\n") == (
        "row,_T,f,m\nA,20,c,c\nB,33,19,14\nC,22,c,c\nD,25,14,11\n_T,100,45,55\n"
    )
    assert (protected.table["shown"] != "c").sum() == 11
    assert set(protected.table["status"]) == {"A", "Q"}
    assert protected.how == "cheapest"
    assert protected.hidden_share == pytest.approx(100 * 4 / 15)
    assert protected.messages == (protection.COARSER,)


def test_why_a_cell_is_hidden_stays_inside():
    protected = protect(crossed(REGIONS), POLICY, releases=())
    assert dict(protected.reasons.itertuples(index=False)) == {
        "column=f row=A": "A",
        "column=m row=A": "D",
        "column=f row=C": "D",
        "column=m row=C": "D",
    }
    assert "conf_status" not in protected.table


def test_a_table_without_small_counts_is_shown_as_it_is():
    table = crossed("f m\nA: 20 18\nB: 19 14")
    protected = protect(table, releases=())
    assert protected.table["shown"].tolist() == table.cells["value"].tolist()
    assert (protected.how, protected.hidden_share) == ("nothing_hidden", 0)


def test_missing_cells_keep_their_status_and_are_no_hidden_cells():
    table = crossed("f m\nA: 20 -\nB: 19 14")
    table.cells.loc[table.cells["value"] == "19", ["value", "status"]] = ["", "O"]
    table.cells.loc[table.cells["value"] == "14", "status"] = "E"
    protected = protect(table, releases=())
    printed = {at(r.row, r.column): (r.shown, r.status) for r in protected.table.itertuples()}
    assert printed[at("A", "m")] == ("", "M")
    assert printed[at("B", "f")] == ("", "O")
    assert printed[at("B", "m")] == ("14", "E")


def test_tables_of_one_release_are_protected_together():
    totals = pd.DataFrame({"row": ["A", "B", "C", "D", "_T"], "value": [20, 33, 22, 25, 100]})
    regions = crossed(REGIONS, "by sex")
    protected = protect([regions, Table("all", totals, ("row",))], POLICY, releases=())
    second = protected.table[protected.table["table_id"] == "all"]
    assert second["column"].unique().tolist() == ["_T"]
    assert second["shown"].tolist() == ["20", "33", "22", "25", "100"]


@pytest.mark.parametrize("base", [3, 5, 10])
def test_rounding_hides_nothing_and_passes(base):
    table = crossed("A B C\nI: 20 50 10\nII: 8 19 22\nIII: 17 32 2")
    protected = protect(table, Policy(base=base), method="round", releases=())
    assert protected.how == "rounded"
    assert protected.hidden_share == 0
    assert set(protected.table["shown"].astype(int) % base) == {0}
    told = protected.told[at("III", "C")]
    assert told.lo <= 2 <= told.hi
    assert judge([table], protected.table, Policy(base=base), reach=base - 1).passed


def test_a_cell_that_is_published_elsewhere_spoils_the_rounding():
    table = crossed("A B C\nI: 20 50 10\nII: 8 19 22\nIII: 17 32 2")
    speech = {"release_id": "s", "released_on": "", "table_id": "", "method": "stated"}
    speech |= {"cell": "column=C row=III", "parents": "", "shown": "2", "lo": "2", "hi": "2"}
    with pytest.raises(DisclosureError, match="column=C row=III: can be worked out exactly"):
        protect(table, method="round", releases=[speech])


def test_another_method_is_refused():
    with pytest.raises(DisclosureError, match="expected one of suppress, round"):
        protect(crossed(REGIONS), POLICY, method="noise", releases=())


def test_the_quick_way_is_taken_when_time_is_over_and_says_so():
    protected = protect(crossed(REGIONS), Policy(threshold=3, seconds=0), releases=())
    assert protected.how == "quick"
    assert protected.audit.passed


def test_what_fails_the_audit_is_not_returned(monkeypatch):
    def primaries_only(problem):
        return np.isin(np.arange(len(problem.keep)), list(problem.primaries))

    monkeypatch.setattr(protection, "find_optimal", primaries_only)
    with pytest.raises(DisclosureError, match="column=f row=A: can be worked out exactly"):
        protect(crossed(REGIONS), POLICY, releases=())


def test_a_planted_leak_is_caught():
    table = crossed(REGIONS)
    protected = protect(table, POLICY, releases=())
    for key in hidden_cells(protected):
        leaking = protected.table.copy()
        leaking.loc[[k == key for k in table.row_keys()], "shown"] = "18"
        true = dict(zip(table.row_keys(), table.cells["value"], strict=True))[key]
        leaking.loc[[k == key for k in table.row_keys()], "shown"] = true
        assert not judge([table], leaking, POLICY).passed


def test_facts_are_the_default():
    table = crossed(REGIONS)
    assert policy_for([table]).threshold == 5
    assert protect(table).audit.passed


@settings(max_examples=40)
@given(st.data(), st.sampled_from([(2, 2), (3, 2), (3, 4), (2, 2, 2)]), st.booleans())
def test_every_protected_table_passes_the_attacker(data, shape, rounding):
    size = int(np.prod(shape))
    counts = data.draw(st.lists(st.integers(0, 20), min_size=size, max_size=size))
    table = table_of(np.reshape(counts, shape))
    method = "round" if rounding else "suppress"
    try:
        protected = protect(table, Policy(), method=method, releases=())
    except DisclosureError as refusal:
        if "cannot be protected" in str(refusal):  # few cells, all of them small
            return
        raise
    reach = 9 if protected.how == "rounded_further" else 4 if rounding else 0
    assert judge([table], protected.table, Policy(), reach=reach).passed


@settings(max_examples=25)
@given(st.lists(st.integers(0, 5), min_size=4, max_size=4))
def test_every_protected_table_passes_an_attacker_that_only_counts(counts):
    a, b, c, d = counts
    table = crossed(f"f m\nA: {a} {b}\nB: {c} {d}")
    policy = Policy(threshold=3)
    try:
        protected = protect(table, policy, releases=())
    except DisclosureError:
        return
    hidden = hidden_cells(protected)
    true = {key: int(v) for key, v in zip(table.row_keys(), table.cells["value"], strict=True)}
    told = {
        key: (0, 8 if len(key) == 2 else 32) if key in hidden else (v, v) for key, v in true.items()
    }
    found = count_intervals(told)
    for key, value in true.items():
        if 1 <= value < 3:
            assert found[key][0] <= value - 1
            assert found[key][1] >= 3


def test_amounts_are_hidden_by_dominance():
    contributions = {
        ("A", "f"): [90, 5, 5],
        ("A", "m"): [30, 30, 40],
        ("B", "f"): [25, 25, 25],
        ("B", "m"): [35, 35, 30],
        ("C", "f"): [50, 60, 55],
        ("C", "m"): [70, 65, 60],
    }
    rows = []
    for row in ("A", "B", "C", "_T"):
        for column in ("f", "m", "_T"):
            parts = [
                x
                for (r, c), xs in contributions.items()
                if row in (r, "_T") and column in (c, "_T")
                for x in xs
            ]
            rows.append((row, column, str(sum(parts)), parts))
    cells = pd.DataFrame(rows, columns=["row", "column", "value", "contributions"])
    policy = Policy(threshold=3, dominance=Dominance(units=1, percent=80, p_percent=0))
    protected = protect(Table("t", cells, ("row", "column")), policy, releases=())
    hidden = hidden_cells(protected)
    assert hidden == {at(r, c) for r in "AB" for c in "fm"}
    width = protected.audit.intervals.set_index("cell").loc["column=f row=A"]
    assert width["lo"] <= 100 - 12.5
    assert width["hi"] >= 100 + 12.5
