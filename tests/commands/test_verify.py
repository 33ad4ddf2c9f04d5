"""A file is told by its figures; the exit code says whether they are whole and the newest."""

import pytest

from exchange_stats.commands import export, verify


@pytest.fixture
def out(run, built, tmp_path):
    run(export, "--lang", "ru", "--out", tmp_path / "out", project=built.root)
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["growth.ru.word.png", "growth.ru.word.svg", "growth.csv"])
def test_an_exported_file_is_the_newest(run, built, out, capsys, name):
    assert run(verify, out / name, project=built.root) == 0
    said = capsys.readouterr().out
    assert "growth, version 1.0" in said
    assert "the newest" in said
    assert "its data are those of no release" in said


def test_a_file_of_the_report_is_named(run, built, capsys):
    path = built.root / "reports" / "files" / "growth.en.word.png"
    assert run(verify, path, project=built.root) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.endswith(
        "equal, byte for byte, to reports/files/growth.en.word.png of the last build."
    )


def test_a_changed_file_and_a_foreign_one_end_with_one(run, built, out, capsys):
    changed = out / "growth.ru.word.svg"
    changed.write_text(changed.read_text().replace("<g", "<g ", 1))
    assert run(verify, changed, project=built.root) == 1
    assert "CHANGED" in capsys.readouterr().out
    foreign = out / "other.html"
    foreign.write_text("<p>words</p>")
    assert run(verify, foreign, "--lang", "ru", project=built.root) == 1
    assert capsys.readouterr().out == "other.html: нет наших рисунков, которые можно узнать.\n"
