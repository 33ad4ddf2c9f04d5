"""Cells that no table has, but that follow by subtraction, are protected too."""

import pandas as pd
import pytest

from exchange_stats.disclosure.ledger import Release, pose_problem, record_table
from exchange_stats.disclosure.policy import Policy
from exchange_stats.disclosure.protection import judge, protect
from exchange_stats.disclosure.tables import Table, cell_key
from exchange_stats.ground.errors import DisclosureError

POLICY = Policy(threshold=3)
CONTEXT = {"origin": "KGZ", "host": "CHN", "period": "2031"}


def table(name, numbers, **said):
    cells = pd.DataFrame({"city": list(numbers), "value": [str(n) for n in numbers.values()]})
    return Table(name, cells, ("city",), context=CONTEXT | said)


def released(given, release_id):
    protected = protect(given, POLICY, releases=())
    return record_table(given, protected.told, Release(release_id, "2031-10-01", "suppress"))


ALL = table("all", {"x": 40, "y": 50, "_T": 90})
DEGREE = table("degree", {"x": 38, "y": 30, "_T": 68}, programme="degree")


def nondegree(city):
    return cell_key(CONTEXT | {"programme": "nondegree", "city": city})


def test_two_tables_whose_difference_is_small_are_not_released_one_after_the_other():
    earlier = released(DEGREE, "one")  # 40 less 38: two without a degree in x
    plain = protect(ALL, POLICY, releases=())
    assert set(plain.table["shown"]) == {"40", "50", "90"}
    failures = judge([ALL], plain.table, POLICY, releases=earlier).failures
    assert any("city=x" in text and "programme=nondegree" in text for text in failures)
    protected = protect(ALL, POLICY, releases=earlier)
    shown = dict(zip(protected.table["city"], protected.table["shown"], strict=True))
    assert shown["x"] == "c"


def test_a_difference_of_many_or_of_nobody_may_be_known():
    for number in (30, 40):
        earlier = released(table("degree", {"x": number, "y": 30}, programme="degree"), "one")
        assert "c" not in set(protect(ALL, POLICY, releases=earlier).table["shown"])


def test_three_tables_of_one_level_each_are_held_against_each_other():
    numbers = {"all": {"x": 40, "y": 60}, "6": {"x": 25, "y": 30}, "7": {"x": 13, "y": 30}}
    levels = [table(level, numbers[level], isced_level=level) for level in "67"]
    degree = table("degree", numbers["all"], programme="degree")
    earlier = [row for one in levels for row in released(one, one.id)]
    protected = protect(degree, POLICY, releases=earlier)  # 40 - 25 - 13: two of other levels
    shown = dict(zip(protected.table["city"], protected.table["shown"], strict=True))
    assert shown["x"] == "c"
    assert judge([degree], protected.table, POLICY, releases=earlier).passed


def test_the_primary_cell_is_the_one_that_no_table_has():
    problem = pose_problem([ALL], POLICY, released(DEGREE, "one")).problem
    names = {problem.system.keys[at] for at in problem.primaries}
    assert nondegree("x") in names
    assert nondegree("y") not in names


def test_what_must_be_kept_and_would_tell_the_difference_is_refused():
    x = cell_key(CONTEXT | {"city": "x"})
    with pytest.raises(DisclosureError, match="city=x"):
        protect(ALL, POLICY, keep=[x], releases=released(DEGREE, "one"))


def test_releases_that_cannot_both_be_true_are_named_and_left_to_their_own_sums():
    more = table("degree", {"x": 45, "y": 30}, programme="degree")  # 45 of 40 with a degree
    posed = pose_problem([ALL], POLICY, released(more, "one"))
    assert any("do not fit by the sums of their codes" in text for text in posed.unfit)
