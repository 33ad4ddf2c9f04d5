"""Lines of a list become codes, or are refused by place and kind, never by their text."""

import datetime

import pytest

from exchange_stats.evidence import harmonise
from exchange_stats.reading.returns.persons import read_persons
from exchange_stats.reading.returns.roster import find_rosters
from exchange_stats.reading.workbook import read_workbook
from returned import PERSON_HEADINGS, person, person_list


def read(path, origin="CHN"):
    faults = []
    (roster,) = find_rosters(read_workbook(path))

    def known(dimension, text):
        return harmonise.label_codes("returns_kyrgyz_side", dimension, text)

    return read_persons(roster, known, origin, {}, faults), faults


def test_a_line_becomes_codes(tmp_path):
    (found,), faults = read(person_list(tmp_path / "l.xlsx", [person(1)]))
    assert faults == []
    assert (found.institution, found.year, found.sex) == ("institution=KG-OSHSU", "2025/26", "F")
    assert (found.level, found.isced_field) == ("programme=degree isced_level=6", "02")
    assert found.funding == "self"


@pytest.mark.parametrize("word", ["Ж", "жен.", "аял", "女", "Female"])
def test_words_of_four_languages_mean_the_same(tmp_path, word):
    (found,), _ = read(person_list(tmp_path / "l.xlsx", [person(1, Пол=word)]))
    assert found.sex == "F"


def test_citizens_of_other_countries_are_left_out(tmp_path):
    lines = [person(1), person(2, Гражданство="Индия"), person(3, Гражданство="中国")]
    found, faults = read(person_list(tmp_path / "l.xlsx", lines))
    assert (len(found), faults) == (2, [])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"Пол": "тайна"}, "E4: a text found, expected a known sex"),
        ({"Уровень": 3}, "G4: a number found, expected a known level"),
        ({"Гражданство": None}, "F4: nothing found, expected a known citizenship"),
        ({"Вуз": "Тайный вуз"}, "J4: a text found, expected a known institution"),
        ({"Область образования": "тайна"}, "H4: a text found, expected a known field"),
        ({"Учебный год": "2025"}, "K4: a text found, expected a known year"),
        ({"Пол": datetime.date(2003, 2, 1)}, "E4: a date found, expected a known sex"),
    ],
)
def test_a_cell_that_is_not_understood_is_named_by_place_and_kind(tmp_path, changed, message):
    found, faults = read(person_list(tmp_path / "l.xlsx", [person(1, **changed)]))
    assert (found, faults) == ([], [f"Список!{message}"])


def test_persons_of_a_list_that_is_linked_later_may_stand_in_it_twice(tmp_path):
    (roster,) = find_rosters(read_workbook(person_list(tmp_path / "l.xlsx", [person(1)] * 2)))
    faults = []

    def known(dimension, text):
        return harmonise.label_codes("returns_kyrgyz_side", dimension, text)

    found = read_persons(roster, known, "CHN", None, faults)
    assert ([one.row for one in found], faults) == ([3, 4], [])


def test_a_person_counts_once(tmp_path):
    lines = [person(1), person(2), person(1, ФИО="Другое Написание")]
    _, faults = read(person_list(tmp_path / "l.xlsx", lines))
    assert faults == ["Список!A6: the same person as in Список!A4, expected each once"]


def test_look_alike_letters_of_a_passport_number_hide_no_double(tmp_path):
    lines = [person(1, **{"Номер паспорта": "EA123"}), person(2, **{"Номер паспорта": "ЕА 123"})]
    _, faults = read(person_list(tmp_path / "l.xlsx", lines))
    assert len(faults) == 1


def test_without_numbers_name_and_birth_date_tell_doubles(tmp_path):
    keep = [PERSON_HEADINGS.index(name) for name in PERSON_HEADINGS if name != "Номер паспорта"]
    lines = [[person(n)[at] for at in keep] for n in (1, 2, 1)]
    headings = [PERSON_HEADINGS[at] for at in keep]
    _, faults = read(person_list(tmp_path / "l.xlsx", lines, headings))
    assert len(faults) == 1


def test_the_same_person_at_another_institution_is_no_double(tmp_path):
    found, faults = read(person_list(tmp_path / "l.xlsx", [person(1), person(1, Вуз="КРСУ")]))
    assert (len(found), faults) == (2, [])


def test_institution_and_year_may_stand_above_the_list(tmp_path):
    from builders import write_workbook

    rows = [
        *(["Вуз: ОшГУ"], ["2025/26 уч. год"], ["ФИО", "Пол", "Гражданство"]),
        *(["Выдуманная Персона", "ж", "КНР"], ["Иная Персона", "м", "КНР"]),
    ]
    found, faults = read(write_workbook(tmp_path / "l.xlsx", {"s": rows}))
    assert faults == []
    assert [(p.institution, p.year, p.sex) for p in found] == [
        *(("institution=KG-OSHSU", "2025/26", "F"), ("institution=KG-OSHSU", "2025/26", "M")),
    ]


def test_missing_columns_are_named(tmp_path):
    path = person_list(tmp_path / "l.xlsx", [["а", "б", "ж"]], ["ФИО", "Паспорт", "Пол"])
    _, faults = read(path)
    assert faults == [
        "Список!A3: no column of citizenship and of institution and of year; add it to the list"
    ]


def test_two_columns_of_one_meaning_are_refused(tmp_path):
    path = person_list(tmp_path / "l.xlsx", [[*person(1), "КНР"]], [*PERSON_HEADINGS, "Страна"])
    _, faults = read(path)
    assert faults == ["Список!L3: a second column of citizenship, expected one; take it out"]
