"""What each command does and prints, on a small built project."""

import json

import pandas as pd
import pytest

from builders import write_workbook
from exchange_stats import commands
from exchange_stats.commands import Choice
from exchange_stats.ground.errors import FigureError, LayoutError, RawFileError, TraceError

ALL = Choice((), ("en", "ru"), ("png", "svg", "pdf", "csv"), "")


@pytest.fixture(autouse=True)
def tables_of_the_project(monkeypatch):
    monkeypatch.delenv("EXCHANGE_STATS_PROCESSED", raising=False)


def test_a_build_ends_with_a_summary(built, capsys):
    assert commands.build_all(built.root, force=True) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "Built.",
        "  Workbooks read:  1",
        "  Observations:    12",
        "  Findings:        0 errors, 0 warnings, 1 notices",
        "  Figures:         1 (7 files, 2 drawn anew)",
        f"  Where to look:   {built.root / 'reports' / 'index.html'}",
    ]
    assert "0/6 00:00" in said.err


def test_a_second_build_says_that_nothing_has_changed(built, capsys):
    assert commands.build_all(built.root) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Nothing has changed since the last build.\n")
    assert "7 files, 0 drawn anew" in said.out
    assert said.err == ""


def test_a_build_of_the_tables_points_to_the_tables(built, capsys):
    assert commands.build_all(built.root, only="processed") == 0
    out = capsys.readouterr().out
    assert f"Where to look:   {built.root / 'data' / 'processed'}" in out
    assert "Figures" not in out


def test_synthetic_samples_are_counted_in_the_summary(built, capsys):
    text = (built.facts / "sources.toml").read_text("utf-8")
    built.put("sources.toml", text.replace('kind = "series"', 'kind = "series"\nsynthetic = true'))
    commands.build_all(built.root, only="processed")
    assert "Workbooks read:  1 (1 synthetic samples)" in capsys.readouterr().out


def test_check_prints_findings_and_writes_nothing(built, capsys):
    before = sorted(built.root.rglob("*"))
    assert commands.check_raw(built.root, "notice") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("notice missing_values: ministry_2018 table 1!D7")
    assert "2 cells" in lines[0]
    assert lines[1:] == ["Findings: 0 errors, 0 warnings, 1 notices"]
    assert sorted(built.root.rglob("*")) == before


def test_check_returns_1_when_a_finding_is_an_error(built, capsys):
    built.change("D6", 66)
    assert commands.check_raw(built.root, "error") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("error parts_add_up: ministry_2018 table 1!C6 (KGZ CHN 2018 all)")
    assert "72" in lines[0]
    assert lines[-1] == "Findings: 1 errors, 0 warnings, 1 notices"
    assert len(lines) == 2


def test_check_speaks_russian_and_writes_where_it_is_told(built, tmp_path, capsys):
    built.change("D6", 66)
    assert commands.check_raw(built.root, "error", to=tmp_path / "found", language="ru") == 1
    first, counts, *written = capsys.readouterr().out.splitlines()
    assert first.startswith("ошибка parts_add_up: ministry_2018 table 1!C6 (KGZ CHN 2018 all):")
    assert "там, вероятно, 72, а не 12" in first
    assert counts == "Находки: ошибок – 1, предупреждений – 0, замечаний – 1"
    assert written == [
        str(tmp_path / "found" / f"check.{kind}") for kind in ("html", "xlsx", "csv")
    ]


def test_tracing_a_figure_lists_its_numbers(built, capsys):
    assert commands.trace_number(built.root, "growth", "") == 0
    out = capsys.readouterr().out
    assert "total:2017 = 10  [rec-" in out
    assert "last = 12  [rec-" in out
    assert "To see the way of one: exchange-stats trace growth total:2017" in out


@pytest.mark.parametrize("point", ["total:2018", "2018", "last"])
def test_tracing_a_point_prints_its_way_and_walks_back(built, capsys, point):
    assert commands.trace_number(built.root, "growth", point) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "chosen: KGZ to CHN 2018: 12, rule: only source (1 found)"
    assert lines[2] == "  read: KGZ to CHN 2018: '12' read as 12 (exact)"
    assert "data/raw/ministry/students.xlsx, sheet 'table 1', cell C6 (sha256 " in lines[3]
    assert lines[4] == "Walked back from the cells: 12, the same."


def test_tracing_a_fact_prints_its_way(built, capsys):
    assert commands.trace_number(built.root, "ind-degree_share-degree@KGZ-2018", "") == 0
    out = capsys.readouterr().out
    assert "computed: degree_share, degree@KGZ, 2018: 50 percent = 100 x degree students" in out
    assert out.count("cell: ") == 2
    assert "Walked back from the cells: 50, the same." in out


