"""The folder of returns: each workbook by its kind, into the tables of the build."""

import shutil

import pytest

from builders import write_workbook
from exchange_stats import pipeline
from exchange_stats.evidence import harmonise
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading import returns
from exchange_stats.reading.workbook import read_workbook
from exchange_stats.received import reader
from returned import ARTS, HEALTH, KNU, TEN, filled, person, person_list


@pytest.fixture
def project(tmp_path, project_root):
    """Return a project with the raw workbooks of this one and a folder of returns."""
    shutil.copytree(
        project_root / "data" / "raw",
        tmp_path / "data" / "raw",
        ignore=shutil.ignore_patterns("returns"),
    )
    (tmp_path / "data" / "raw" / "returns").mkdir()
    return tmp_path


def test_forms_and_lists_of_persons_go_into_the_tables_of_the_build(project):
    folder = project / "data" / "raw" / "returns"
    filled(folder / "回收 form.xlsx", [(KNU, ARTS, TEN), (KNU, HEALTH, TEN)], [(KNU, 1, 2)])
    person_list(folder / "список.xlsx", [person(1), person(2, Пол="м")])
    kinds = {book.path.rsplit("/", 1)[-1]: book for book in pipeline.registered_workbooks(project)}
    assert (kinds["回收 form.xlsx"].kind, kinds["список.xlsx"].kind) == ("form", "persons")
    assert {kinds[name].source for name in ("回收 form.xlsx", "список.xlsx")} == {
        "returns_kyrgyz_side"
    }
    tables, _ = pipeline.derive_tables(project)
    observed = tables["observations"].query("source_id == 'returns_kyrgyz_side'")
    total = "isced_level == '_T' and isced_field == '_T' and sex == '_T' and funding == '_T'"
    found = observed.query(total)[["institution", "measure", "period", "value", "origin", "host"]]
    assert sorted(map(tuple, found.to_numpy().tolist())) == [
        ("KG-KNU", "enrolled", "2025/26", "12", "CHN", "KGZ"),
        ("KG-KNU", "new_entrants", "2025/26", "3", "CHN", "KGZ"),
        ("KG-OSHSU", "enrolled", "2025/26", "2", "CHN", "KGZ"),
    ]
    assert "_T" not in set(observed["institution"])  # no file's total is the country's
    assert not (tables["findings"]["check_id"] == "totals_in_returns").any()
    text = "".join(table.to_csv() for table in tables.values())
    assert "Персона" not in text
    assert "E0000001" not in text


def test_a_workbook_that_is_none_of_these_is_refused_with_what_to_do(project):
    folder = project / "data" / "raw" / "returns"
    write_workbook(folder / "other.xlsx", {"s": [["Institution", "Students"], ["Somewhere", 3]]})
    with pytest.raises(LayoutError, match="send the form, or declare the layout"):
        pipeline.registered_workbooks(project)


def test_the_side_of_a_list_is_that_of_its_institutions(tmp_path):
    headings = ["姓名", "护照号", "性别", "国籍", "学校名称", "学年"]
    lines = [["虚构甲", "E1", "女", "吉尔吉斯斯坦", "新疆大学", "2025/26学年"]]
    path = person_list(tmp_path / "名单.xlsx", lines, headings)
    found = returns.recognise(read_workbook(path), harmonise.label_codes)
    assert found == ("persons", "returns_chinese_side")
    table = reader.read_file(path).cells
    assert table["value"].tolist()[:2] == ["1", "1"]


def test_a_list_without_a_known_institution_is_refused_by_its_place(tmp_path):
    path = person_list(tmp_path / "l.xlsx", [person(1, Вуз="Тайный вуз")])
    workbook = read_workbook(path)
    assert returns.recognise(workbook, harmonise.label_codes) is None
    with pytest.raises(LayoutError, match=r"no known institution found \(Список!J3\)") as caught:
        returns.refuse_unknown_list(workbook)
    assert "Тайный" not in str(caught.value)


def test_a_dictionary_answers_both_ways():
    labels = pipeline.form_labels("returns_kyrgyz_side")
    words = returns.Dictionary("returns_kyrgyz_side", harmonise.label_codes, labels)
    assert words.known("field", "Education") == "isced_field=01"
    assert words.printed("field", "isced_field=01") == "Образование"


def test_the_codes_that_hold_for_a_table_are_those_of_the_side():
    fixed = returns.fixed_codes("returns_chinese_side", ["form_1", "form_2", "persons_1"])
    assert fixed["form_1"] == {"origin": "KGZ", "host": "CHN"}
    assert fixed["form_2"]["measure"] == "new_entrants"
    assert fixed["persons_1"] == fixed["form_1"]
