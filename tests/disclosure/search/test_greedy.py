"""The quick way: it protects as well, and costs no less than the best."""

import numpy as np
import pytest

from exchange_stats.disclosure.audit import audit_release
from exchange_stats.disclosure.equations import hidden_view
from exchange_stats.disclosure.ledger import pose_problem
from exchange_stats.disclosure.policy import Policy
from exchange_stats.disclosure.search import greedy
from exchange_stats.disclosure.search.greedy import find_quick
from exchange_stats.disclosure.search.suppress import find_optimal
from exchange_stats.ground.errors import DisclosureError
from table_builders import at, crossed, cube


@pytest.mark.parametrize("shape", [(5, 4), (3, 3, 2)])
@pytest.mark.parametrize("seed", range(3))
def test_the_quick_way_passes_the_audit_and_is_no_cheaper(shape, seed):
    problem = pose_problem([cube(shape, 80, seed)], Policy(), ()).problem
    hidden = find_quick(problem)
    view = hidden_view(problem.system, hidden)
    assert audit_release(problem.system, view, problem.primaries, problem.policy).passed
    assert problem.cost[hidden].sum() >= problem.cost[find_optimal(problem)].sum() - 1e-6


def test_cells_that_turn_out_needless_are_shown_again():
    table = crossed("f m\nA: 2 18\nB: 19 14\nC: 10 12\nD: 14 11")
    problem = pose_problem([table], Policy(threshold=3), ()).problem
    hidden = find_quick(problem)
    assert problem.system.values[hidden].sum() == 42


def test_without_time_to_look_again_more_stays_hidden():
    costs = []
    for seconds in (30, 0):
        problem = pose_problem([cube((5, 4), 80, seed=0)], Policy(seconds=seconds), ()).problem
        hidden = find_quick(problem)
        view = hidden_view(problem.system, hidden)
        assert audit_release(problem.system, view, problem.primaries, problem.policy).passed
        costs.append(problem.cost[hidden].sum())
    assert costs[0] < costs[1]


def test_what_cannot_be_protected_is_refused_here_too():
    table = crossed("f m\nA: 2 18\nB: 19 14")
    keep = [key for key in table.row_keys() if key != at("A", "f")]
    problem = pose_problem([table], Policy(), (), keep).problem
    with pytest.raises(DisclosureError, match="column=f row=A"):
        find_quick(problem)
    assert np.flatnonzero(problem.keep).size == 8


def test_a_cell_that_no_whole_persons_can_move_is_refused(monkeypatch):
    """Fractions of persons could; whether whole ones can is asked last."""
    problem = pose_problem([crossed("f m\nA: 2 18\nB: 19 14")], Policy(threshold=3), ()).problem
    monkeypatch.setattr(greedy, "lowest", lambda *_: None)
    with pytest.raises(
        DisclosureError, match=r"no whole move of column=f row=A .*; publish a coars"
    ):
        find_quick(problem)