def test_tracing_a_cell_lists_what_is_made_of_it(built, capsys):
    assert commands.trace_number(built.root, "ministry_2018!table 1!D6", "") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0].split("-")[0] for line in lines] == ["obs", "rec", "ind"]
    assert "computed: degree_share" not in lines[0]
    assert "degree_share, degree@KGZ, 2018: 50 percent" in lines[2]


def test_cells_that_no_longer_give_the_number_are_refused(built):
    built.change("C6", 13)
    with pytest.raises(TraceError, match="the cells give 13, data/processed holds 12; run `exch"):
        commands.trace_number(built.root, "growth", "last")


@pytest.mark.parametrize(
    ("what", "point", "found"),
    [
        ("growth", "1999", "growth: no number at '1999', expected one of total:2017, total:2018"),
        ("nothing", "", "fact 'nothing': not in data/processed"),
        ("ministry_2018!Z9", "", "no fact comes from this cell"),
    ],
)
def test_tracing_what_is_not_there_is_refused(built, what, point, found):
    with pytest.raises(TraceError, match=found):
        commands.trace_number(built.root, what, point)


def test_export_writes_every_figure_and_says_where(built, tmp_path, capsys):
    out = tmp_path / "new" / "folder"
    assert commands.export_figures(built.root, ALL, out) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "growth.csv",
        *(f"growth.en.word.{kind}" for kind in ("pdf", "png", "svg")),
        *(f"growth.ru.word.{kind}" for kind in ("pdf", "png", "svg")),
    ]
    assert capsys.readouterr().out == f"7 files written to {out}\n"


def test_export_writes_only_what_is_chosen(built, tmp_path):
    choice = Choice(("growth",), ("ru",), ("svg",), "slide")
    assert commands.export_figures(built.root, choice, tmp_path / "out") == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["growth.ru.slide.svg"]


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (
            Choice(("grow",), ("en",), ("png",), ""),
            "figure grow: not known, expected one of growth",
        ),
        (Choice((), ("en",), ("gif",), ""), "format gif: not known, expected one of png, svg, pdf"),
        (Choice((), ("de",), ("png",), ""), "language 'de' found, expected one of en, ru"),
        (Choice((), ("en",), ("png",), "huge"), "'huge'"),
    ],
)
def test_export_of_what_is_not_there_is_refused(built, tmp_path, choice, found):
    with pytest.raises(FigureError, match=found):
        commands.export_figures(built.root, choice, tmp_path / "out")


def test_reading_prints_one_tidy_line_a_cell(built, capsys):
    assert commands.read_file(built.raw, "", "", None) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("workbook_id,sheet,table,row,column,cell,row_label")
    assert len(lines) == 1 + 15


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx"])
def test_reading_writes_a_table_of_every_kind(built, tmp_path, capsys, suffix):
    to = tmp_path / f"tidy{suffix}"
    assert commands.read_file(built.raw, "ministry_2018", "table 1", to) == 0
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
    ("sheet", "to", "kind", "found"),
    [
        ("table 2", None, LayoutError, "no sheet 'table 2', expected one of 'table 1'"),
        ("", "tidy.txt", RawFileError, r"tidy\.txt: not a kind we write, expected \.csv, \.json"),
        ("", "no/such/folder/tidy.csv", RawFileError, r"tidy\.csv: cannot be written"),
    ],
)
def test_reading_into_what_cannot_be_is_refused(built, tmp_path, sheet, to, kind, found):
    with pytest.raises(kind, match=found):
        commands.read_file(built.raw, "", sheet, to and tmp_path / to)


def test_reading_a_file_that_is_not_there_is_refused(built, tmp_path):
    with pytest.raises(RawFileError, match=r"no\.xlsx"):
        commands.read_file(tmp_path / "no.xlsx", "", "", None)


def test_reading_by_a_layout_that_does_not_fit_is_refused(built, tmp_path):
    other = write_workbook(tmp_path / "other.xlsx", {"s": [["x"]]})
    with pytest.raises(LayoutError, match="no sheet 'table 1'; there are 's'"):
        commands.read_file(other, "ministry_2018", "", None)


def test_reading_by_a_proposal_says_so_in_one_line(built, tmp_path, capsys):
    rows = [["Country", "2019", "2020"], ["Osh", 3, 4], ["Naryn", 5, 6]]
    other = write_workbook(tmp_path / "other.xlsx", {"s": rows})
    assert commands.read_file(other, "", "", tmp_path / "tidy.csv") == 0
    said = capsys.readouterr().err
    assert said.startswith("other.xlsx: read by a layout that nobody has confirmed; ")
    assert said.count("\n") == 1
