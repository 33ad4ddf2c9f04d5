"""Columns of cells become values: numbers, texts and signs side by side."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.reading.notes import Meaning
from exchange_stats.reading.proposal.amounts import (
    Amount,
    Amounts,
    Decimals,
    column_texts,
    flagged,
    number_matrix,
    stored_texts,
)

POINT = Decimals(".", certain=True)
COMMA = Decimals(",", certain=True)


@given(st.lists(st.floats(-1e15, 1e15, allow_nan=False), min_size=1))
def test_a_stored_number_is_printed_so_that_it_is_read_back(numbers):
    for number, text in zip(numbers, stored_texts(numbers), strict=True):
        assert math.isclose(float(text), number, rel_tol=1e-14, abs_tol=1e-14)
        assert "e" not in text


def test_a_column_of_every_type_has_values_and_statuses():
    values, odd = column_texts([1.0, "2,5", None, "-", True], Amounts(COMMA))
    assert values == ["1", "2.5", "", "", ""]
    assert {place: amount.status for place, amount in odd.items()} == {
        1: "",
        2: "O",
        3: "O",
        4: "O",
    }
    assert [odd[place].note for place in (1, 3, 4)] == [
        "a number stored as text",
        "what '-' means is not stated",
        "a truth value where a number is expected",
    ]


def amounts(**legend):
    known = Amounts(COMMA)
    known.legend = {sign: Meaning(*means) for sign, means in legend.items()}
    return known


def test_a_sign_means_what_the_legend_says():
    known = amounts(**{"-": ("A", "0", "- none"), "...": ("L", "", "... not collected")})
    values, odd = column_texts([1.0, "–", "…"], known)
    assert values == ["1", "0", ""]
    assert [(odd[place].status, odd[place].note) for place in (1, 2)] == [
        ("A", "- none"),
        ("L", "... not collected"),
    ]


def test_a_mark_that_the_legend_explains_gives_a_status():
    values, odd = column_texts(["12*", "7"], amounts(**{"*": ("P", "", "* provisional")}))
    assert values == ["12", "7"]
    assert odd[0].status == "P"


def test_a_nought_below_the_unit_is_no_plain_nought():
    values, odd = column_texts([0.0, 3.0], amounts(**{"0": ("N", "", "0 = below the unit")}))
    assert values == ["0", "3"]
    assert odd[0].status == "N"


def test_a_blank_cell_means_what_the_legend_says():
    _, odd = column_texts([None, 3.0], amounts(**{"": ("M", "", "blank = not applicable")}))
    assert odd[0].status == "M"


def test_words_of_legends_speak_for_themselves_in_a_cell():
    _, odd = column_texts(["конфиденциально", 3.0], Amounts(COMMA))
    assert (odd[0].status, odd[0].note) == ("Q", "")


def test_the_numbers_of_a_table_are_a_matrix():
    found = number_matrix([[1.0, None], ["2,5", "x"]], Amounts(COMMA))
    np.testing.assert_array_equal(found, [[1, 2.5], [np.nan, np.nan]])


def test_the_texts_of_small_counts_are_the_same_in_a_long_column_as_in_a_short_one():
    numbers = [float(number) for number in range(3000)] + [99_999.0]
    assert stored_texts(numbers) == [str(int(number)) for number in numbers]
    assert stored_texts([*numbers, -1.0])[-1] == "-1"
    assert stored_texts([*numbers, 100_000.0])[-1] == "100000"


def test_flags_beside_the_cells_are_told_and_read_by_the_legend():
    known = Amounts(POINT)
    known.legend = {"c": Meaning("Q", said="c = confidential")}
    values, odd = flagged((["5", "6", "7"], {}), ["", "p", "c"], known)
    assert values == ["5", "6", ""]
    assert odd == {
        1: Amount("6", "", ("p",), note="'p' stands beside it"),
        2: Amount("", "Q", ("c",), note="c = confidential; 'c' stands beside it"),
    }
