"""Lists of several institutions give counts of persons, each once, and nothing else."""

import pytest

from exchange_stats.ground.errors import LayoutError, PrivacyError
from exchange_stats.received.linking import link_lists
from returned import person, person_list

GIVEN = ("Сяомин", "Фэн", "Ли", "Юй", "Хун", "Цзян", "Вэй", "Мин", "Бо", "Тао", "Лэй", "Пэн")


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "our.key"
    path.write_text("0f" * 32)
    path.chmod(0o600)
    return path


def one(number, **changed):
    """Return a line of a person told apart by name, passport and birth date."""
    return person(number, **{"ФИО": f"Ван {GIVEN[number]}"}, **changed)


def put(folder, *lines):
    folder.mkdir(exist_ok=True)
    person_list(folder / f"list{len(list(folder.iterdir()))}.xlsx", lines)
    return folder


LATIN = {
    **{"Сяомин": "Wang Xiaoming", "Фэн": "WANG FENG", "Ли": "Wang Li", "Юй": "Yu Wang"},
    **{"Хун": "王红", "Цзян": "王江", "Вэй": "王伟", "Мин": "Wang Ming"},
}


@pytest.fixture
def two_folders(tmp_path):
    """Twelve persons in Osh; eight of them again in a second list, spelled otherwise."""
    first = put(tmp_path / "osh", *[one(number) for number in range(12)])
    again = [
        person(number, **{"ФИО": LATIN[GIVEN[number]], "Номер паспорта": None, "Вуз": "КРСУ"})
        for number in range(8)
    ]
    return [first, put(tmp_path / "krsu", *again)]


def test_a_person_of_two_lists_counts_once(two_folders, key):
    found = link_lists(two_folders, key)
    assert found.table.to_dict("records") == [
        {
            **{"origin": "CHN", "host": "KGZ", "period": "2025/26"},
            **{"programme": "degree", "isced_level": "6", "value": "12", "unit": "persons"},
        }
    ]
    assert (found.lines, found.persons, found.more_than_once) == (20, 12, 8)
    assert found.pairs == {"birth date, sex and name": 8}
    assert found.undecided == ()


def test_two_lists_of_the_same_persons_tell_of_those_on_neither(two_folders, key):
    (undercount,) = link_lists(two_folders, key).undercount.values()
    assert (undercount.union, undercount.estimate) == (12, 12)
    assert link_lists(two_folders[:1], key).undercount == {}


def test_a_person_counts_in_the_highest_programme(tmp_path, key):
    lines = [one(number) for number in range(5)]
    higher = [one(number, Уровень="магистр") for number in range(5)]
    found = link_lists([put(tmp_path / "l", *lines, *higher)], key)
    assert found.table[["isced_level", "value"]].to_numpy().tolist() == [["7", "5"]]
    assert (found.persons, found.more_than_once, found.pairs) == (5, 5, {"number": 5})


def test_counts_may_be_by_other_columns(tmp_path, key):
    lines = [one(number, Пол="м" if number < 6 else "ж") for number in range(12)]
    found = link_lists([put(tmp_path / "l", *lines)], key, by=("institution", "sex"))
    assert found.table[["institution", "sex", "value"]].to_numpy().tolist() == [
        ["KG-OSHSU", "F", "6"],
        ["KG-OSHSU", "M", "6"],
    ]


def test_a_small_group_gives_no_table(tmp_path, key):
    lines = [
        one(number, Уровень="магистр" if number < 4 else "бакалавриат") for number in range(12)
    ]
    folder = put(tmp_path / "l", *lines)
    with pytest.raises(PrivacyError, match=r"4 of 12 records stand in groups under 5.*E_K_ANON"):
        link_lists([folder], key)
    assert link_lists([folder], key, by=("programme",)).table["value"].tolist() == ["12"]


def test_a_group_of_one_source_of_funds_gives_no_table_by_funds(tmp_path, key):
    folder = put(tmp_path / "l", *[one(number) for number in range(6)])
    with pytest.raises(PrivacyError, match=r"6 of 6 records .* fewer than 2 values of funding"):
        link_lists([folder], key, by=("programme", "funding"))


def test_without_a_key_nothing_is_read(tmp_path):
    with pytest.raises(PrivacyError, match="E_NO_KEY"):
        link_lists([tmp_path / "nowhere"], tmp_path / "no.key")


def test_an_unknown_column_is_refused(tmp_path, key):
    with pytest.raises(LayoutError, match="count by name: no such column, expected some of instit"):
        link_lists([tmp_path], key, by=("name", "sex"))


def test_what_was_found_is_said_in_words_and_places(tmp_path, key):
    lines = [one(number) for number in range(6)]
    slip = one(5, **{"Номер паспорта": None, "Дата рождения": "06.02.2008"})
    found = link_lists([put(tmp_path / "a", *lines), put(tmp_path / "b", slip)], key)
    assert str(found).splitlines() == [
        "7 lines, 7 persons",
        "Pairs of lines that are one person: none",
        "Persons in more than one programme of a year: 0",
        "Pairs for a person to decide: 1",
        "  a/list0.xlsx Список!A9 and b/list0.xlsx Список!A4",
    ]


def test_nothing_of_a_person_is_in_what_comes_out(two_folders, key):
    found = link_lists(two_folders, key)
    text = found.table.to_csv() + repr(found) + str(found)
    personal = [*GIVEN, *LATIN.values(), "E00000", "2003", "0f0f"]
    assert [value for value in personal if value in text] == []
