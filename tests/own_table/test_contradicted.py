"""A number that was told before and cannot be true with the table is named with both numbers."""

import pytest

from exchange_stats.disclosure.ledger import load_releases
from exchange_stats.ground.errors import DisclosureError
from exchange_stats.own_table.contradicted import refuse_other_totals, revisions
from exchange_stats.own_table.given import own_cells
from exchange_stats.own_table.protected import protect_table
from own_counts import NAMES, SAID, full, parts

STATED = {**SAID, "period": "2024/25", "programme": "all", "synthetic": ""}
CELL = "basis=at_date host=KGZ measure=enrolled origin=CHN period=2024/25 population=citizenship"
TOLD = f"{CELL} unit=persons"


def cells(table):
    return own_cells(table, NAMES)


def row(lo, hi, cell=TOLD):
    said = {"release_id": "speech", "table_id": "K1", "shown": "about 450"}
    return {**said, "cell": cell, "lo": lo, "hi": hi, "parents": ""}


def test_parts_without_their_total_that_make_another_are_refused_with_both_numbers():
    with pytest.raises(DisclosureError) as refused:
        protect_table(parts(**STATED), NAMES)
    said = str(refused.value)
    assert "parts that do not make the total that was told before" in said
    assert f"{TOLD} adds up to 165; statement-2025-07 CK019 told about 450 (445 to 454)" in said
    assert "give the totals too (add_totals)" in said


def test_a_total_of_ones_own_that_revises_one_told_before_is_named_for_a_person():
    safe = protect_table(full(**STATED), NAMES)
    assert safe.messages[-1].endswith("is 165; statement-2025-07 CK019 told about 450 (445 to 454)")


@pytest.mark.parametrize(
    ("lo", "hi", "found"),
    [("165", "165", ""), ("160", "", ""), ("166", "", "166 or more"), ("0", "164", "0 to 164")],
)
def test_a_total_within_the_bounds_is_no_contradiction(lo, hi, found):
    assert revisions(cells(full(**STATED)), [row(lo, hi)]) == (
        (f"{TOLD} is 165; speech K1 told about 450 ({found})",) if found else ()
    )


def test_a_part_that_is_missing_leaves_the_total_open_above():
    table = parts(**STATED)
    table.loc[0, "value"] = None  # 20 of 165
    refuse_other_totals(cells(table), [row("445", "454")])
    with pytest.raises(DisclosureError, match="adds up to 145 or more; speech K1 told about 450"):
        refuse_other_totals(cells(table), [row("100", "144")])


def test_what_was_told_of_other_cells_contradicts_nothing():
    told = [row("1", "2", "host=KGZ"), *load_releases()]
    table = parts(**STATED | {"period": "2030/31"})
    assert revisions(cells(table), told) == ()
    refuse_other_totals(cells(table), told)
