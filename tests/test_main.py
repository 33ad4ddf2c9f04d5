"""The command line: help with examples, exit codes, and bad input told in one message."""

import os
import re
import subprocess
import sys

import pytest

from exchange_stats import __main__ as door
from exchange_stats import __version__
from exchange_stats.__main__ import main
from exchange_stats.commands import read

COMMANDS = list(door.COMMANDS)
DONE, FOUND, REFUSED, STOPPED = 0, 1, 2, 130


@pytest.fixture(autouse=True)
def tables_of_the_project(monkeypatch):
    monkeypatch.delenv("EXCHANGE_STATS_PROCESSED", raising=False)


def run(*arguments, cwd=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "exchange_stats", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_shows_an_example(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    _, _, example = capsys.readouterr().out.partition("\nExample")
    assert f"exchange-stats {command}" in example


def test_the_help_lists_every_command(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    out = capsys.readouterr().out
    assert all(f"\n    {command} " in out for command in COMMANDS)
    assert "Example: exchange-stats build" in out


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"exchange-stats {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bild"],
        ["build", "--only", "figures"],
        ["check", "--severity", "high"],
        ["check", "--lang", "zh"],
    ],
)
def test_a_command_that_is_none_is_refused_in_one_line_that_names_the_help(arguments, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    said = capsys.readouterr().err
    assert said.startswith("E_USAGE: ")
    assert said.count("\n") == 1
    assert re.search(r"; see exchange-stats( \w+)? --help\n$", said)


def test_a_defect_is_told_by_its_place_and_never_by_what_a_cell_holds(built, monkeypatch, capsys):
    def broken(_):
        int("secret of a cell")

    monkeypatch.setattr(read, "run", broken)
    assert main(["read", str(built.raw)]) == FOUND
    said = capsys.readouterr().err
    assert re.match(
        r"E_BUG: a defect of exchange-stats .* \(ValueError, test_main\.py:\d+\); ", said
    )
    assert "secret" not in said
    assert said.count("\n") == 1


def test_a_file_is_refused_in_the_language_asked_for(tmp_path, capsys):
    assert main(["read", str(tmp_path / "no.xlsx"), "--lang", "ru"]) == REFUSED
    said = capsys.readouterr().err
    assert said.startswith('E_NOT_FOUND: "no.xlsx": \u043d\u0435\u0442')


def test_a_help_loads_no_dataframe_library():
    done = run("build", "--help")
    assert (done.returncode, done.stderr) == (DONE, "")
    program = (
        "import sys, exchange_stats.__main__ as m; m._parser(); print('pandas' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"


def test_every_command_works_on_a_built_project(built, tmp_path, capsys):
    project = ["--project", str(built.root)]
    assert main(["build", *project]) == DONE
    assert main(["check", *project]) == DONE
    assert main(["check", *project, "--to", str(tmp_path / "found"), "--lang", "ru"]) == DONE
    assert main(["trace", *project, "growth", "last"]) == DONE
    out = str(tmp_path / "out")
    export = ["growth", "--lang", "en", "--format", "csv,svg", "--out", out]
    assert main(["export", *project, *export]) == DONE
    assert main(["read", str(built.raw), "--to", str(tmp_path / "tidy.csv")]) == DONE
    said = capsys.readouterr().out
    assert "Nothing has changed" in said
    assert "Walked back from the cells: 12, the same." in said
    assert f"2 files written to {out}" in said


def test_a_finding_of_severity_error_is_exit_code_1(built, capsys):
    built.change("D6", 66)
    assert main(["check", "--project", str(built.root)]) == FOUND
    assert "parts_add_up" in capsys.readouterr().out


def bytes_of(root):
    return {
        path: path.read_bytes()
        for folder in ("data/processed", "reports")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


def missing(project):
    project.raw.unlink()


def changed(project):
    project.raw.write_bytes(project.raw.read_bytes() + b" ")


def no_workbook(project):
    project.raw.write_bytes(b"%PDF-1.7 a document")
    project.register()


def unknown_label(project):
    project.change("A5", "Atlantis")


def unknown_heading(project):
    project.change("E4", "evening")


def unknown_marker(project):
    project.change("C6", "x")


def moved_title(project):
    project.change("A1", "Pupils by country")


def one_key_twice(project):
    project.change("B6", 2017)


BAD_INPUT = [
    (missing, ["students.xlsx: no such file"], "facts/sources.toml"),
    (changed, ["students.xlsx: sha256", "registered"], "facts/sources.toml"),
    (no_workbook, ["students.xlsx", "PDF"], ""),
    (unknown_label, ["'table 1', C5: origin 'Atlantis'", "5 more cells"], "facts/labels.csv"),
    (unknown_heading, ["'table 1', E5: category 'of which / evening'"], "facts/labels.csv"),
    (unknown_marker, ["table 1!C6: 'x'"], "facts/symbols.toml"),
    (moved_title, ["table 1!A1 holds 'Pupils by country'"], "facts/layouts/ministry_2018.toml"),
    (one_key_twice, ["table 1!C5", "table 1!C6", "one key"], "facts/labels.csv"),
]


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(
    ("spoil", "places", "to_edit"), BAD_INPUT, ids=lambda v: getattr(v, "__name__", "")
)
def test_bad_input_is_one_message_exit_code_2_and_nothing_touched(
    built, capsys, command, spoil, places, to_edit
):
    made = bytes_of(built.root)
    spoil(built)
    assert main([command, "--project", str(built.root)]) == REFUSED
    said = capsys.readouterr()
    assert "data/raw/ministry/students.xlsx" in said.err
    assert [place for place in places if place not in said.err] == []
    assert to_edit in said.err
    first, *others = said.err.splitlines()
    assert re.match(r"E_[A-Z_]+: ", first)
    assert all(line.startswith("  ") for line in others)
    assert "Traceback" not in said.err
    assert said.out == ""
    assert made
    assert bytes_of(built.root) == made


@pytest.mark.parametrize("command", ["build", "check"])
def test_bad_input_is_told_in_russian_too(built, capsys, command):
    unknown_label(built)
    assert main([command, "--project", str(built.root), "--lang", "ru"]) == REFUSED
    first, place, *_, advice, file = capsys.readouterr().err.splitlines()
    assert first == "E_LABEL: ministry: подписи, которых нет в словаре:"
    assert "подписи 'Atlantis' (origin) нет в словаре ministry (и ещё ячеек: 5)" in place
    assert advice.startswith("  Что делать: добавьте каждую в facts/labels.csv")
    assert file == "  ministry_2018 — это файл data/raw/ministry/students.xlsx"


TSV = "\u041e\u0448\t5\t6\n" * 3


def read_with(tmp_path, *options):
    (tmp_path / "a.tsv").write_bytes(b"Country\t2018\t2019\n" + TSV.encode("koi8-r"))
    return main(["read", str(tmp_path / "a.tsv"), *options])


def test_a_limit_is_raised_or_lowered_for_one_command(tmp_path, capsys):
    assert read_with(tmp_path, "--encoding", "koi8-r", "--limit", "columns=2") == REFUSED
    said = capsys.readouterr().err
    assert said.startswith('E_TOO_BIG: "a.tsv": too large: 3 columns, the limit is 2; ')
    assert "--limit columns=N" in said
    assert read_with(tmp_path, "--encoding", "koi8-r", "--limit", "columns=3") == DONE


def test_an_encoding_that_is_named_decides(tmp_path, capsys):
    assert read_with(tmp_path, "--encoding", "koi8-r") == DONE
    said = capsys.readouterr()
    assert "\u041e\u0448" in said.out
    assert "W_ENCODING" not in said.err
    assert read_with(tmp_path, "--encoding", "utf-8", "--lang", "ru") == REFUSED
    assert "utf-8, как указано, не подходит к строке 2" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--limit", "colums=3"], ["--encoding", "hex"]])
def test_a_limit_or_an_encoding_that_is_none_is_refused_in_one_line(option, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["read", "a.csv", *option])
    said = capsys.readouterr().err
    assert said.startswith("E_USAGE: argument --")
    assert "expected" in said
    assert said.count("\n") == 1


def test_no_project_is_refused(tmp_path, capsys):
    assert main(["build", "--project", str(tmp_path)]) == REFUSED
    assert "no data/raw here or above" in capsys.readouterr().err


def test_tables_not_yet_built_are_refused(small, capsys):
    assert main(["trace", "--project", str(small.root), "growth"]) == REFUSED
    assert "run `exchange-stats build` first" in capsys.readouterr().err


def test_a_path_that_cannot_be_made_is_refused_in_words(built, tmp_path, capsys):
    (tmp_path / "out").write_text("a file in the way", encoding="utf-8")
    arguments = ["--project", str(built.root), "--out", str(tmp_path / "out")]
    assert main(["export", *arguments]) == REFUSED
    said = capsys.readouterr().err
    assert said.startswith("E_PATH: ")
    assert said.endswith(": File exists; check the path and its rights\n")


def fail_with(error):
    def run_command(_):
        raise error

    return run_command


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), STOPPED, "stopped; nothing was changed\n"),
        (BrokenPipeError(), DONE, ""),
    ],
)
def test_a_command_that_is_stopped_ends_quietly(monkeypatch, capsys, error, code, said):
    monkeypatch.setattr(door.build, "run", fail_with(error))
    assert main(["build"]) == code
    assert capsys.readouterr().err == said


def test_a_bug_is_not_hidden_from_who_mends_it():
    program = (
        "import exchange_stats.__main__ as door\n"
        "door.build.run = lambda options: 1 // 0\n"
        "door.main(['build'])\n"
    )
    done = subprocess.run([sys.executable, "-X", "dev", "-c", program], capture_output=True)
    assert b"ZeroDivisionError" in done.stderr
    assert b"Traceback" in done.stderr


def test_the_facts_of_another_pair_of_countries_are_named_by_the_environment(built):
    done = run("check", cwd=built.root, EXCHANGE_STATS_FACTS=str(built.facts))
    assert done.returncode == DONE, done.stderr
    assert "Findings: 0 errors, 0 warnings, 1 notices" in done.stdout


def test_a_console_of_few_letters_shows_the_others_by_their_codes(built):
    built.change("A5", "\u5410")
    ascii_only = {"PYTHONIOENCODING": "ascii", "EXCHANGE_STATS_FACTS": str(built.facts)}
    done = run("check", cwd=built.root, **ascii_only)
    assert done.returncode == REFUSED
    assert "origin '\\u5410' is not in the labels" in done.stderr
