"""A form sent out and taken back, whole: what was typed is what is read, cell by cell."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from exchange_stats.publishing.template import words
from returned import (
    ARTS,
    HEALTH,
    INPUTS,
    KNU,
    OSHSU,
    TEN,
    change,
    codes_of,
    filled,
    form_plan,
    read_back,
    request,
    value_of,
)

NUMBERS = st.one_of(st.none(), st.integers(0, 10_000))
LINES = st.dictionaries(
    st.tuples(st.sampled_from(range(9)), st.sampled_from(range(10))),
    st.lists(NUMBERS, min_size=11, max_size=11).filter(lambda row: any(n for n in row)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(lines=LINES, rows=st.permutations(range(40)), side=st.sampled_from(["kyrgyz", "chinese"]))
def test_any_filled_form_reads_back_equal(lines, rows, side):
    """Whatever is typed, in whichever lines, comes back with its cell and its meaning."""
    institutions, fields = words.institutions(request(side)), words.fields(request(side))
    placed = {
        row: (institutions[i % len(institutions)], fields[f], numbers)
        for row, ((i, f), numbers) in zip(rows, lines.items(), strict=False)
    }
    distinct = {}
    for row, line in placed.items():
        distinct.setdefault(line[:2], (row, line))
    placed = dict(distinct.values())
    plan = form_plan(side)
    with TemporaryDirectory() as folder:
        table = read_back(filled(Path(folder) / "表 форма.xlsx", placed, side=side))
    table = codes_of(table, f"returns_{side}_side")
    found = {
        row["cell"]: (row["value"], row["category"])
        for row in table.to_dict("records")
        if row["sheet"] == plan.sheet
    }
    for row, (_, _, numbers) in placed.items():
        for column, number in zip(plan.inputs, numbers, strict=True):
            expected = "" if number is None else str(number)
            assert found[f"{column.letter}{plan.rows[row]}"] == (expected, column.codes)
    women_and_men = sum(n or 0 for _, _, row in placed.values() for n in row[:8])
    any_typed = any(n is not None for _, _, row in placed.values() for n in row[:8])
    assert found[f"C{plan.total_row}"][0] == (str(women_and_men) if any_typed else "")


def test_a_form_opened_in_no_program_keeps_its_numbers_and_gets_its_totals(tmp_path):
    table = read_back(filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, TEN), (KNU, HEALTH, TEN)]))
    assert value_of(table, "programme=degree isced_level=6 sex=F", "KG-OSHSU", "02") == "1"
    assert value_of(table, "programme=degree isced_level=6 sex=_T", "KG-OSHSU", "02") == "3"
    assert value_of(table, "isced_level=_T sex=_T", "KG-OSHSU") == "6"
    assert value_of(table, "isced_level=_T sex=_T", "_T") == "12"
    assert value_of(table, "funding=self", "_T") == "8"
    computed = table[table["markers"] == "recomputed"]
    assert set(computed["role"]) == {"total", "subtotal"}


def test_saved_totals_are_read_as_they_are_even_when_they_are_wrong(tmp_path):
    plan = form_plan()

    def save_totals(book):
        sheet = book[plan.sheet]
        sheet[f"C{plan.rows[0]}"] = 7
        sheet[f"C{plan.total_row}"] = 99

    path = change(filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, TEN)]), save_totals)
    table = read_back(path).set_index("cell")
    assert table.loc[f"C{plan.rows[0]}", ["value", "markers"]].tolist() == ["7", ""]
    assert table.loc[f"C{plan.total_row}", "value"] == "99"


def test_a_renamed_file_with_lines_deleted_and_sorted_reads_the_same(tmp_path):
    lines = [(OSHSU, ARTS, TEN), (KNU, HEALTH, (5,) * 11)]
    plan = form_plan()

    def tidy_up(book):
        sheet = book[plan.sheet]
        sheet.delete_rows(plan.rows[5], 110)
        sheet.delete_rows(plan.institution_rows[2], 8)

    before = read_back(filled(tmp_path / "f.xlsx", lines))
    path = filled(tmp_path / "f2.xlsx", dict(enumerate(reversed(lines))))
    after = read_back(change(path, tidy_up).rename(tmp_path / "国际学生 2025.xlsx"))
    names = ["category", "institution", "field", "value", "period_label"]
    tables = [codes_of(table)[names].sort_values(names) for table in (before, after)]
    assert tables[0].to_dict("records") == tables[1].to_dict("records")


def test_new_students_are_the_second_table(tmp_path):
    entrants = [(OSHSU, 3, 4), (KNU, 0, 1)]
    table = read_back(filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, TEN)], entrants))
    second = table[table["table"] == "form_2"]
    assert second["value"].tolist() == ["8", "3", "5", "7", "3", "4", "1", "0", "1"]
    assert set(second["period_label"]) == {"2025/26"}


def test_an_empty_cell_is_unknown_and_never_zero(tmp_path):
    numbers = (1, None, *TEN[2:])
    table = read_back(filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, numbers)])).set_index("cell")
    cell = f"{form_plan().inputs[1].letter}{form_plan().rows[0]}"
    assert table.loc[cell, ["value", "status"]].tolist() == ["", "O"]


@pytest.mark.parametrize("typed", ["1 234", " 1234 ", "1\u00a0234", "１２３４"])
def test_numbers_typed_as_text_are_numbers(tmp_path, typed):
    table = read_back(filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, (typed, *TEN[1:]))]))
    assert value_of(table, INPUTS[0], "KG-OSHSU", "02") == "1234"
    assert value_of(table, "isced_level=_T sex=F", "KG-OSHSU") == "1237"


def test_a_column_of_the_form_that_was_moved_is_still_understood(tmp_path):
    """Columns are told by their headings, so an inserted one shifts cells and no meaning."""
    plan = form_plan()

    def insert(book):
        sheet = book[plan.sheet]
        areas = [area.bounds for area in sheet.merged_cells.ranges]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_cols(3)
        for left, top, right, bottom in areas:
            shift = int(left >= 3)
            sheet.merge_cells(
                f"{get_column_letter(left + shift)}{top}:{get_column_letter(right + shift)}{bottom}"
            )

    table = read_back(change(filled(tmp_path / "f.xlsx", [(OSHSU, ARTS, TEN)]), insert))
    coded = codes_of(table).set_index("cell")
    assert coded.loc[f"H{plan.rows[0]}", ["value", "category"]].tolist() == ["1", INPUTS[0]]
