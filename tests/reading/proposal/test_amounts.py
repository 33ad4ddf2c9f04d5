"""Printed numbers become numbers; the decimal mark is decided by the whole table."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.reading.proposal.amounts import (
    Amount,
    Amounts,
    Decimals,
    amount_of,
    column_texts,
    decimals_of,
    number_matrix,
    stored_texts,
)

POINT = Decimals(".", certain=True)
COMMA = Decimals(",", certain=True)


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1,5", "2,25"], ","),
        (["1.5", "2.25"], "."),
        (["1 284,4", "1 300"], ","),
        (["1,234.5", "12"], "."),
        (["1.234,5"], ","),
        (["13,520", "8,630", "118,615"], "."),
        (["1.234.567"], ","),
        ([], "."),
    ],
)
def test_the_decimal_mark_is_decided_by_all_texts(texts, mark):
    assert decimals_of(texts) == Decimals(mark, certain=True)


def test_texts_that_do_not_decide_leave_a_doubt():
    decimals = decimals_of(["2.300"])
    assert not decimals.certain
    assert amount_of("2.300", decimals).status == "U"


def test_texts_that_contradict_one_another_leave_a_doubt():
    assert not decimals_of(["1,5", "1.5", "2.5"]).certain


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4 200¹", Amount("4200", "", ("1",))),
        ("12.5%", Amount("12.5")),
        ("+3", Amount("3")),
        ("…", Amount("", "O")),
        ("not known", Amount("", "O")),
        ("about 12", Amount("", "O")),
    ],
)
def test_a_text_is_a_number_or_has_a_status(text, amount):
    assert amount_of(text, POINT) == amount


@given(st.integers(-(10**12), 10**12), st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"]))
def test_a_whole_number_in_groups_is_read_back(number, space):
    assert amount_of(f"{number:,}".replace(",", space), COMMA).value == str(number)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from([POINT, COMMA]))
def test_a_decimal_is_read_back_under_its_mark(number, decimals):
    text = f"{number:.2f}".replace(".", decimals.mark)
    assert float(amount_of(text, decimals).value) == pytest.approx(float(number))


@given(st.lists(st.floats(-1e15, 1e15, allow_nan=False), min_size=1))
def test_a_stored_number_is_printed_so_that_it_is_read_back(numbers):
    for number, text in zip(numbers, stored_texts(numbers), strict=True):
        assert math.isclose(float(text), number, rel_tol=1e-14, abs_tol=1e-14)
        assert "e" not in text


def test_a_column_of_every_type_has_values_and_statuses():
    values, statuses = column_texts([1.0, "2,5", None, "-", True], Amounts(COMMA))
    assert values == ["1", "2.5", "", "", ""]
    assert statuses == {2: "O", 3: "O", 4: "O"}


def test_the_numbers_of_a_table_are_a_matrix():
    found = number_matrix([[1.0, None], ["2,5", "x"]], Amounts(COMMA))
    np.testing.assert_array_equal(found, [[1, 2.5], [np.nan, np.nan]])


def test_phrases_have_no_say_in_the_decimal_mark():
    assert decimals_of(["about 223,500", "40.61"]) == Decimals(".", certain=True)


def test_a_text_with_one_reading_is_read_whatever_the_mark_of_its_table():
    assert amount_of("40.61", COMMA) == Amount("40.61")
    assert amount_of("4.200", COMMA) == Amount("4200")
    assert amount_of("4.200", POINT) == Amount("4.2")
