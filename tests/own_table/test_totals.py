"""Totals are the sums of their parts, those that are given stay, and a missing part is missing."""

import pandas as pd

from exchange_stats.own_table.totals import add_totals
from own_counts import NAMES, parts, wide


def test_totals_are_sums_of_the_parts():
    table = wide(add_totals(parts(), NAMES), "value")
    assert table.loc["_T"].tolist() == [76, 30, 59, 165]
    assert table["_T"].tolist() == [58, 44, 63, 165]


def test_a_total_that_is_given_stays():
    given = pd.concat([parts(), pd.DataFrame([{**parts().iloc[0], "isced_level": "_T"}])])
    assert wide(add_totals(given, NAMES), "value").loc["A", "_T"] == 20


def test_a_total_of_a_missing_part_is_missing_and_of_none_that_can_exist_cannot_exist():
    table = parts({"A": (20, None, 12), "B": (25, None, 16)})
    table["status"] = ["A", "O", "A", "A", "M", "A"]
    statuses = wide(add_totals(table, NAMES), "status")
    assert statuses.loc[["A", "B", "_T"], "_T"].tolist() == ["O", "A", "O"]
    table["status"] = table["status"].replace("O", "M")
    assert wide(add_totals(table, NAMES), "status").loc["_T", "7"] == "M"
