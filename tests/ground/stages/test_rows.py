"""Rows are grouped in order, and described by what is particular to them."""

import pytest

from builders import observations
from exchange_stats.ground.stages.rows import describe, group_rows


def test_rows_are_grouped_by_the_values_of_columns_in_order():
    table = observations(
        {"period": "2018"}, {"period": "2017"}, {"period": "2018", "cell": "C15", "edition": "2019"}
    )
    groups = group_rows(table, ["origin", "period"])
    found = {key: [row["edition"] for row in rows] for key, rows in groups.items()}
    assert list(found.items()) == [(("KGZ", "2017"), ["2018"]), (("KGZ", "2018"), ["2018", "2019"])]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"origin": "KGZ", "host": "CHN", "isced_level": "_T"}, "KGZ CHN"),
        ({"workbook_id": "moe", "sheet": "KGZ", "cell": "C4"}, "(moe KGZ!C4)"),
        ({"claim_id": "C7", "workbook_id": "st", "sheet": "1", "cell": "A9"}, "C7 (st 1!A9)"),
        ({"indicator_id": "share", "series": "cgs", "period": "2018"}, "share cgs 2018"),
        ({"sex": "F", "isced_field": "07"}, "07 F"),
        ({"note": "x"}, "{'note': 'x'}"),
    ],
)
def test_a_row_is_described_by_what_is_particular_to_it_and_its_place(row, text):
    assert describe(row) == text
