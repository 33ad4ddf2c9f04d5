"""Lines of one person are joined by rules in their order, and never by a name alone."""

from itertools import permutations

import pytest

from exchange_stats.privacy.duplicates import Line, birth_date, find_persons
from exchange_stats.privacy.facts import load_privacy
from exchange_stats.privacy.names import name_keys

SETTINGS = load_privacy()["linkage"]
BORN = "2003-02-01"


def line(place, name="Asanov Bakyt", born=BORN, sex="M", **numbers):
    return Line(place, birth_date=born, sex=sex, names=name_keys(name), **numbers)


def joined(*lines):
    """Return whether the first two lines are one person."""
    found = find_persons(lines, SETTINGS)
    return found.numbers[0] == found.numbers[1]


def test_one_passport_is_one_person_whatever_else_is_written():
    other = {"name": "Wang Xiaoming", "born": "1999-12-31", "sex": "F"}
    found = find_persons([line("a", passport="p"), line("b", **other, passport="p")], SETTINGS)
    assert found.numbers == (0, 0)
    assert found.pairs == {"number": 1}


def test_one_personal_number_is_one_person():
    assert joined(line("a", personal_number="n"), line("b", name="", personal_number="n"))


def test_birth_date_sex_and_name_are_one_person_in_any_spelling():
    found = find_persons([line("a"), line("b", "Бакыт Асанов Темирович")], SETTINGS)
    assert found.numbers == (0, 0)
    assert found.pairs == {"birth date, sex and name": 1}


def test_a_renewed_passport_does_not_part_a_person():
    assert joined(line("a", passport="old"), line("b", passport="new"))


def test_two_personal_numbers_part_persons_of_one_name_and_birth_date():
    lines = [line("a", personal_number="n"), line("b", personal_number="m")]
    assert not joined(*lines)


@pytest.mark.parametrize(
    "other",
    [
        {"born": ""},
        {"born": "1999-12-31"},
        {"born": "", "passport": "p"},
        {"born": "", "sex": ""},
    ],
)
def test_a_name_alone_is_never_one_person(other):
    many = [line(str(number), name, "") for number, name in enumerate(["Asanov Bakyt"] * 50)]
    assert not joined(line("a"), line("b", **other))
    assert len(set(find_persons(many, SETTINGS).numbers)) == 50


def test_a_slip_in_a_name_is_left_to_a_person():
    found = find_persons([line("list A"), line("list B", "Asanow Bakyt")], SETTINGS)
    assert found.numbers == (0, 1)
    assert found.undecided == (("list A", "list B"),)


@pytest.fixture(scope="module")
def two_lists():
    """Return two lists of the same hundred persons, told apart by name and birth date."""
    names = [
        "Asan",
        "Bakyt",
        "Mirlan",
        "Nurlan",
        "Emil",
        "Adilet",
        "Tilek",
        "Ulan",
        "Daniyar",
        "Kubat",
    ]
    return [
        line(f"{list_id}{number}", f"{surname}ov {given}", f"2003-{1 + at:02}-{1 + number:02}")
        for list_id in "AB"
        for at, surname in enumerate(names)
        for number, given in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("name", "born"), [("Zhumabaeva Aigun", "1999-12-31"), ("Zhumabaeva Aigul", "1999-12-30")]
)
def test_a_slip_is_one_person_where_two_lists_hold_the_same_persons(two_lists, name, born):
    slip = [line("A", "Zhumabaeva Aigul", "1999-12-31"), line("B", name, born)]
    found = find_persons([*slip, *two_lists], SETTINGS)
    assert found.numbers[:2] == (0, 0)
    assert found.pairs == {"birth date, sex and name": 100, "likelihood": 1}


def test_a_name_alone_is_not_enough_however_likely(two_lists):
    slip = [line("A", "Zhumabaeva Aigul", ""), line("B", "Zhumabaeva Aigul", "")]
    found = find_persons([*slip, *two_lists], SETTINGS)
    assert found.numbers[:2] == (0, 1)
    assert found.undecided == (("A", "B"),)


@pytest.mark.parametrize("born", ["2003-02-11", "2003-01-02", "2030-02-01"])
def test_a_slip_in_a_birth_date_is_left_to_a_person(born):
    found = find_persons([line("list A"), line("list B", born=born)], SETTINGS)
    assert found.numbers == (0, 1)
    assert found.undecided == (("list A", "list B"),)


def test_two_persons_of_one_birth_date_are_two():
    found = find_persons([line("a"), line("b", "Wang Xiaoming")], SETTINGS)
    assert (found.numbers, found.pairs, found.undecided) == ((0, 1), {}, ())


def test_what_others_have_joined_is_no_longer_open():
    lines = [
        line("a", passport="p"),
        line("b", born="2003-02-11", passport="q"),
        line("c", passport="q"),
    ]
    found = find_persons(lines, SETTINGS)
    assert found.numbers == (0, 0, 0)
    assert found.undecided == ()


def test_lines_are_joined_in_chains_whatever_their_order():
    chain = [
        line("a", passport="p"),
        line("b", born="", passport="p", personal_number="n"),
        line("c", "Wang Xiaoming", "1999-12-31", personal_number="n"),
        line("d", "Li Ming", "1998-11-30"),
    ]
    for lines in permutations(chain):
        numbers = find_persons(lines, SETTINGS).numbers
        places = [one.place for one in lines]
        assert len({numbers[places.index(place)] for place in "abc"}) == 1
        assert len(set(numbers)) == 2


def test_no_lines_are_no_persons():
    assert find_persons([], SETTINGS).numbers == ()


def test_the_description_of_a_line_holds_its_place_only():
    text = repr(line("list A!B4", passport="pseudonym"))
    assert text == "Line(place='list A!B4')"


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("1.02.2003", BORN),
        ("01/02/2003", BORN),
        ("2003-02-01", BORN),
        ("2003-02-01 00:00:00", BORN),
        (" 2003年2月1日", BORN),
        ("20030201", BORN),
        ("01.02.2003 г.", BORN),
        ("31.02.2003", ""),
        ("2003", ""),
        ("37653", ""),
        ("", ""),
        ("в 2003 году", ""),
    ],
)
def test_dates_of_birth_are_read_day_first(printed, iso):
    assert birth_date(printed) == iso
