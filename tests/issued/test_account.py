"""The account of changes, in both languages and as a file."""

from functools import partial

import pandas as pd
import pytest

from exchange_stats.ground.errors import RawFileError
from exchange_stats.issued.account import SHOWN, account_lines, size_text, write_account
from exchange_stats.issued.revisions import Revision, measure_revisions

NAMES = ("2026-11", "2027-05")


def revision(number=1, **changed):
    known = {
        "table": "reconciled",
        "fact_id": f"rec-{number}",
        "kind": "revised",
        "about": "KGZ CHN",
    }
    return Revision(**known | {"old": "12", "new": "13", "cause": "source", "also": ""} | changed)


def test_an_account_counts_names_the_cause_and_lists_the_numbers():
    found = [revision(), revision(2, kind="new", old="", cause="dictionary", also="code")]
    size = measure_revisions([(12, 13)])
    assert list(account_lines(NAMES, found, size, "en")) == [
        "From 2026-11 to 2027-05",
        "2 numbers changed: 1 new, 0 gone, 1 revised",
        "By cause",
        "  the publisher's workbook has changed: 1 revised",
        "  the meaning of a label or sign: 1 new",
        "Revised values of slots: 1; mean revision 1.0, mean absolute revision 1.0, "
        "relative mean absolute revision 7.692%",
        "reconciled: the publisher's workbook has changed",
        "  revised KGZ CHN: 12 → 13 [rec-1]",
        "reconciled: the meaning of a label or sign; perhaps also: the code",
        "  new KGZ CHN: – → 13 [rec-2]",
    ]


def test_the_account_is_told_in_russian_too():
    lines = list(account_lines(NAMES, [revision()], None, "ru"))
    assert lines[:2] == [
        "От 2026-11 к 2027-05",
        "Изменилось 1 число: новых 0, исчезло 0, пересмотрено 1",
    ]
    assert lines[3] == "  изменилась книга издателя: 1 пересмотрено"


def test_no_change_is_said_in_words():
    assert list(account_lines(NAMES, [], None, "en"))[1:] == ["No number has changed."]


def test_a_long_list_ends_with_how_many_are_left():
    found = [revision(number) for number in range(SHOWN + 2)]
    *_, last = account_lines(NAMES, found, None, "en")
    assert last == "  and 2 more; --to FILE.csv has all of them"


def test_the_size_of_the_worked_revision_is_printed():
    size = measure_revisions([(4100, 4200), (450, 447)])
    assert "2.216%" in size_text(size, "en")
    assert "2,216" in size_text(size, "ru")


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_changes_come_back_from_the_file_as_they_were(tmp_path, kind):
    path = tmp_path / f"changes.{kind}"
    write_account([revision(), revision(2)], path)
    read = {
        "csv": pd.read_csv,
        "json": pd.read_json,
        "xlsx": partial(pd.read_excel, engine="openpyxl"),
    }
    assert list(read[kind](path)["fact_id"]) == ["rec-1", "rec-2"]


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(RawFileError, match=r"not a kind we write, expected \.csv, \.json, \.xlsx"):
        write_account([], tmp_path / "changes.docx")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RawFileError, match="cannot be written"):
        write_account([revision()], tmp_path / "no" / "changes.csv")
