"""The decimal mark of a table is decided by its number texts, or left in doubt."""

import pytest

from exchange_stats.reading.proposal.amounts.decimals import (
    Decimals,
    decimals_of,
    grouped_by_column,
    settled,
)

POINT = Decimals(".", certain=True)


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


def test_texts_that_contradict_one_another_leave_a_doubt():
    assert not decimals_of(["1,5", "1.5", "2.5"]).certain


def test_phrases_have_no_say_in_the_decimal_mark():
    assert decimals_of(["about 223,500", "40.61"]) == Decimals(".", certain=True)


def test_whole_numbers_of_the_same_size_decide_that_threes_are_grouped():
    unclear = decimals_of(["1,420"])
    assert not unclear.certain
    assert settled(unclear, ["1,420"], [1604.0, 11500.0, 12261.0]) == POINT
    assert settled(unclear, ["1,420", "1604", "11500", "12261"], []) == POINT


@pytest.mark.parametrize("numbers", [[12.0, 15.0, 18.0], [1604.0, 11500.5, 9.0], [1604.0]])
def test_small_few_or_broken_numbers_decide_nothing(numbers):
    unclear = decimals_of(["1,420"])
    assert settled(unclear, ["1,420"], numbers) == unclear


@pytest.mark.parametrize(
    ("columns", "grouped"),
    [
        ([["12.034", "3.120", "450", 12.0]], True),
        ([["317,299", "312"], ["290,086", "350"]], True),
        ([["3.120", "3.127", "2.981"], ["12", "14", "11"]], False),
        ([["12.034", "3.12", "450", "12"]], False),
        ([["12.034", "3,120", "450", "12"]], False),
        ([["12.034", "450"]], False),
    ],
)
def test_bare_numbers_below_a_thousand_tell_that_threes_beside_them_are_grouped(columns, grouped):
    assert grouped_by_column(columns) is grouped
