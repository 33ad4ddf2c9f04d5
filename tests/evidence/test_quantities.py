"""A phrase with a number becomes a quantity with bounds, or is refused in words."""

import math
from decimal import Decimal

import pytest

from exchange_stats.evidence.quantities import bounds, parse_quantity
from exchange_stats.ground.errors import ValueTextError

OPEN = math.inf

# phrase, qualifier, pragmatic bounds, strict bounds
VECTORS = [
    ("over 4,200 students", "more_than", (4201, 4299), (4201, OPEN)),
    ("about 450 students", "about", (445, 454), (445, 454)),
    ("более 4200 студентов", "more_than", (4201, 4299), (4201, OPEN)),
    ("более 4,2 тыс. студентов", "more_than", (4201, 4299), (4201, OPEN)),
    ("около 450", "about", (445, 454), (445, 454)),
    ("4 215 студентов", "exact", (4215, 4215), (4215, 4215)),
    ("не менее 400", "at_least", (400, 499), (400, OPEN)),
    ("4200дөн ашык студент", "more_than", (4201, 4299), (4201, OPEN)),
    ("4 миңден ашуун", "more_than", (4001, 4999), (4001, OPEN)),
    ("超过4200名", "more_than", (4201, 4299), (4201, OPEN)),
    ("4200余名", "more_than", (4201, 4299), (4201, OPEN)),
    ("约450人", "about", (445, 454), (445, 454)),
    ("近5000人", "nearly", (4000, 4999), (0, 4999)),
    ("1.2万余人", "more_than", (12001, 12999), (12001, OPEN)),
    ("492,185名", "exact", (492185, 492185), (492185, 492185)),
    ("up to 1500000 yuan", "up_to", (0, 1500000), (0, 1500000)),
    ("between 400 and 450", "range", (400, 450), (400, 450)),
    ("400\u2013450", "range", (400, 450), (400, 450)),
    ("nearly 4,500", "nearly", (4400, 4499), (0, 4499)),
    ("fewer than 10", "less_than", (0, 9), (0, 9)),
    ("至少30人", "at_least", (30, 39), (30, OPEN)),
]

TRAPS = [
    ("4\u00a0215 студентов", "exact", (4215, 4215), (4215, 4215)),
    ("4\u202f215 студентов", "exact", (4215, 4215), (4215, 4215)),
    ("4\u2009215 студентов", "exact", (4215, 4215), (4215, 4215)),
    ("более 4,2\u00a0тыс.", "more_than", (4201, 4299), (4201, OPEN)),
    ("4.200 студентов", "exact", (4200, 4200), (4200, 4200)),
    ("1,5 млн", "exact", (1_500_000, 1_500_000), (1_500_000, 1_500_000)),
    ("1.2 million", "exact", (1_200_000, 1_200_000), (1_200_000, 1_200_000)),
    ("до 450 человек", "up_to", (0, 450), (0, 450)),
    ("не более 450", "up_to", (0, 450), (0, 450)),
    ("no more than 450", "up_to", (0, 450), (0, 450)),
    ("no fewer than 450", "at_least", (450, 459), (450, OPEN)),
    ("just under 4,500", "nearly", (4400, 4499), (0, 4499)),
    ("不超过500人", "up_to", (0, 500), (0, 500)),
    ("最多30人", "up_to", (0, 30), (0, 30)),
    ("30多名", "more_than", (31, 39), (31, OPEN)),
    ("500人以上", "at_least", (500, 599), (500, OPEN)),
    ("450人左右", "about", (445, 454), (445, 454)),
    ("400 и более", "at_least", (400, 499), (400, OPEN)),
    ("more than 4,215", "more_than", (4216, OPEN), (4216, OPEN)),
    ("at least 4,215", "at_least", (4215, OPEN), (4215, OPEN)),
    ("about 4,215", "about", (4215, 4215), (4215, 4215)),
    ("more than 12.5", "more_than", (12.5, 12.6), (12.5, OPEN)),
    ("less than 12.5", "less_than", (0, 12.5), (0, 12.5)),
    ("about 12.5", "about", (12.45, 12.55), (12.45, 12.55)),
]

PERCENTAGES = [
    ("less than 1 %", "less_than", (0, 1), (0, 1)),
    ("менее 1\u00a0%", "less_than", (0, 1), (0, 1)),
    ("不到1%", "less_than", (0, 1), (0, 1)),
    ("不足百分之1", "less_than", (0, 1), (0, 1)),
    ("nearly 1 percent", "nearly", (0, 1), (0, 1)),
    ("about 12 per cent", "about", (11.5, 12.5), (11.5, 12.5)),
    ("около 12 процентов", "about", (11.5, 12.5), (11.5, 12.5)),
    ("более 50 процентов", "more_than", (50, 60), (50, OPEN)),
    ("more than 12 %", "more_than", (12, 13), (12, OPEN)),
    ("at least 12.5 %", "at_least", (12.5, 12.6), (12.5, OPEN)),
    ("60 пайыздан ашык", "more_than", (60, 70), (60, OPEN)),
    ("up to 20 %", "up_to", (0, 20), (0, 20)),
    ("6,86 процента", "exact", (6.86, 6.86), (6.86, 6.86)),
    ("fewer than 1", "less_than", (0, 0), (0, 0)),
]

