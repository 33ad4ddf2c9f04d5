"""What a build prints."""

from exchange_stats.commands import build


def test_a_build_ends_with_a_summary(run, built, capsys):
    assert run(build, "--force", project=built.root) == 0
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


def test_a_second_build_says_that_nothing_has_changed(run, built, capsys):
    assert run(build, project=built.root) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Nothing has changed since the last build.\n")
    assert "7 files, 0 drawn anew" in said.out
    assert said.err == ""


def test_a_build_of_the_tables_points_to_the_tables(run, built, capsys):
    assert run(build, "--only", "processed", project=built.root) == 0
    out = capsys.readouterr().out
    assert f"Where to look:   {built.root / 'data' / 'processed'}" in out
    assert "Figures" not in out


def test_synthetic_samples_are_counted_in_the_summary(run, built, capsys):
    text = (built.facts / "sources.toml").read_text("utf-8")
    built.put("sources.toml", text.replace('kind = "series"', 'kind = "series"\nsynthetic = true'))
    run(build, "--only", "processed", project=built.root)
    assert "Workbooks read:  1 (1 synthetic samples)" in capsys.readouterr().out
