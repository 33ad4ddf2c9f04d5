"""What a diff prints and writes."""

import pytest

from exchange_stats.build import build
from exchange_stats.commands import diff
from exchange_stats.ground.errors import StageError
from exchange_stats.project import PROCESSED, RELEASES


@pytest.fixture
def revised(built):
    """A project whose publisher has revised a cell since the release 2026-11."""
    (built.root / RELEASES).mkdir()
    (built.root / PROCESSED).rename(built.root / RELEASES / "2026-11")
    built.change("C6", 13)
    build(built.root, only="processed")
    return built


def test_a_release_is_compared_with_what_would_be_released_now(run, revised, capsys):
    now = revised.root / PROCESSED
    assert run(diff, "2026-11", now, project=revised.root) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"From 2026-11 to {now}"
    assert lines[3].startswith("  the publisher's workbook has changed: ")
    assert any("KGZ CHN 2018 all: 12 → 13 [rec-" in line for line in lines)


def test_all_changes_are_written_and_told_in_russian(run, revised, capsys, tmp_path):
    path = tmp_path / "changes.csv"
    options = ("2026-11", revised.root / PROCESSED, "--lang", "ru", "--to", path)
    assert run(diff, *options, project=revised.root) == 0
    out = capsys.readouterr().out
    assert f"файл {path}" in out
    assert path.read_text(encoding="utf-8").startswith(
        "table,fact_id,kind,about,old,new,cause,also\n"
    )


def test_a_release_that_is_not_there_is_refused(run, built):
    with pytest.raises(StageError, match=r"data/releases/2019-01: no processed tables"):
        run(diff, "2019-01", built.root / PROCESSED, project=built.root)