# How speeches and papers say it: signs, inflected scale words, numbers in words, denials.
SAID = [
    ("nearly 4,200", "nearly", (4100, 4199), (0, 4199)),
    ("some 450 students", "about", (445, 454), (445, 454)),
    ("c. 450", "about", (445, 454), (445, 454)),
    ("~450", "about", (445, 454), (445, 454)),
    (">4,200", "more_than", (4201, 4299), (4201, OPEN)),
    ("\u2265 30", "at_least", (30, 39), (30, OPEN)),
    ("<5", "less_than", (0, 4), (0, 4)),
    ("450+", "at_least", (450, 459), (450, OPEN)),
    ("a minimum of 30", "at_least", (30, 39), (30, OPEN)),
    ("upwards of 4,200", "more_than", (4201, 4299), (4201, OPEN)),
    ("does not exceed 450", "up_to", (0, 450), (0, 450)),
    ("more than four thousand", "more_than", (4001, 4999), (4001, OPEN)),
    ("two hundred and five students", "exact", (205, 205), (205, 205)),
    ("4.2 Thousand", "exact", (4200, 4200), (4200, 4200)),
    ("свыше 4-х тысяч", "more_than", (4001, 4999), (4001, OPEN)),
    ("4 тысячи с лишним", "more_than", (4001, 4999), (4001, OPEN)),
    ("не менее 35 тысяч", "at_least", (35_000, 35_999), (35_000, OPEN)),
    ("не\u00a0менее 400", "at_least", (400, 499), (400, OPEN)),
    ("не превышает 450", "up_to", (0, 450), (0, 450)),
    ("порядка 4 тыс.", "about", (3500, 4499), (3500, 4499)),
    ("почти пять тысяч", "nearly", (4000, 4999), (0, 4999)),
    ("более двухсот", "more_than", (201, 299), (201, OPEN)),
    ("4 миллиона", "exact", (4_000_000, 4_000_000), (4_000_000, 4_000_000)),
    ("4 миңге жакын", "nearly", (3000, 3999), (0, 3999)),
    ("4,2 миңден көп", "more_than", (4201, 4299), (4201, OPEN)),
    ("500дөн ашык эмес", "up_to", (0, 500), (0, 500)),
    ("30дан аз эмес", "at_least", (30, 39), (30, OPEN)),
    ("болжол менен 450", "about", (445, 454), (445, 454)),
    ("450дөй студент", "about", (445, 454), (445, 454)),
    ("төрт миң эки жүздөн ашык", "more_than", (4201, 4299), (4201, OPEN)),
    ("近五千名", "nearly", (4000, 4999), (0, 4999)),
    ("四千二百余人", "more_than", (4201, 4299), (4201, OPEN)),
    ("几乎450", "nearly", (440, 449), (0, 449)),
    ("未超过500人", "up_to", (0, 500), (0, 500)),
    ("450人以下", "up_to", (0, 450), (0, 450)),
    ("450名多国学生", "exact", (450, 450), (450, 450)),
    ("最近450人", "exact", (450, 450), (450, 450)),
    ("3千万", "exact", (30_000_000, 30_000_000), (30_000_000, 30_000_000)),
]

RANGES = [
    ("от 35 до 37 тысяч", (35_000, 37_000)),
    ("между 35 и 37 тысячами", (35_000, 37_000)),
    ("35-37 thousand", (35_000, 37_000)),
    ("35-37 миң", (35_000, 37_000)),
    ("35\u201437 тыс.", (35_000, 37_000)),
    ("35 thousand to 37 thousand", (35_000, 37_000)),
    ("from 400 to 450 students", (400, 450)),
    ("400至450人", (400, 450)),
    ("从400到450人", (400, 450)),
    ("3.5万至4万人", (35_000, 40_000)),
    ("400 000 \u2013 450 000", (400_000, 450_000)),
    ("400\uff5e450人", (400, 450)),
]

