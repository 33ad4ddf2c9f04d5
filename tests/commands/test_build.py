"""What a build prints."""

import os
import threading

import pytest

from builders import write_workbook
from exchange_stats.commands import build, check
from exchange_stats.ground.errors import FactError, InputError
from exchange_stats.stored.lock import sole_builder
from small_project import LAYOUT, ROWS


def test_a_build_ends_with_a_summary(run, built, capsys):
    assert run(build, "--force", project=built.root) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Built.",
        "  Workbooks read:  1",
        "  Observations:    12",
        "  Findings:        0 errors, 0 warnings, 1 notices",
        "  Figures:         1 (53 files, 3 drawn anew)",
        f"  Where to look:   {built.root / 'reports' / 'index.html'}",
    ]


def test_a_second_build_says_that_nothing_has_changed(run, built, capsys):
    assert run(build, project=built.root) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Nothing has changed since the last build.\n")
    assert "53 files, 0 drawn anew" in said.out
    assert said.err == ""


def test_what_is_to_be_looked_at_in_a_workbook_is_told_each_time_and_found_by_the_check(
    run, built, tmp_path, capsys
):
    write_workbook(built.raw, {"table 1": ROWS}, merges=("C3:C4", "D3:E3"), hidden_rows=[7])
    built.register()
    built.put("layouts/ministry_2018.toml", LAYOUT.replace("fill =", 'hidden = "7"\nfill ='))
    for asked in (["--lang", "ru"], []):
        assert run(build, "--only", "processed", *asked, project=built.root) == 0
    said = [one for one in capsys.readouterr().err.splitlines() if "W_HIDDEN: ministry_2018" in one]
    assert "скрыто, но прочитано: строк 1" in said[0]
    assert "hidden but read: 1 rows" in said[1]
    assert run(check, "--to", tmp_path / "found", "--lang", "ru", project=built.root) == 0
    found = "замечание unusual_workbooks: ministry_2018 table 1!A7: скрыто, но прочитано: строк 1"
    assert found in capsys.readouterr().out
    for kind in ("html", "csv"):
        text = (tmp_path / "found" / f"check.{kind}").read_text("utf-8")
        assert "(W_HIDDEN)" in text


def hold(root, act):
    """Let another thread hold the lock of a project until ``act`` is done."""
    taken, done = threading.Event(), threading.Event()

    def build_too():
        with sole_builder(root):
            taken.set()
            done.wait(60)

    other = threading.Thread(target=build_too)
    other.start()
    taken.wait(60)
    try:
        act(done)
    finally:
        done.set()
        other.join()


def test_a_build_beside_another_is_refused_at_once(run, built):
    def build_anew(_):
        with pytest.raises(InputError, match=f"^E_BUSY: .* .process {os.getpid()} on"):
            run(build, "--force", project=built.root)

    hold(built.root, build_anew)


def test_a_build_can_wait_for_another(run, built, capsys):
    def build_after(done):
        threading.Timer(0.1, done.set).start()
        assert run(build, "--wait", project=built.root) == 0

    hold(built.root, build_after)
    assert capsys.readouterr().out.startswith("Nothing has changed since the last build.\n")


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


def test_a_release_is_named_with_its_changes(run, built, capsys):
    for name, said in (("2026-11", "the first"), ("2027-05", "0 changes since 2026-11")):
        options = ("--only", "processed", "--release", name, "--on", f"{name}-25")
        assert run(build, *options, project=built.root) == 0
        line = (
            f"  Release:         data/releases/{name} ({said}; 0 cells added to facts/releases.csv)"
        )
        assert line in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("options", [("--release", "2026-11"), ("--on", "2026-11-25")])
def test_a_release_needs_both_its_name_and_its_day(run, built, options):
    with pytest.raises(FactError, match="--release or --on found, expected both"):
        run(build, *options, project=built.root)
