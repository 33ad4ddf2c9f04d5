"""A sum knows its gap, what rounding allows, and whether its like hold."""

import pytest

from exchange_stats.evidence.totals.sums import Sum, distinct, is_proven


def cell(name, value):
    return {"workbook_id": "book", "sheet": "s", "cell": name, "value": value, "fact_id": ""}


def made(total, *parts, unit=0.0, line=5):
    addends = tuple(cell(f"C{line + at}", value) for at, value in enumerate(parts, start=1))
    return Sum("totals_in_tables", "rows", cell(f"C{line}", total), addends, unit)


def test_the_gap_is_the_total_less_its_parts():
    assert made("10", "4", "5").gap == 1
    assert made("9", "4", "5").holds
    assert not made("10", "4", "5").holds


def test_the_spread_of_rounding_is_that_of_as_many_even_errors():
    """Eleven parts and their total: twelve variances of 0.1 squared by 12."""
    assert made("1", *["0.1"] * 11, unit=0.1).spread == pytest.approx(0.1)
    assert made("9", "4", "5").spread == 0


def test_what_cannot_exist_adds_nothing():
    assert made("4", "4", "").holds


def test_decimals_leave_no_noise():
    assert made("0.3", "0.1", "0.2").gap == 0


@pytest.mark.parametrize(("total", "holds"), [("1.3", True), ("1.4", False)])
def test_rounding_allows_half_a_unit_for_each_part(total, holds):
    one = made(total, "0.4", "0.4", "0.4", unit=0.1)
    assert one.tolerance == pytest.approx(0.15)
    assert one.holds is holds


def test_a_kind_of_sum_is_proven_when_half_of_those_that_tell_something_hold():
    good, bad, empty = made("9", "4", "5"), made("8", "4", "5"), made("0", "0", "0")
    assert is_proven([good, bad])
    assert not is_proven([good, bad, bad])
    assert not is_proven([empty, empty, bad])
    assert not is_proven([])


def test_the_same_cells_are_one_sum():
    assert (
        len(distinct([made("9", "4", "5"), made("9", "4", "5"), made("9", "4", "5", line=9)])) == 2
    )
