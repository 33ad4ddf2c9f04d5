"""A list of persons is told from every other workbook by its headings."""

import pytest

from builders import write_workbook
from exchange_stats.reading.returns.roster import (
    contact_columns,
    find_rosters,
    folded,
    private_cells,
)
from exchange_stats.reading.workbook import read_workbook
from returned import PERSON_HEADINGS, filled, person, person_list


def rosters_of(path):
    return find_rosters(read_workbook(path))


@pytest.mark.parametrize(
    "headings",
    [
        ["Фамилия, имя", "Паспорт", "Пол", "Гражданство"],
        ["Аты-жөнү", "Туулган күнү", "Жынысы", "Жарандыгы"],
        ["姓名", "护照号", "性别", "国籍"],
        ["Full name", "Date of birth", "Sex", "Citizenship"],
        ["ФИО / Full name", "Паспорт (серия, номер)", "Пол\nSex", "ГРАЖДАНСТВО:"],
    ],
)
def test_headings_of_four_languages_are_understood(tmp_path, headings):
    path = write_workbook(tmp_path / "l.xlsx", {"s": [["list"], headings, ["a", "b", "c", "d"]]})
    (roster,) = rosters_of(path)
    assert roster.heading_row == 1
    assert roster.kept == {"sex": 2, "citizenship": 3}
    assert [column for _, column in roster.identities] == [0, 1]


def test_all_columns_of_a_full_list_are_sorted_into_kept_and_dropped(tmp_path):
    (roster,) = rosters_of(person_list(tmp_path / "l.xlsx", [person(1)]))
    assert [name for name, _ in roster.identities] == ["name", "passport", "birth_date"]
    assert list(roster.kept) == [
        *("sex", "citizenship", "level", "field", "funding", "institution", "year")
    ]
    assert list(roster.lines()) == [3]


def test_a_table_of_counts_and_a_form_are_no_lists(tmp_path):
    counts = [["Institution", "Country", "Level", "Students"], ["a", "b", "c", 3]]
    assert rosters_of(write_workbook(tmp_path / "c.xlsx", {"s": counts})) == []
    assert rosters_of(filled(tmp_path / "f.xlsx", [])) == []


def test_no_raw_workbook_of_the_project_is_taken_for_a_list(project_root):
    for path in sorted((project_root / "data" / "raw").rglob("*.xlsx")):
        if "returns" not in path.parent.name or path.parent.name == "sample_returns":
            assert rosters_of(path) == [], path.name


def test_the_description_of_a_list_holds_no_cell(tmp_path):
    (roster,) = rosters_of(person_list(tmp_path / "l.xlsx", [person(1)]))
    assert "Персона" not in repr(roster)


def test_two_columns_of_one_meaning_are_remembered(tmp_path):
    path = person_list(tmp_path / "l.xlsx", [[*person(1), "КНР"]], [*PERSON_HEADINGS, "Страна"])
    (roster,) = rosters_of(path)
    assert roster.twice == (("citizenship", 11),)


def test_words_are_compared_without_case_and_edges():
    assert folded(" № Паспорт: ") == folded("паспорт")


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Passport No", "Score"], ["s!A1"]),
        (["No", "Full name", "Sex"], ["s!B1"]),
        (["Name", "Score"], []),
        (["Country", "Students"], []),
    ],
)
def test_columns_about_persons_are_seen_where_no_list_is_recognised(tmp_path, headings, found):
    path = write_workbook(tmp_path / "l.xlsx", {"s": [headings, ["a"] * len(headings)]})
    assert private_cells(read_workbook(path).sheets) == found


def test_telephones_alone_make_no_list_of_persons(tmp_path):
    rows = [["School", "Country", "Students", "Phone"], ["Osh", "China", 5, "0312 61 23 45"]]
    sheet = read_workbook(write_workbook(tmp_path / "l.xlsx", {"s": [["Phone"], *rows]})).sheets[0]
    assert rosters_of(tmp_path / "l.xlsx") == []
    assert private_cells([sheet]) == []
    assert contact_columns(sheet) == {3: 1}


def test_the_length_of_a_programme_is_kept_for_linking_and_makes_no_list(tmp_path):
    path = person_list(tmp_path / "l.xlsx", [[*person(1), 4]], [*PERSON_HEADINGS, "Срок обучения"])
    (roster,) = rosters_of(path)
    assert roster.linked == {"length": len(PERSON_HEADINGS)}
    assert "length" not in roster.kept
    courses = {"s": [["Name", "Length of study", "Level"], ["Law", 4, "6"]]}
    path = write_workbook(tmp_path / "c.xlsx", courses)
    assert rosters_of(path) == []
    path = write_workbook(tmp_path / "d.xlsx", {"s": [["Name", "Length of study"]]})
    assert private_cells(read_workbook(path).sheets) == []


def test_lines_without_a_person_are_passed_over_and_institutions_above_are_found(tmp_path):
    headings = ["№", *(name for name in PERSON_HEADINGS[1:] if name != "Вуз")]
    line = [
        1,
        *(v for v, name in zip(person(1)[1:], PERSON_HEADINGS[1:], strict=True) if name != "Вуз"),
    ]
    path = person_list(tmp_path / "l.xlsx", [line, [2], [], line], headings)
    (roster,) = rosters_of(path)
    assert list(roster.lines()) == [3, 6]
    assert roster.institution_texts() == ["Список студентов"]
