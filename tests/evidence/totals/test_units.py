"""Whether a table is rounded is read off its numbers; a slip or two do not change it."""

import random

import pytest

from exchange_stats.evidence.checks import load_settings
from exchange_stats.evidence.totals.units import is_multiple, unit_of

RULE = load_settings()["rounding"]


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ([1.25, 3], 0.01),
        ([12, 40, 7], 0.0),
        ([100, 200, 300, 4000, 500], 100.0),
        ([100, 200, 300, 4000], 0.0),
        ([0, 0], 0.0),
        ([], 0.0),
    ],
)
def test_the_unit_of_a_table_is_read_off_its_numbers(values, unit):
    assert unit_of(values, RULE) == unit


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ([10, 20, 40, 50, 90, 13], 0.0),  # 6 numbers: by chance in 55 of 1,000,000 tables
        ([10, 20, 40, 50, 90, 80, 13], 10.0),  # 7: in 6.4
        ([100, 200, 400, 500, 900, 800, 1340], 100.0),
        ([5, 15, 25, 40, 5, 10, 30, 125, 12], 0.0),  # 9: in 19
        ([5, 15, 25, 40, 5, 10, 30, 125, 65, 12], 5.0),  # 10: in 4.2
        ([1.5, 2.2, 4.1, 0.7, 12.3, 2.61], 0.01),
        ([1.5, 2.2, 4.1, 0.7, 12.3, 2.61, 5.2], 0.1),
        ([10, 20, 40, 50, 90, 80, 13, 27], 0.0),  # two odd ones of eight
    ],
)
def test_a_table_with_a_number_that_is_odd_is_rounded_where_chance_does_not_make_it(values, unit):
    assert unit_of(values, RULE) == unit


@pytest.mark.parametrize(("round_numbers", "unit"), [(49, 10.0), (48, 0.0)])
def test_more_odd_numbers_than_slips_make_a_table_exact(round_numbers, unit):
    values = [10 * n for n in range(1, round_numbers + 1)] + [3 + 10 * n for n in range(50)]
    assert unit_of(values[:50], RULE) == unit


def test_tables_of_exact_counts_are_exact():
    chance = random.Random(1)
    tables = [[chance.randint(1, 5000) for _ in range(24)] for _ in range(2000)]
    assert {unit_of(values, RULE) for values in tables} == {0.0}


@pytest.mark.parametrize(
    ("value", "unit", "multiple"),
    [(0.3, 0.1, True), (1234567.8, 0.1, True), (0.35, 0.1, False), (340, 10, True), (7, 5, False)],
)
def test_a_multiple_has_no_digits_beyond_the_unit(value, unit, multiple):
    assert is_multiple(value, unit) is multiple
