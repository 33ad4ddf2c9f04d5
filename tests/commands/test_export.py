"""Figures are written in the languages, sizes and formats that were asked for."""

import pytest
from docx import Document

from exchange_stats.commands import export
from exchange_stats.ground.errors import FigureError


def test_export_writes_every_figure_and_says_where(run, built, tmp_path, capsys):
    out = tmp_path / "new" / "folder"
    assert run(export, "--out", out, project=built.root) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "growth.csv",
        "growth.en.txt",
        *(f"growth.en.word.{kind}" for kind in ("pdf", "png", "svg")),
        "growth.ru.txt",
        *(f"growth.ru.word.{kind}" for kind in ("pdf", "png", "svg")),
    ]
    assert capsys.readouterr().out == f"9 files written to {out}\n"


def test_export_writes_only_what_is_chosen(run, built, tmp_path):
    out = tmp_path / "out"
    chosen = ["growth", "--lang", "ru", "--format", "svg", "--size", "slide", "--out", out]
    assert run(export, *chosen, project=built.root) == 0
    assert [path.name for path in out.iterdir()] == ["growth.ru.slide.svg"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["grow"], "figure grow: not known, expected growth; `exchange-stats export --list`"),
        (["Grwoth", "qqq"], "Grwoth: not known, expected growth; figure qqq: .* one of the list"),
        (["--format", "gif"], "format gif: not known, expected one of png, svg, pdf"),
        (["--table", "--format", "png"], "png with --table: not known, expected one of docx, pptx"),
        (["--together", "--format", "svg"], "svg with --together: .* one of docx, pptx, xlsx;"),
        (["--lang", "ru-en", "--format", "docx"], "docx: in ru-en found, expected one language"),
        (["--lang", "de", "--format", "docx"], "language 'de' found, expected one of en, ru"),
        (["--lang", "de"], "language 'de' found, expected one of en, ru"),
        (["--size", "huge"], "'huge'"),
    ],
)
def test_export_of_what_is_not_there_is_refused(run, built, tmp_path, asked, found):
    with pytest.raises(FigureError, match=found):
        run(export, *asked, "--out", tmp_path / "out", project=built.root)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_office_files_are_those_of_the_report(run, built, tmp_path, capsys):
    out = tmp_path / "out"
    chosen = ["growth", "--lang", "ru", "--format", "docx,pptx,xlsx", "--out", out]
    assert run(export, *chosen, project=built.root) == 0
    for kind in ("docx", "pptx", "xlsx"):
        name = f"growth.ru.{kind}"
        assert (out / name).read_bytes() == (built.root / "reports/files" / name).read_bytes()
    assert capsys.readouterr().out == f"3 files written to {out}\n"


def test_a_table_alone_is_written_for_word_slides_and_excel(run, built, tmp_path):
    out = tmp_path / "out"
    every = ["--table", "--lang", "en", "--format", "docx,pptx,xlsx,csv", "--out", out]
    assert run(export, *every, project=built.root) == 0
    names = {path.name for path in out.iterdir()}
    assert names == {"growth.csv", "growth.en.table.docx", "growth.en.table.pptx", "growth.en.xlsx"}
    (table,) = Document(str(out / "growth.en.table.docx")).tables
    assert table.rows[1].cells[1].text == "10"


def test_what_is_chosen_is_written_in_one_file_of_each_kind(run, built, tmp_path):
    out = tmp_path / "out"
    together = ["--together", "--lang", "en", "--out", out]
    assert run(export, *together, project=built.root) == 0
    assert run(export, *together, "--table", project=built.root) == 0
    assert {path.name for path in out.iterdir()} == {
        *(f"figures.en.{kind}" for kind in ("docx", "pptx", "xlsx")),
        *(f"tables.en.{kind}" for kind in ("docx", "xlsx")),
    }


def test_names_and_findings_are_listed(run, built, tmp_path, capsys):
    assert run(export, "--list", "--lang", "en", project=built.root) == 0
    assert capsys.readouterr().out == "growth\n    12 students, 10 a year before\n"


def test_numbers_are_exported_as_sdmx_csv_and_figures_do_not_go_with_them(
    run, built, tmp_path, capsys
):
    out = tmp_path / "out"
    assert run(export, "--sdmx", "--out", out, project=built.root) == 0
    names = ["observations.sdmx.csv", "indicators.sdmx.csv"]
    assert capsys.readouterr().out.splitlines() == [str(out / name) for name in names]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    with pytest.raises(FigureError, match="export --sdmx: figures growth found, expected none"):
        run(export, "growth", "--sdmx", "--out", out, project=built.root)
