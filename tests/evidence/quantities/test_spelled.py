"""Numbers in words become digits, and only where they are one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.evidence.quantities.spelled import in_digits
from exchange_stats.ground.errors import ValueTextError

ONES = [
    *("one", "two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
CHINESE = "零一二三四五六七八九"


def english(number):
    """The number in English words, below a million."""
    if number >= 1000:
        return f"{english(number // 1000)} thousand {english(number % 1000)}".strip()
    if number >= 100:
        return f"{ONES[number // 100 - 1]} hundred {english(number % 100)}".strip()
    if number >= 20:
        return "-".join([TENS[number // 10 - 2], *([ONES[number % 10 - 1]] if number % 10 else [])])
    return ONES[number - 1] if number else ""


def chinese(number):
    """The number in Chinese signs, below ten thousand; each place is named."""
    places = [(1000, "千"), (100, "百"), (10, "十"), (1, "")]
    return "".join(
        CHINESE[number // size % 10] + name for size, name in places if number // size % 10
    )


@given(st.integers(1, 999_999))
def test_every_number_in_english_words_reads_back(number):
    assert in_digits(f"about {english(number)} students") == f"about {number} students"


@given(st.integers(1, 9_999))
def test_every_number_in_chinese_signs_reads_back(number):
    assert in_digits(f"约{chinese(number)}人") == f"约{number}人"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("A hundred", "100"),
        ("twenty-five thousand and one", "25001"),
        ("сто двадцать пять", "125"),
        ("четыре тысячи двести", "4200"),
        ("двадцати одной тысячи", "21000"),
        ("миллиона", None),
        ("эки жүз элүү", "250"),
        ("он беш миңден ашык", "15000 ашык"),
        ("十五", "15"),
        ("两万五千", "25000"),
        ("一百零五", "105"),
        ("一亿二千万", "120000000"),
        ("no number here", "no number here"),
        ("one of 450 students", "one of 450 students"),
        ("someone", "someone"),
    ],
)
def test_words_of_one_number_become_its_digits(text, digits):
    if digits is None:
        with pytest.raises(ValueTextError, match="is no one number"):
            in_digits(text)
    else:
        assert in_digits(text) == digits


@pytest.mark.parametrize(
    "text",
    [
        "thousand",
        "several thousand",
        "half a million",
        "four five",
        "five twenty",
        "пять-шесть тысяч",
        "полторы тысячи",
        "бир нече миң",
        "二〇二五",
        "二三百",
        "上千",
        "one school and five students",
    ],
)
def test_words_of_no_or_of_several_numbers_are_refused(text):
    with pytest.raises(ValueTextError, match="is no one number, expected one; write it in digits"):
        in_digits(text)
