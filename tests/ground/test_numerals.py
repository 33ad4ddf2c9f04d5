"""One written number to its value and its granularity."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.numerals import (
    bracketed,
    number_text,
    parse_numeral,
    readings,
    whole_and_part,
    with_share,
)

WIDE = str.maketrans({str(digit): chr(0xFF10 + digit) for digit in range(10)} | {",": "\uff0c"})
SPACES = [
    *("\u0020", "\u00a0", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006"),
    *("\u2007", "\u2008", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000"),
]


@pytest.mark.parametrize(
    ("text", "value", "granularity"),
    [
        ("4215", "4215", "1"),
        ("4200", "4200", "100"),
        ("450", "450", "10"),
        ("5000", "5000", "1000"),
        ("100000", "100000", "100000"),
        ("10", "10", "10"),
        ("7", "7", "1"),
        ("0", "0", "1"),
        ("0,0", "0", "0.1"),
        ("-3750", "-3750", "10"),
        ("\u22123750", "-3750", "10"),
        ("52,44", "52.44", "0.01"),
        ("52.40", "52.4", "0.01"),
        ("0.215", "0.215", "0.001"),
        ("0,215", "0.215", "0.001"),
        ("1,234,567", "1234567", "1"),
        ("1.234.567", "1234567", "1"),
        ("1,500,000", "1500000", "100000"),
        ("1,234.5", "1234.5", "0.1"),
        ("1.234,5", "1234.5", "0.1"),
        ("1 234 567,8", "1234567.8", "0.1"),
        ("4'215", "4215", "1"),
        ("4\u2019215", "4215", "1"),
        ("  4 215\n", "4215", "1"),
    ],
)
def test_a_number_with_one_reading_needs_no_decimal_mark(text, value, granularity):
    numeral = parse_numeral(text)
    assert (numeral.value, numeral.granularity) == (Decimal(value), Decimal(granularity))


@pytest.mark.parametrize(
    ("text", "decimal", "value", "granularity"),
    [
        ("4,200", ".", "4200", "100"),
        ("4,200", ",", "4.2", "0.001"),
        ("2.300", ".", "2.3", "0.001"),
        ("2.300", ",", "2300", "100"),
        ("492,185", ".", "492185", "1"),
    ],
)
def test_the_decimal_mark_decides_between_two_readings(text, decimal, value, granularity):
    numeral = parse_numeral(text, decimal)
    assert (numeral.value, numeral.granularity) == (Decimal(value), Decimal(granularity))


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("2.300", "2300 or 2.300"),
        ("4,200", "4200 or 4.200"),
        ("492,185", "492185 or 492.185"),
        ("-1.500", "-1.500 or -1500"),
        ("1.500千", "1500 or 1.500"),
        ("1,234 тыс.", "1234 or 1.234"),
    ],
)
def test_two_readings_are_refused_and_both_are_shown(text, both):
    expected = re.escape(f"{text!r}: {both} found, expected one number; say which decimal mark")
    with pytest.raises(ValueTextError, match=f"^{expected}"):
        parse_numeral(text)


@pytest.mark.parametrize(
    ("text", "decimal"),
    [("1.5", ","), ("1,5", "."), ("1.234.567", "."), ("1,234,567", ","), ("1.234,5", ".")],
)
def test_a_text_that_is_no_number_under_the_mark_given_is_refused(text, decimal):
    with pytest.raises(ValueTextError, match="no number found"):
        parse_numeral(text, decimal)


@pytest.mark.parametrize("space", SPACES, ids=[f"U+{ord(space):04X}" for space in SPACES])
def test_a_space_of_any_width_groups_thousands_and_stands_before_a_scale_word(space):
    assert parse_numeral(f"4{space}215").value == 4215
    assert parse_numeral(f"{space}1{space}284,4{space}").value == Decimal("1284.4")
    assert parse_numeral(f"4,2{space}тыс.").value == 4200


def test_spaces_of_two_widths_in_one_number_are_one_kind():
    assert parse_numeral("1\u00a0234\u2009567").value == 1234567


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("３，１００", 3100),
        ("２０１９", 2019),
        ("１．５", Decimal("1.5")),
        ("４\u3000２１５", 4215),
    ],
)
def test_full_width_digits_are_digits_and_their_comma_only_groups(text, value):
    assert parse_numeral(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "granularity"),
    [
        ("1.2万", 12000, 1000),
        ("0.8万", 8000, 1000),
        ("1.5千", 1500, 100),
        ("５万", 50000, 10000),
        ("2亿", 200000000, 100000000),
        ("1千万", 10000000, 10000000),
        ("5百", 500, 100),
        ("3萬", 30000, 10000),
        ("4,2 тыс.", 4200, 100),
        ("4,25 тыс", 4250, 10),
        ("4,20 тыс.", 4200, 10),
        ("16,9 ТЫС.", 16900, 100),
        ("5 тысяч", 5000, 1000),
        ("1,5 млн.", 1500000, 100000),
        ("2 млрд", 2000000000, 1000000000),
        ("4 миң", 4000, 1000),
        ("4,2 миң", 4200, 100),
        ("12 thousand", 12000, 1000),
        ("1.5 Million", 1500000, 100000),
    ],
)
def test_a_scale_word_multiplies_value_and_granularity(text, value, granularity):
    numeral = parse_numeral(text)
    assert (numeral.value, numeral.granularity) == (value, granularity)


def test_scale_words_are_facts_and_the_longest_one_counts(tmp_path):
    rows = "word,language,factor,note\nB,en,100,\nKB,en,1000,\nthree KB,en,3000,\n"
    (tmp_path / "scales.csv").write_text(rows, encoding="utf-8")
    with factbook.using(tmp_path):
        found = [parse_numeral(text).value for text in ("5B", "5 kb", "5 Three KB")]
    assert found == [500, 5000, 15000]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "\u2013",
        "\u2026",
        "万",
        "тыс.",
        "NaN",
        "Infinity",
        "1e5",
        "+5",
        "5%",
        ".5",
        "5.",
        "5,",
        "--5",
        "4 20",
        "4  215",
        "12,34,567",
        "1,284,4",
        "1,234 567",
        "1234 567",
        "012 345",
        "3,1.200",
        "40.2547222221836 7",
        "1 2,3 4",
        "4 200\u00b9",
        "15\u00b2",
        "4200 students",
        "1万千",
        "5 thousandth",
        "1_000",
        "12345678901234567890123456789",
    ],
)
def test_what_is_not_one_number_is_refused(text):
    with pytest.raises(ValueTextError, match=f"^{re.escape(repr(text))}: no number found"):
        parse_numeral(text)


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        ("2.300", ["2300", "2.3"]),
        ("1,2", ["1.2"]),
        ("1 234", ["1234"]),
        ("0.000", ["0"]),
        ("1234,567", ["1234.567"]),
        ("1,284,4", []),
    ],
)
def test_readings_lists_every_number_a_text_can_be(digits, found):
    assert readings(digits) == tuple(Decimal(value) for value in found)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12000.0"), "12000"),
        (Decimal("1.2E+4"), "12000"),
        (Decimal("0.50"), "0.5"),
        (Decimal("-0.0"), "0"),
        (-0.0, "0"),
        (0, "0"),
        (4200, "4200"),
        (4200.0, "4200"),
        (1e22, "10000000000000000000000"),
        (1e-7, "0.0000001"),
        (0.1 + 0.2, "0.30000000000000004"),
        (-3750.5, "-3750.5"),
    ],
)
def test_number_text_has_no_exponent_and_no_zeros_at_the_end(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), Decimal("NaN")])
def test_number_text_of_no_finite_number_is_refused(value):
    with pytest.raises(ValueTextError, match="expected a finite number; leave the text empty"):
        number_text(value)


NUMBERS = st.decimals(
    min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=None
).filter(lambda value: len(format(value, "f").lstrip("-").replace(".", "")) <= 28)
GROUP_MARKS = ["", ",", ".", "'", "\u2019", *SPACES]


def printed(value, decimal, group, wide=False):
    """The number as a table prints it, with one of the marks that we say we read."""
    text = format(value, ",f").replace(",", "T").replace(".", decimal).replace("T", group)
    return text.translate(WIDE) if wide and decimal != "," else text


FORMS = st.tuples(
    NUMBERS, st.sampled_from(".,"), st.sampled_from(GROUP_MARKS), st.booleans()
).filter(lambda form: form[1] != form[2])


@given(FORMS)
def test_a_number_in_any_printed_form_reads_back_as_itself_when_the_mark_is_known(form):
    assert parse_numeral(printed(*form), decimal=form[1]).value == form[0]


@given(FORMS)
def test_a_number_whose_mark_is_not_known_reads_back_as_itself_or_is_refused(form):
    assert read_or_refuse(printed(*form)) in (form[0], "two readings")


def read_or_refuse(text):
    try:
        return parse_numeral(text).value
    except ValueTextError as error:
        return "two readings" if " or " in str(error) else "no number"


@given(st.integers(1, 10**9), st.sampled_from(["", ",", " "]))
def test_granularity_is_the_place_of_the_last_digit_that_is_not_zero(value, group):
    numeral = parse_numeral(printed(Decimal(value), ".", group), decimal=".")
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    assert numeral.granularity == 10**zeros


@given(NUMBERS)
def test_number_text_reads_back_as_the_number(value):
    assert parse_numeral(number_text(value), decimal=".").value == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_text_of_a_float_is_that_float(value):
    assert float(number_text(value)) == value


@pytest.mark.parametrize(
    ("text", "count", "share"),
    [
        ("1 234 (12,5%)", "1 234", "(12,5%)"),
        ("1,234 / 12.5 %", "1,234", "/ 12.5 %"),
        ("492185\uff0852.4\uff05\uff09", "492185", "\uff0852.4\uff05\uff09"),
        ("1 234 (12)", "", ""),
        ("12,5%", "", ""),
    ],
)
def test_a_count_is_told_from_the_share_beside_it(text, count, share):
    assert with_share(text) == (count, share)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("35/12", ("35", "12")),
        ("1 204 / 450", ("1 204", "450")),
        ("12/35", ()),
        ("01/01", ()),
        ("2019", ()),
    ],
)
def test_a_part_of_a_whole_is_not_greater_than_it(text, found):
    assert whole_and_part(text) == found


def test_a_number_in_brackets_is_found_without_them():
    assert bracketed("(1 200)") == "1 200"
    assert bracketed("\uff08120\uff09") == "120"
    assert bracketed("(a)") == bracketed("12 (3)") == ""
