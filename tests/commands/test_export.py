"""Figures are written in the languages, sizes and formats that were asked for."""

import pytest

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
        (["grow"], "figure grow: not known, expected one of growth"),
        (["--format", "gif"], "format gif: not known, expected one of png, svg, pdf"),
        (["--lang", "de"], "language 'de' found, expected one of en, ru"),
        (["--size", "huge"], "'huge'"),
    ],
)
def test_export_of_what_is_not_there_is_refused(run, built, tmp_path, asked, found):
    with pytest.raises(FigureError, match=found):
        run(export, *asked, "--out", tmp_path / "out", project=built.root)


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
