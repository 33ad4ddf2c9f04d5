"""Printed numbers become numbers, under the decimal mark of their table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.reading.notes import Meaning
from exchange_stats.reading.proposal.amounts import (
    Amount,
    Amounts,
    Decimals,
    amount_of,
    decimals_of,
)

POINT = Decimals(".", certain=True)
COMMA = Decimals(",", certain=True)


def test_texts_that_do_not_decide_leave_a_doubt():
    decimals = decimals_of(["2.300"])
    assert not decimals.certain
    amount = amount_of("2.300", decimals)
    assert (amount.value, amount.status) == ("", "U")
    assert amount.note.startswith("'2.300' can be 2.3 or 2300: which mark")


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


@pytest.mark.parametrize("text", ["150b", "<5", "3 mln. soms"])
def test_what_may_be_a_power_of_ten_or_a_bound_is_no_number(text):
    found = amount_of(text, POINT)
    assert (found.value, found.status) == ("", "O")
    assert found.note.endswith("is no number")


def test_a_share_beside_a_count_is_told_in_a_note():
    assert amount_of("1 234 (12,5%)", COMMA) == Amount("1234", note="with '(12,5%)' in the cell")


def test_two_numbers_in_one_cell_are_a_question():
    found = amount_of("35/12", POINT)
    assert (found.value, found.status) == ("", "U")
    assert found.note == "35 and 12 in one cell: which of them does the heading mean?"


def test_a_number_in_brackets_is_a_question():
    found = amount_of("(120)", POINT)
    assert (found.value, found.status) == ("", "U")
    assert found.note == "'(120)' can be 120 or -120: what do the brackets mean?"


def test_a_letter_that_may_be_a_power_of_ten_leaves_a_doubt_unless_the_legend_explains_it():
    known = Amounts(POINT)
    amount = known.meant(known["312 b"])
    assert (amount.value, amount.status) == ("", "U")
    assert amount.note == "'312 b' can be 312 with the mark 'b', or a power of ten of it"
    known.legend = {"b": Meaning("B", "", "b = break")}
    assert known.meant(known["312 b"])[:2] == ("312", "B")
    assert known.meant(known["1.5 m"])[:2] == ("", "U")


def in_table(text, **legend):
    """Return what a text says in a table with some signs explained."""
    known = Amounts(POINT)
    known.legend = dict(legend.values())
    return known.meant(known[text])


STAR = ("*", Meaning("P", "", "* provisional"))
DASH = ("-", Meaning("A", "0", "- none"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12*", Amount("12", "P", ("*",), "", "* provisional")),
        ("12 1)", Amount("12", "", ("1)",))),
        ("12", Amount("12")),
        ("\u2013", Amount("0", "A", (), "\u2013", "- none")),
        ("\u2026", Amount("", "O", (), "\u2026", "what '\u2026' means is not stated")),
        ("no data", Amount("", "O", (), "no data")),
        (" ", Amount("", "O")),
        ("about 12*", Amount("", "O", ("*",), "", "'about 12*' is no number")),
    ],
)
def test_a_sign_or_a_mark_means_what_the_table_says_of_it(text, said):
    assert in_table(text, star=STAR, dash=DASH) == said


def test_without_a_legend_a_mark_is_only_a_mark():
    assert in_table("12*") == Amount("12", "", ("*",))


@pytest.mark.parametrize("nought", ["0", "0,0", "0.0"])
def test_a_nought_that_the_legend_explains_is_no_plain_nought(nought):
    small = (nought, Meaning("N", "", "less than half"))
    assert in_table("0", small=small) == Amount("0", "N", note="less than half")
    secret = (nought, Meaning("Q", "", "kept back"))
    assert in_table("0", secret=secret) == Amount("", "Q", note="kept back")
    assert in_table("5", small=small) == Amount("5")


def test_both_readings_of_a_text_are_told():
    found = amount_of("2,300", decimals_of(["2,300"]))
    assert found.note.startswith("'2,300' can be 2300 or 2.3: which mark of decimals")
