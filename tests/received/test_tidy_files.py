"""Tidy cells are written as they are; what cannot be written is refused."""

import pandas as pd
import pytest

from exchange_stats.ground import inert
from exchange_stats.ground.errors import RawFileError
from exchange_stats.received.tidy_files import write_cells

CELLS = pd.DataFrame(
    {
        "cell": ["B2", "B3"],
        "row": [1, 2],
        "printed": ["1 284", "a\x0bb"],
        "value": ["1284", ""],
        "status": pd.Categorical(["", "O"]),
    }
)


def test_a_csv_keeps_every_text(tmp_path):
    write_cells(CELLS, tmp_path / "c.csv")
    again = pd.read_csv(tmp_path / "c.csv", dtype="str", keep_default_na=False)
    assert again.to_dict("list") == CELLS.astype("str").to_dict("list")


def test_a_sheet_holds_numbers_and_no_character_that_excel_refuses(tmp_path):
    write_cells(CELLS, tmp_path / "c.xlsx")
    again = pd.read_excel(tmp_path / "c.xlsx", engine="openpyxl")
    assert again["value"].tolist()[0] == 1284
    assert again["value"].isna().tolist() == [False, True]
    assert again["printed"].tolist() == ["1 284", "a b"]


def test_more_cells_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(inert, "SHEET_ROWS", 2)
    with pytest.raises(RawFileError, match=r"2 rows found, .*; write a \.csv"):
        write_cells(CELLS, tmp_path / "c.xlsx")


@pytest.mark.parametrize(
    ("name", "found"), [("c.txt", "not a kind we write"), ("no/c.csv", "cannot be written")]
)
def test_what_cannot_be_written_is_refused(tmp_path, name, found):
    with pytest.raises(RawFileError, match=found):
        write_cells(CELLS, tmp_path / name)
