"""Printed numbers become numbers; the decimal mark is decided by the whole table."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.reading.notes import Meaning
from exchange_stats.reading.proposal.amounts import (
    Amount,
    Amounts,
    Decimals,
    amount_of,
    column_texts,
    decimals_of,
    number_matrix,
    settled,
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
    amount = amount_of("2.300", decimals)
    assert (amount.value, amount.status) == ("", "U")
    assert amount.note.startswith("'2.300' can be 2.3 or 2300: which mark")


def test_texts_that_contradict_one_another_leave_a_doubt():
    assert not decimals_of(["1,5", "1.5", "2.5"]).certain


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4 200¹", Amount("4200", "", ("1",))),
        ("12.5%", Amount("12.5")),
        ("+3", Amount("3")),
        ("…", Amount("", "O", (), "…")),
        ("not known", Amount("", "O", (), "not known")),
        ("about 12", Amount("", "O", note="'about 12' is no number")),
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


def test_phrases_have_no_say_in_the_decimal_mark():
    assert decimals_of(["about 223,500", "40.61"]) == Decimals(".", certain=True)


def test_a_text_with_one_reading_is_read_whatever_the_mark_of_its_table():
    assert amount_of("40.61", COMMA) == Amount("40.61")
    assert amount_of("4.200", COMMA) == Amount("4200")
    assert amount_of("4.200", POINT) == Amount("4.2")


GROUPS = ["", " ", "\u00a0", "\u2009", "\u202f", "'", ",", "."]
WIDE = str.maketrans("0123456789", "".join(map(chr, range(0xFF10, 0xFF1A))))


@st.composite
def printed_numbers(draw):
    """Draw a number with one of the ways in which tables print it."""
    decimal = draw(st.sampled_from([".", ","]))
    group = draw(st.sampled_from([sign for sign in GROUPS if sign != decimal]))
    places = draw(st.integers(0, 3))
    number = draw(st.decimals(-(10**9), 10**9, places=places))
    text = f"{number:,f}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    if draw(st.booleans()):
        text = text.translate(WIDE)
    text = text.replace("-", draw(st.sampled_from(["-", "\u2212"])))
    return number, text + draw(st.sampled_from(["", "¹", " 1)", "*", " %", " (a)"]))


@given(printed_numbers(), st.lists(printed_numbers(), max_size=3))
def test_a_printed_number_is_read_back_or_refused(one, others):
    number, text = one
    decimals = decimals_of([text])
    amount = amount_of(text, decimals)
    assert amount.value == "" or float(amount.value) == float(number) or not decimals.certain
    if not amount.value:
        assert amount.status
    for _, other in others:
        known = amount_of(text, decimals_of([text, other]))
        assert known.value or known.status


@given(printed_numbers(), st.sampled_from([POINT, COMMA]))
def test_a_number_printed_with_the_mark_of_its_table_is_read_back(one, decimals):
    number, text = one
    if decimals.mark not in text.translate({0xFF0C: ","}) or text.count(decimals.mark) > 1:
        return
    fraction = text.rpartition(decimals.mark)[2]
    if len(number.as_tuple().digits) and -number.as_tuple().exponent == sum(
        map(str.isdecimal, fraction.split(" ")[0].rstrip("¹"))
    ):
        amount = amount_of(text, decimals)
        assert amount.status or float(amount.value) == float(number)


@given(st.integers(0, 10**6), st.sampled_from([("万", 10**4), (" тыс.", 1000), ("千", 1000)]))
def test_a_scale_word_is_applied(number, scale):
    word, factor = scale
    assert float(amount_of(f"{number}{word}", POINT).value) == number * factor


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
    ("text", "value", "marks"),
    [
        ("74008 p", "74008", ("p",)),
        ("9,450a", "9450", ("a",)),
        ("$9,800", "9800", ()),
        ("-\u20ac5", "-5", ()),
        ("5,200\u4eba", "5200", ()),
        ("0.8\u4e07\u4eba", "8000", ()),
    ],
)
def test_letters_money_and_counting_words_are_not_part_of_a_number(text, value, marks):
    found = amount_of(text, POINT)
    assert (found.value, found.marks) == (value, marks)


def test_a_unit_in_the_cell_is_told():
    assert amount_of("5,200\u4eba", POINT).note == "with its unit '\u4eba' in the cell"
    assert amount_of("5,200", POINT).note == ""


@pytest.mark.parametrize("text", ["1.5 m", "12 b", "150b", "<5", "3 mln. soms"])
def test_what_may_be_a_power_of_ten_or_a_bound_is_no_number(text):
    found = amount_of(text, POINT)
    assert (found.value, found.status) == ("", "O")
    assert found.note.endswith("is no number")
