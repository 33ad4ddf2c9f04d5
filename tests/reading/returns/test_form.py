"""What a filled form must not hold is named, all at once, each with its cell."""

import pytest

from exchange_stats.ground.errors import LabelError, LayoutError
from returned import ARTS, HEALTH, KNU, OSHSU, TEN, change, filled, form_plan, read_back, template

PLAN = form_plan()
FIRST = PLAN.rows[0]


def test_an_unknown_institution_is_refused_with_its_cell_and_the_file_to_edit(tmp_path):
    path = filled(tmp_path / "f.xlsx", [("Новый университет", ARTS, TEN)])
    with pytest.raises(LabelError) as caught:
        read_back(path)
    message = str(caught.value)
    assert f"Form 1!A{FIRST}: institution: 'Новый университет' is not in the dictionary" in message
    assert "facts/institutions.csv" in message
    assert "facts/labels.csv under returns_kyrgyz_side" in message


def test_a_field_typed_by_hand_is_refused_unless_it_is_known(tmp_path):
    path = filled(tmp_path / "f.xlsx", [(OSHSU, "Arts and humanities", TEN)])
    assert len(read_back(path))
    path = filled(tmp_path / "g.xlsx", [(OSHSU, "Лингвистика", TEN)])
    with pytest.raises(LabelError, match=f"B{FIRST}: field: 'Лингвистика' is not"):
        read_back(path)


def test_all_faults_are_named_at_once(tmp_path):
    lines = [
        (OSHSU, ARTS, (-1, 2.5, "много", *TEN[3:])),
        (OSHSU, ARTS, TEN),
        (None, HEALTH, TEN),
        (KNU, None, TEN),
    ]
    with pytest.raises(LayoutError) as caught:
        read_back(filled(tmp_path / "f.xlsx", lines))
    message = str(caught.value)
    assert f"G{FIRST}: -1 found, expected a whole number" in message
    assert f"H{FIRST}: 2.5 found, expected a whole number" in message
    assert f"J{FIRST}: 'много'" in message
    assert f"A{FIRST + 1}: the same institution and field as line {FIRST}" in message
    assert f"A{FIRST + 2}: institution: nothing found" in message
    assert f"B{FIRST + 3}: field: nothing found" in message


def test_an_empty_form_is_refused(tmp_path):
    with pytest.raises(LayoutError, match="no number found, expected a filled form"):
        read_back(template(tmp_path / "f.xlsx"))


def test_a_formula_without_a_value_in_a_cell_to_fill_in_is_refused(tmp_path):
    path = filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, ("=1+1", *TEN[1:]))])
    with pytest.raises(LayoutError, match=f"G{FIRST}: a formula without a saved value"):
        read_back(path)


def test_merged_numbers_are_refused(tmp_path):
    path = filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, TEN)])
    change(path, lambda book: book[PLAN.sheet].merge_cells(f"G{FIRST}:H{FIRST}"))
    with pytest.raises(LayoutError, match=f"G{FIRST}: merged cells among the numbers"):
        read_back(path)


def test_signs_of_the_source_are_read_by_its_policy(tmp_path):
    path = filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, ("х", "…", *TEN[2:]))])
    table = read_back(path).set_index("cell")
    assert table.loc[[f"G{FIRST}", f"H{FIRST}"], "status"].tolist() == ["M", "O"]


def test_every_value_keeps_its_cell_and_both_labels(tmp_path):
    table = read_back(filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, TEN)])).set_index("cell")
    row = table.loc[f"K{FIRST}"]
    assert row["row_label"] == f"{OSHSU} / {ARTS}"
    assert "магистратура" in row["column_label"]
    assert (row["printed"], row["value"], row["role"]) == ("0", "0", "value")
    assert row["institution_label"] == "ОшГУ"
