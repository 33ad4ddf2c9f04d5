"""A workbook becomes one tidy table, by its layout or by a proposal that says so."""

import json

import pandas as pd
import pytest

from builders import write_workbook
from exchange_stats.commands import read
from exchange_stats.ground.errors import InputError, LayoutError, RawFileError


def test_reading_prints_one_tidy_line_a_cell(run, built, capsys):
    assert run(read, built.raw) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("workbook_id,sheet,table,row,column,cell,row_label")
    assert len(lines) == 1 + 15


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx"])
def test_reading_writes_a_table_of_every_kind(run, built, tmp_path, capsys, suffix):
    to = tmp_path / f"tidy{suffix}"
    assert run(read, built.raw, "--layout", "ministry_2018", "--sheet", "table 1", "--to", to) == 0
    readers = {
        ".csv": lambda: pd.read_csv(to, dtype=str),
        ".json": lambda: pd.DataFrame(json.loads(to.read_text("utf-8"))),
        ".xlsx": lambda: pd.read_excel(to, dtype=str, engine="openpyxl"),
    }
    table = readers[suffix]()
    assert len(table) == 15
    assert table.set_index("cell")["value"]["D6"] == "6"
    assert capsys.readouterr().out == f"15 cells written to {to}\n"


@pytest.mark.parametrize(
    ("option", "value", "kind", "found"),
    [
        ("--sheet", "table 2", LayoutError, "no sheet 'table 2', expected one of 'table 1'"),
        (
            "--to",
            "tidy.txt",
            RawFileError,
            r"txt: not a kind we write, expected \.csv, \.json",
        ),
        ("--to", "no/such/folder/tidy.csv", RawFileError, r"tidy\.csv: cannot be written"),
    ],
)
def test_reading_into_what_cannot_be_is_refused(run, built, tmp_path, option, value, kind, found):
    with pytest.raises(kind, match=found):
        run(read, built.raw, option, tmp_path / value if option == "--to" else value)


def test_reading_a_file_that_is_not_there_is_refused(run, built, tmp_path):
    with pytest.raises(InputError, match=r'^E_NOT_FOUND: "no\.xlsx"'):
        run(read, tmp_path / "no.xlsx")


def test_reading_by_a_layout_that_does_not_fit_is_refused(run, built, tmp_path):
    other = write_workbook(tmp_path / "other.xlsx", {"s": [["x"]]})
    with pytest.raises(LayoutError, match="no sheet 'table 1'; there are 's'"):
        run(read, other, "--layout", "ministry_2018")


def test_reading_by_a_proposal_says_so_in_one_line(run, built, tmp_path, capsys):
    rows = [["Country", "2019", "2020"], ["Osh", 3, 4], ["Naryn", 5, 6]]
    other = write_workbook(tmp_path / "other.xlsx", {"s": rows})
    assert run(read, other, "--to", tmp_path / "tidy.csv") == 0
    said = capsys.readouterr().err
    assert said.startswith("other.xlsx: read by a layout that nobody has confirmed; ")
    assert said.count("\n") == 1
    assert run(read, other, "--to", tmp_path / "tidy.csv", "--lang", "ru") == 0
    assert capsys.readouterr().err.startswith("other.xlsx: прочитано по описанию, которое никто")


def test_reading_a_list_of_words_writes_an_empty_table_and_says_why(run, built, tmp_path, capsys):
    rows = [["School", "Place"], ["a", "Osh"], ["b", "Naryn"], ["c", "Talas"]]
    other = write_workbook(tmp_path / "other.xlsx", {"s": rows})
    assert run(read, other, "--to", tmp_path / "tidy.csv") == 0
    assert (tmp_path / "tidy.csv").read_text("utf-8").count("\n") == 1
    said = capsys.readouterr().err
    assert said.startswith('W_NO_TABLE: "other.xlsx": no table of numbers found, only words')


@pytest.mark.parametrize(
    ("language", "found"), [("en", "hidden but read: 1 rows"), ("ru", "1, \u0441")]
)
def test_what_is_to_be_looked_at_in_a_workbook_is_told_by_its_code(
    run, built, tmp_path, capsys, language, found
):
    rows = [["Country", "2019", "2020"], ["Osh", 3, 4], ["Naryn", 5, 6]]
    other = write_workbook(tmp_path / "other.xlsx", {"s": rows}, hidden_rows=[2])
    assert run(read, other, "--to", tmp_path / "tidy.csv", "--lang", language) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith('W_HIDDEN: "other.xlsx": ')
    assert found in first
    assert second.startswith("other.xlsx: ")


def test_reading_a_folder_prints_the_workbook_of_every_cell(run, built, tmp_path, capsys):
    (tmp_path / "sent").mkdir()
    for name in ("one", "two"):
        rows = [["Country", "2019"], ["Osh", 3], ["Naryn", 5]]
        write_workbook(tmp_path / "sent" / f"{name}.xlsx", {"s": rows})
    assert run(read, tmp_path / "sent") == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    books = [line.split(",")[0] for line in lines]
    assert books == ["workbook", "one.xlsx", "one.xlsx", "two.xlsx", "two.xlsx"]
    assert printed.err.startswith("sent: read by a layout that nobody has confirmed; to see it: ")
