"""What a check prints, writes and returns."""

from exchange_stats.commands import check


def test_check_prints_findings_and_writes_nothing(run, built, capsys):
    before = sorted(built.root.rglob("*"))
    assert run(check, "--severity", "notice", project=built.root) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("notice missing_values: ministry_2018 table 1!D7")
    assert "2 cells" in lines[0]
    assert lines[1:] == ["Findings: 0 errors, 0 warnings, 1 notices"]
    assert sorted(built.root.rglob("*")) == before


def test_check_returns_1_when_a_finding_is_an_error(run, built, capsys):
    built.change("D6", 66)
    assert run(check, "--severity", "error", project=built.root) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("error parts_add_up: ministry_2018 table 1!C6 (KGZ CHN 2018 all)")
    assert "72" in lines[0]
    assert lines[-1] == "Findings: 1 errors, 0 warnings, 1 notices"
    assert len(lines) == 2


def test_check_speaks_russian_and_writes_where_it_is_told(run, built, tmp_path, capsys):
    built.change("D6", 66)
    asked = ["--severity", "error", "--to", tmp_path / "found", "--lang", "ru"]
    assert run(check, *asked, project=built.root) == 1
    first, counts, *written = capsys.readouterr().out.splitlines()
    assert first.startswith("ошибка parts_add_up: ministry_2018 table 1!C6 (KGZ CHN 2018 all):")
    assert "там, вероятно, 72, а не 12" in first
    assert counts == "Находки: ошибок — 1, предупреждений — 0, замечаний — 1"
    assert written == [
        str(tmp_path / "found" / f"check.{kind}") for kind in ("html", "xlsx", "csv")
    ]
