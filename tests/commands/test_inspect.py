"""What ``inspect`` prints, writes and returns."""

import pytest

from builders import write_workbook
from exchange_stats.__main__ import main
from exchange_stats.commands import inspect

ROWS = [["Students"], ["Country", "2019", "2020"], ["Osh", 3, 4], ["Naryn", 5, 6], ["All", 8, 10]]


@pytest.fixture
def unknown(small):
    return write_workbook(small.root / "data" / "raw" / "unknown.xlsx", {"s": ROWS})


def test_comparing_with_a_layout_ends_with_1_when_there_is_drift(run, small, tmp_path, capsys):
    asked = ["--layout", "ministry_2018"]
    assert run(inspect, small.raw, *asked, project=small.root) == 0
    other = write_workbook(tmp_path / "other.xlsx", {"table 1": [["x"]]})
    assert run(inspect, other, *asked, project=small.root) == 1
    said = capsys.readouterr().out
    assert "students.xlsx lies as the layout ministry_2018 says." in said
    assert "table gone: table 1: the headings of row 3:4 stand nowhere on the sheet" in said


def test_an_inspection_is_printed_and_written_as_a_page(run, unknown, tmp_path, capsys):
    run(inspect, unknown, "--to", tmp_path / "p.html")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["sheet 's': 1 table", "  table 1 at A2:C5: Students"]
    assert lines[-1] == str(tmp_path / "p.html")
    assert (tmp_path / "p.html").read_text("utf-8").startswith("<!doctype html>")


def test_what_is_to_be_looked_at_in_the_workbook_is_told(run, small, capsys):
    hidden = write_workbook(small.root / "hidden.xlsx", {"s": ROWS}, hidden_rows=[4])
    run(inspect, hidden, "--lang", "ru")
    said = capsys.readouterr()
    assert said.err.startswith('W_HIDDEN: "hidden.xlsx": скрыто, но прочитано: ')
    assert "W_HIDDEN" not in said.out


def test_the_command_accepts_and_prints_what_is_to_be_done(small, unknown, capsys):
    asked = ["inspect", str(unknown), "--project", str(small.root), "--accept", "--as", "new_one"]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert f"{small.facts / 'layouts' / 'new_one.toml'} written" in said
    assert "Add to facts/sources.toml:\n  [source.new_one]\n  publisher" in said
    assert main(asked) == 2
    assert "is there already, expected a new name; it is not overwritten" in capsys.readouterr().err


def test_the_command_compares_when_a_layout_is_named(small, capsys):
    asked = ["inspect", str(small.raw), "--project", str(small.root), "--layout", "ministry_2018"]
    assert main(asked) == 0
    assert "lies as the layout" in capsys.readouterr().out


def test_the_inspection_is_printed_written_and_accepted_in_russian(run, small, unknown, capsys):
    page = small.root / "p.html"
    asked = ["--lang", "ru", "--to", page, "--accept", "--as", "new_one"]
    run(inspect, unknown, *asked, project=small.root)
    said = capsys.readouterr().out
    assert "лист 's': таблиц — 1" in said
    assert "Добавьте в facts/sources.toml:" in said
    assert "если студенты приехали из этих стран" in said
    html = page.read_text("utf-8")
    assert '<html lang="ru">' in html
    assert "Предложение, никем не подтверждено." in html
