"""Lines of lists are read with what links them, and nothing of them is told."""

import pytest

from builders import write_workbook
from exchange_stats.ground.errors import LayoutError, PrivacyError
from exchange_stats.privacy.names import name_keys
from exchange_stats.privacy.pseudonyms import pseudonym
from exchange_stats.received.listed import read_lists
from returned import PERSON_HEADINGS, filled, person, person_list

KEY = bytes(range(32))


def lines_of(folder):
    return list(read_lists([folder], KEY))


def test_a_line_has_codes_and_pseudonyms(tmp_path):
    person_list(tmp_path / "l.xlsx", [person(1, ФИО="Ван Сяомин")])
    (one,) = lines_of(tmp_path)
    assert one.codes == {
        **{"origin": "CHN", "host": "KGZ", "period": "2025/26", "institution": "KG-OSHSU"},
        **{"programme": "degree", "isced_level": "6", "isced_field": "02", "sex": "F"},
        **{"funding": "self", "length": "", "folder": "0"},
    }
    assert one.line.passport == pseudonym(KEY, "passport", "E00000001")
    assert (one.line.personal_number, one.line.birth_date) == ("", "2003-02-02")
    assert one.line.names & name_keys("王小明")
    assert one.line.place == f"{tmp_path.name}/l.xlsx Список!A4"


@pytest.mark.parametrize(
    ("heading", "printed", "length"),
    [
        ("Срок обучения", "4 года", "4"),
        ("学制", "2,5年", "2.5"),
        ("Срок обучения (лет)", 4, "4"),
        ("Length of study", "", ""),
        ("Length of study", "as usual", ""),
    ],
)
def test_the_length_of_a_programme_is_read_where_a_list_has_it(tmp_path, heading, printed, length):
    headings = [*PERSON_HEADINGS, heading]
    person_list(tmp_path / "l.xlsx", [[*person(1), printed]], headings)
    (one,) = lines_of(tmp_path)
    assert one.codes["length"] == length


def test_what_a_list_does_not_say_is_empty(tmp_path):
    keep = [
        at for at, name in enumerate(PERSON_HEADINGS) if name not in ("Уровень", "Дата рождения")
    ]
    headings = [PERSON_HEADINGS[at] for at in keep]
    person_list(tmp_path / "l.xlsx", [[person(1)[at] for at in keep]], headings)
    (one,) = lines_of(tmp_path)
    assert (one.codes["programme"], one.codes["isced_level"]) == ("unknown", "")
    assert one.line.birth_date == ""


def test_a_name_in_several_columns_is_one_name(tmp_path):
    headings = ["Фамилия", "Имя", "Отчество", *PERSON_HEADINGS[2:]]
    rest = person(1)[2:]
    person_list(tmp_path / "l.xlsx", [["Асанов", "Бакыт", "Темирович", *rest]], headings)
    (one,) = lines_of(tmp_path)
    assert one.line.names == name_keys("Бакыт Асанов")


def test_all_lists_of_all_folders_are_read_in_order(tmp_path):
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        person_list(tmp_path / name / "l.xlsx", [person(1), person(1)])
    lines = list(read_lists([tmp_path / "a", tmp_path / "b"], KEY))
    assert [one.codes["folder"] for one in lines] == ["0", "0", "1", "1"]


def test_citizens_of_other_countries_are_left_out(tmp_path):
    person_list(tmp_path / "l.xlsx", [person(1), person(2, Гражданство="Казахстан")])
    assert len(lines_of(tmp_path)) == 1


def test_cells_that_are_not_understood_are_told_by_place_and_kind(tmp_path):
    for name in ("a", "b"):
        person_list(tmp_path / f"{name}.xlsx", [person(1, Пол="Тайна Тайнова")])
    with pytest.raises(LayoutError, match="lists of persons that cannot be linked") as caught:
        lines_of(tmp_path)
    text = str(caught.value)
    assert f"  - {tmp_path.name}/a.xlsx Список!E4: a text found, expected a known sex" in text
    assert f"  - {tmp_path.name}/b.xlsx Список!E4: a text found, expected a known sex" in text
    assert "Тайн" not in text


def test_a_form_and_another_workbook_are_no_lists(tmp_path):
    (tmp_path / "forms").mkdir()
    filled(tmp_path / "forms" / "form.xlsx", [])
    with pytest.raises(
        LayoutError, match=r"forms/form.xlsx: no list of persons found, expected one; take"
    ):
        lines_of(tmp_path / "forms")
    (tmp_path / "other").mkdir()
    write_workbook(tmp_path / "other" / "table.xlsx", {"s": [["Country", "2019"], ["Osh", 3]]})
    with pytest.raises(LayoutError, match=r"other/table.xlsx: no list of persons found"):
        lines_of(tmp_path / "other")


@pytest.mark.parametrize("sign", [".git", "data/raw"])
def test_a_folder_inside_a_project_is_refused(tmp_path, sign):
    (tmp_path / sign).mkdir(parents=True)
    folder = tmp_path / "lists"
    folder.mkdir()
    person_list(folder / "l.xlsx", [person(1)])
    with pytest.raises(PrivacyError, match=r"lists: a folder inside the project .*\(E_INSIDE\)"):
        lines_of(folder)


def test_a_folder_without_workbooks_is_refused(tmp_path):
    with pytest.raises(LayoutError, match="nowhere: no workbook found, expected lists of persons"):
        lines_of(tmp_path / "nowhere")


def test_the_description_of_a_line_holds_no_cell(tmp_path):
    person_list(tmp_path / "l.xlsx", [person(1)])
    text = repr(lines_of(tmp_path))
    assert "Персона" not in text
    assert "E0000" not in text
    assert "2003" not in text
