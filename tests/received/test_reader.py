"""Any workbook becomes tidy cells: declared, returned, proposed, or refused in words."""

import subprocess
import sys

import openpyxl
import pytest

from builders import write_workbook
from exchange_stats.ground.errors import ExchangeStatsError, InputError, LayoutError, RawFileError
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.received import reader
from returned import PERSON_HEADINGS, person, person_list
from small_project import ROWS as SMALL_ROWS

NEEDED = {
    *("sheet", "table", "cell", "row", "column", "row_label", "column_label"),
    *("printed", "value", "status", "role"),
}
ROWS = [["Students"], ["Country", "2019", "2020"], ["Osh", 3, 4], ["Naryn", 5, 6], ["All", 8, 10]]


@pytest.fixture
def unknown(tmp_path):
    return write_workbook(tmp_path / "unknown.xlsx", {"one": ROWS, "two": ROWS, "empty": [["x"]]})


def test_a_registered_workbook_is_read_by_its_layout(small):
    answer = reader.read_file(small.raw)
    assert (answer.how, len(answer.cells)) == ("declared", 15)
    assert set(answer.cells.columns) >= NEEDED
    assert answer.cells.loc[0, ["cell", "row", "column"]].tolist() == ["C5", 4, 2]


def test_another_workbook_is_read_by_a_layout_that_is_named(small, unknown):
    copy = small.raw.with_name("copy.xlsx")
    copy.write_bytes(small.raw.read_bytes() + b"\0")
    assert reader.read_file(copy, layout_id="ministry_2018").how == "declared"
    with pytest.raises(LayoutError, match="no sheet 'table 1'; there are 'one', 'two'"):
        reader.read_file(unknown, layout_id="ministry_2018")
    with pytest.raises(LayoutError, match=r"layout 'nothing': .* expected one of ministry_2018"):
        reader.read_file(unknown, layout_id="nothing")


def test_a_workbook_that_is_not_registered_is_read_without_the_modules_of_the_build(unknown):
    program = (
        "import sys; from pathlib import Path; from exchange_stats.received import reader; "
        f"print(reader.read_file(Path({str(unknown)!r})).how, "
        "{'scipy', 'exchange_stats.pipeline'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "proposed set()\n"


def test_any_other_workbook_is_read_by_a_proposal(small, unknown):
    answer = reader.read_file(unknown)
    assert answer.how == "proposed"
    assert set(answer.cells.columns) >= NEEDED
    assert len(answer.cells) == 12
    one = reader.read_file(unknown, "two").cells.set_index("cell")
    assert one.loc["B3", ["row_label", "column_label", "value"]].tolist() == ["Osh", "2019", "3"]


def test_more_cells_than_tables_can_be_made_of_are_refused_by_the_sheets_asked_for(unknown):
    with asking({"limits": {"table_cells": 27}}):  # the blanks beside the titles are none
        assert len(reader.read_file(unknown).cells) == 12
    with asking({"limits": {"table_cells": 26}}):
        assert len(reader.read_file(unknown, "two").cells) == 6
        with pytest.raises(
            InputError,
            match=r'^E_TOO_BIG: "unknown\.xlsx": too large: 27 cells, the limit is 26; '
            r".* --limit table_cells=N$",
        ):
            reader.read_file(unknown)


def test_a_sheet_without_a_table_is_refused(small, unknown):
    with pytest.raises(LayoutError, match=r"no sheet 'three', expected one of 'one', 'two'"):
        reader.read_file(unknown, "three")


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["School", "Place"], ["a", "Osh"], ["b", "Naryn"]], "words without numbers"),
        ([["x"], [5.0], [7.0]], "numbers that stand alone"),
        ([[None, None]], "cells without content"),
    ],
)
def test_a_workbook_without_a_table_gives_no_cells_and_says_so(small, tmp_path, rows, kind):
    answer = reader.read_file(write_workbook(tmp_path / "other.xlsx", {"s": rows}))
    assert (answer.how, len(answer.cells)) == ("empty", 0)
    assert set(answer.cells.columns) >= NEEDED
    assert [note.told("en") for note in answer.notes] == [
        f'W_NO_TABLE: "other.xlsx": no table of numbers found, only {kind}; '
        "choose another sheet or another file"
    ]