REFUSED = [
    ("", "0 numbers found, expected one or a range"),
    ("students", "0 numbers found"),
    ("1, 2 and 3", "3 numbers found"),
    ("about more than 400", "says more_than and about, expected one qualifier"),
    ("более около 400", "says more_than and about"),
    ("超过约400人", "says more_than and about"),
    ("about 400 to 450", "says about of a range"),
    ("between 450 and 400", "450 to 400, expected the lower first"),
    ("3,500 - 4 thousand", "expected the lower first"),
    ("400 and 450", "two numbers joined by 'and'"),
    ("60 из 100", "two numbers joined by 'из'"),
    ("450 in 2025", "two numbers joined by 'in'"),
    ("более 4200 студентов в 2025 году", "joined by 'студентов в'"),
    ("more than 10 and less than 20", "joined by 'and less than'"),
    ("до 2027", "a year or a number of persons"),
    ("до 2027 года", "a part, a multiple, a year"),
    ("over the last 5 years", "a part, a multiple, a year"),
    ("за последние 5 лет", "a part, a multiple, a year"),
    ("от 400", "one end of a range"),
    ("from 400", "one end of a range"),
    ("-5", "a negative number"),
    ("a change of \u22125", "a negative number"),
    ("\uff0d5", "a negative number"),
    ("4.2k", "'k' behind the digits, expected at most one scale word"),
    ("4\u00bd thousand", "'\u00bd' behind the digits"),
    ("4 с половиной тысячи", "'тысячи' behind the digits"),
    ("the 3rd student", "'rd' behind the digits"),
    ("3-й студент", "a place in an order, expected a number"),
    ("не около 450", "'около' is denied, expected a phrase that says what is meant"),
    ("450 чамалуу эмес", "'чамалуу' is denied"),
    ("не\u00a0почти 450", "'почти' is denied"),
    ("不是约450人", "'约' is denied"),
    ("half a thousand", "'half a thousand' is no one number, expected one; write it in digits"),
    ("несколько тысяч", "'несколько тысяч' is no one number"),
    ("数千名", "'数千' is no one number"),
    ("450 students under the quota", "'under' after the number, expected it before"),
    ("450 примерно", "'примерно' after the number, expected it before"),
    ("多名学生450人", "'多' before the number, expected it after"),
    ("4,2", "expected one number; say which decimal mark is used"),
]


def ends(interval):
    return interval.lo, interval.hi


@pytest.mark.parametrize(
    ("phrase", "qualifier", "pragmatic", "strict"), VECTORS + TRAPS + PERCENTAGES + SAID
)
def test_a_phrase_has_one_qualifier_and_bounds_in_both_readings(
    phrase, qualifier, pragmatic, strict
):
    quantity = parse_quantity(phrase)
    assert quantity.qualifier == qualifier
    assert ends(quantity.interval()) == pragmatic
    assert ends(quantity.interval("strict")) == strict


def test_the_unit_says_that_a_bare_number_is_no_count():
    assert ends(parse_quantity("less than 1", unit="percent per year").interval()) == (0, 1)
    assert ends(parse_quantity("less than 1", unit="places").interval()) == (0, 0)


def test_no_vector_is_lost():
    assert len(VECTORS) == 21


@pytest.mark.parametrize(("phrase", "expected"), RANGES)
def test_a_range_keeps_both_ends_and_its_scale_word_holds_for_both(phrase, expected):
    quantity = parse_quantity(phrase)
    assert quantity.qualifier == "range"
    assert ends(quantity.interval()) == ends(quantity.interval("strict")) == expected
    assert quantity.value == expected[0]


@pytest.mark.parametrize(("phrase", "found"), REFUSED)
def test_a_phrase_with_two_readings_is_refused(phrase, found):
    with pytest.raises(ValueTextError, match=found):
        parse_quantity(phrase)


@pytest.mark.parametrize(
    ("phrase", "granularity"),
    [("4,200", 100), ("450", 10), ("4,2 тыс.", 100), ("1.2万", 1000), ("4,215", 1)],
)
def test_granularity_is_the_worth_of_the_last_digit_written(phrase, granularity):
    assert parse_quantity(phrase).granularity == granularity


@pytest.mark.parametrize(
    ("language", "value"), [("en", "4200"), ("zh", "4200"), ("ru", "4.2"), ("ky", "4.2")]
)
def test_the_language_decides_what_a_comma_is(language, value):
    assert parse_quantity("4,200", language).value == Decimal(value)


def test_the_named_number_stays_beside_the_bounds():
    assert parse_quantity("nearly 4,500").value == 4500


def test_an_unknown_reading_is_refused():
    with pytest.raises(
        ValueTextError, match="reading 'lenient': expected one of pragmatic, strict"
    ):
        parse_quantity("over 400").interval("lenient")


def test_an_unknown_qualifier_is_refused():
    with pytest.raises(ValueTextError, match="qualifier 'roughly': expected one of exact"):
        bounds(Decimal(4), Decimal(1), "roughly")
