"""Numbers are found with their scale words; a part that nothing reads is refused."""

import pytest

from exchange_stats.evidence.quantities.numbers import (
    find_numbers,
    refuse_loose_ends,
    written_out,
)
from exchange_stats.ground.errors import ValueTextError


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("over 4,200 students", ["4,200"]),
        ("4 200 студентов", ["4 200"]),
        ("4-х тысяч", ["4 тысяч"]),
        ("5-ти тыс.", ["5 тыс."]),
        ("3-й студент", ["3"]),
        ("35 to 37 Thousand", ["35", "37 Thousand"]),
        ("3千万人", ["3 千万"]),
        ("4 thousandth", ["4"]),
        ("students", []),
    ],
)
def test_a_number_is_found_with_its_scale_word(text, numbers):
    assert [written_out(number) for number in find_numbers(text)] == numbers


@pytest.mark.parametrize(
    ("head", "rest", "found"),
    [
        ("a fall of -", "", "a negative number, expected a count"),
        ("\u2212", "", "a negative number"),
        ("", "k students", "'k' behind the digits, expected at most one scale word"),
        ("", "\u00bc", "'\u00bc' behind the digits"),
        ("", "二百", "'二' behind the digits"),
        ("", " 千", "千' behind the digits"),
        ("", " with half a million more", "'million' behind the digits"),
    ],
)
def test_what_belongs_to_a_number_and_is_not_read_is_refused(head, rest, found):
    with pytest.raises(ValueTextError, match=f"^'phrase': .*{found}"):
        refuse_loose_ends("phrase", head, [rest])


@pytest.mark.parametrize("rest", ["", " students", "дөн ашык", "余名", "\u00b2", "-летний"])
def test_words_and_endings_behind_a_number_are_no_part_of_it(rest):
    refuse_loose_ends("phrase", "over ", [rest])