def test_a_sheet_that_the_layout_leaves_out_is_refused(small):
    write_workbook(small.raw, {"table 1": SMALL_ROWS, "notes": [["y"]]}, merges=("C3:C4", "D3:E3"))
    small.register()
    with pytest.raises(LayoutError, match="its layout declares no table of numbers on 'notes'"):
        reader.read_file(small.raw, "notes")


def test_a_list_of_persons_comes_as_counts(tmp_path):
    answer = reader.read_file(person_list(tmp_path / "list.xlsx", [person(1), person(2)]))
    assert answer.how == "returned"
    assert person(1)[1] not in answer.cells.to_csv()


def test_counts_beside_a_list_of_persons_are_told_where_they_are_not_read(tmp_path):
    path = person_list(tmp_path / "list.xlsx", [person(1)])
    book = openpyxl.load_workbook(path)
    counts = book.create_sheet("counts")
    for row in ROWS:
        counts.append(row)
    book.save(path)
    answer = reader.read_file(path)
    assert answer.how == "returned"
    assert [(note.code, note.sheet, note.cell) for note in answer.notes] == [
        ("W_NUMBERS_LEFT", "counts", "B3")
    ]


@pytest.mark.parametrize("headings", [["Passport No", "Score"], ["Full name", "Sex", "Score"]])
def test_a_sheet_with_columns_about_persons_is_left_out_and_told(tmp_path, headings):
    rows = [headings, *(["Invented", "F", 1.0, 2.0][: len(headings)] for _ in range(3))]
    answer = reader.read_file(write_workbook(tmp_path / "few.xlsx", {"s": rows}))
    assert (answer.how, len(answer.cells)) == ("empty", 0)
    assert [note.told("en") for note in answer.notes] == [
        'W_PERSONS: "few.xlsx": speaks of persons at s!A1, so the sheet is left out; '
        "docs/returns.md says how a list of persons is counted"
    ]


def test_persons_without_headings_are_left_out_and_other_sheets_are_read(tmp_path):
    people = [["Асанов Бакыт", "12.03.2003", 5], ["Токтосунова Аида", "25.11.1999", 7]]
    counts = [["Country", "2019"], ["Osh", 5], ["Naryn", 6]]
    sheets = {"counts": counts, "others": [["a", "b", "c"], *people]}
    path = write_workbook(tmp_path / "few.xlsx", sheets)
    for name in ("", "counts"):
        answer = reader.read_file(path, name)
        assert answer.cells["value"].tolist() == ["5", "6"]
        assert [(n.code, n.sheet, n.cell) for n in answer.notes] == [("W_PERSONS", "others", "B1")]
    assert reader.read_file(path, "others").cells.empty


def test_a_list_of_persons_of_unknown_institutions_is_left_out(tmp_path):
    unknown = [*person(1)]
    unknown[PERSON_HEADINGS.index("Вуз")] = "Nowhere"
    answer = reader.read_file(person_list(tmp_path / "list.xlsx", [unknown]))
    assert (answer.how, [note.code for note in answer.notes]) == ("empty", ["W_PERSONS"])


def test_telephones_are_left_out_of_a_table_of_counts(tmp_path):
    rows = [["School", "Country", "Students", "Phone"], ["Osh", "China", 5, 312612345]]
    rows += [["Naryn", "China", 6, 312612346]]
    answer = reader.read_file(write_workbook(tmp_path / "few.xlsx", {"s": rows}))
    assert answer.cells[["cell", "value"]].to_numpy().tolist() == [["C2", "5"], ["C3", "6"]]
    assert [note.told("en") for note in answer.notes] == [
        'W_CONTACTS: "few.xlsx": 1 columns of telephones or addresses left out, first s!D1; '
        "nothing to do"
    ]


SIGNS = [["Students"], ["Country", "2019", "2020"], ["Osh", 3, "\u2013"], ["Naryn", 5, 6]]


def test_legends_on_other_sheets_count_for_the_one_that_is_asked_for(tmp_path):
    notes = [["Legend"], ["\u2013 none"]]
    path = write_workbook(tmp_path / "w.xlsx", {"one": SIGNS, "two": SIGNS, "notes": notes})
    for name in ("one", ""):
        cells = reader.read_file(path, name).cells.set_index("cell")
        assert cells.loc[["C3"], ["value", "notes"]].iloc[0].tolist() == ["0", "\u2013 none"]


def test_a_further_file_of_a_source_is_read_by_the_policy_of_that_source(small, tmp_path):
    (small.facts / "symbols.toml").write_text('[ministry]\n"\u2013" = "M"\n', encoding="utf-8")
    known = write_workbook(small.raw.with_name("next.xlsx"), {"s": SIGNS})
    strange = write_workbook(tmp_path / "next.xlsx", {"s": SIGNS})
    told = [reader.read_file(path).cells.set_index("cell") for path in (known, strange)]
    assert [cells.loc["C3", "status"] for cells in told] == ["M", "O"]


@pytest.fixture
def folder(small, tmp_path):
    folder = tmp_path / "sent"
    (folder / "deep").mkdir(parents=True)
    for name, rows in (("b", ROWS), ("d", [*ROWS, ["Talas", 1, 2]]), ("e", [["nothing"]])):
        write_workbook((folder / "deep" if name == "d" else folder) / f"{name}.xlsx", {"s": rows})
    (folder / "c.xlsx").write_bytes(small.raw.read_bytes())
    return folder


def test_a_folder_gives_one_table_with_the_cells_of_each_workbook_as_if_alone(folder):
    said = []
    answer = reader.read_paths(folder, say=said.append)
    cells = answer.cells
    assert said == ["b.xlsx", "c.xlsx", "d.xlsx", "e.xlsx"]
    assert cells.columns[0] == "workbook"
    assert cells["workbook"].unique().tolist() == ["b.xlsx", "c.xlsx", "d.xlsx"]
    for name, file in (("b.xlsx", "b.xlsx"), ("c.xlsx", "c.xlsx"), ("d.xlsx", "deep/d.xlsx")):
        alone = reader.read_file(folder / file).cells
        own = cells[cells["workbook"] == name].reset_index(drop=True)[list(alone.columns)]
        assert own.astype("str").equals(alone.astype("str"))
    assert answer.how == "proposed"
    assert [(note.code, note.file) for note in answer.notes] == [("W_NO_TABLE", "e.xlsx")]


def test_paths_give_the_cells_in_their_order_and_one_gives_no_column_of_workbooks(folder):
    paths = [folder / "deep" / "d.xlsx", str(folder / "b.xlsx")]
    assert reader.read_paths(paths).cells["workbook"].unique().tolist() == ["d.xlsx", "b.xlsx"]
    assert reader.read_paths(paths[1:]).cells["workbook"].unique().tolist() == ["b.xlsx"]
    assert "workbook" not in reader.read_paths(paths[1]).cells
    assert reader.read_paths([folder / "c.xlsx"]).how == "declared"


def test_workbooks_of_the_same_name_are_told_apart_by_their_folders(folder):
    twin = write_workbook(folder / "deep" / "b.xlsx", {"s": ROWS})
    paths = [folder / "b.xlsx", twin]
    told = reader.read_paths(paths).cells["workbook"].unique().tolist()
    assert told == [path.as_posix() for path in paths]


def test_all_workbooks_that_are_refused_are_named_at_once(folder):
    (folder / "a.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.raises(ExchangeStatsError) as caught:
        reader.read_paths([folder / "a.xlsx", folder / "b.xlsx", folder / "none.xlsx"])
    assert [type(part) for part in caught.value.parts] == [InputError] * 2
    told = str(caught.value).splitlines()
    assert told[0].startswith('E_NOT_SHEET: "a.xlsx": ')
    assert told[1].startswith('E_NOT_FOUND: "none.xlsx": ')


def test_a_folder_without_workbooks_is_refused(tmp_path):
    with pytest.raises(RawFileError, match="no workbook found, expected at least one; name a file"):
        reader.read_paths(tmp_path)
