"""A release is frozen once, and the ledgers only grow."""

import csv

import pytest

from exchange_stats.build import build
from exchange_stats.ground.errors import DisclosureError, FactError
from exchange_stats.issued.editions import (
    REVISION_COLUMNS,
    Edition,
    find_editions,
    read_revisions,
    require_new,
)
from exchange_stats.project import PROCESSED, RELEASES
from exchange_stats.stored import manifest

FIRST, SECOND = Edition("2026-11", "2026-11-25"), Edition("2027-05", "2027-05-25")


def release(project, edition):
    return build(project.root, only="processed", edition=edition).recorded


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_release_is_the_set_of_tables_as_it_was_built(built):
    recorded = release(built, FIRST)
    assert recorded.folder == built.root / RELEASES / "2026-11"
    assert (recorded.since, recorded.changes, recorded.cells) == ("", 0, 0)
    report = {"quality.css", "quality.en.html", "quality.ru.html"}
    frozen = files(recorded.folder)
    assert {name: frozen[name] for name in frozen if name not in report} == files(
        built.root / PROCESSED
    )
    assert report <= set(frozen)
    assert read_revisions(built.root) == []


def test_a_later_release_leaves_the_earlier_and_records_what_it_revised(built):
    first = release(built, FIRST).folder
    before = files(first)
    built.change("C6", 13)
    recorded = release(built, SECOND)
    assert recorded.since == "2026-11"
    assert files(first) == before
    rows = read_revisions(built.root)
    assert len(rows) == recorded.changes > 2
    (slot,) = [row for row in rows if row["table"] == "reconciled"]
    assert (slot["old"], slot["new"], slot["cause"]) == ("12", "13", "source")
    assert (slot["release_id"], slot["released_on"], slot["compared_with"]) == (
        *("2027-05", "2027-05-25", "2026-11"),
    )


def test_the_ledger_of_revisions_only_grows(built):
    release(built, FIRST)
    built.change("C6", 13)
    release(built, SECOND)
    path = built.root / RELEASES / "revisions.csv"
    before = path.read_text(encoding="utf-8")
    assert before.startswith(",".join(REVISION_COLUMNS) + "\n")
    built.change("C6", 14)
    release(built, Edition("2027-11", "2027-11-25"))
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.count("release_id") == 1
    assert find_editions(built.root) == ["2026-11", "2027-05", "2027-11"]


@pytest.mark.parametrize(
    ("edition", "found"),
    [
        (Edition("november", "2026-11-25"), "release 'november': expected a year and a month"),
        (Edition("../2026-11", "2026-11-25"), "expected a year and a month"),
        (Edition("2026-11", "soon"), "day 'soon': expected the day of the release"),
        (Edition("2026-11", ""), "day '': expected the day of the release"),
    ],
)
def test_a_release_of_another_form_is_refused(built, edition, found):
    with pytest.raises(FactError, match=found):
        require_new(built.root, edition)


@pytest.mark.parametrize("name", ["2026-11", "2026-05"])
def test_a_release_is_never_written_over_or_put_before_another(built, name):
    release(built, FIRST)
    with pytest.raises(FactError, match="2026-11 is there already, expected a later one"):
        release(built, Edition(name, "2026-11-26"))


def test_a_release_that_was_left_half_way_is_made_again(built):
    recorded = release(built, FIRST)
    whole, folder = files(recorded.folder), built.root / RELEASES
    names = manifest.read_manifest(folder)["files"]
    (folder / "manifest.json").write_bytes(manifest.as_json({"files": dict.fromkeys(names, "")}))
    (recorded.folder / "observations.csv").unlink()
    require_new(built.root, FIRST)
    again = release(built, FIRST)
    assert (again.since, again.changes, files(again.folder)) == ("", 0, whole)


def test_what_a_person_put_among_the_releases_stays(built):
    release(built, FIRST)
    notes = built.root / RELEASES / "notes.txt"
    notes.write_text("ours", encoding="utf-8")
    release(built, SECOND)
    assert notes.read_text(encoding="utf-8") == "ours"
    assert manifest.is_whole(built.root / RELEASES)


def test_an_embargo_holds_a_release_before_its_day_and_lets_it_go_on_it(built):
    text = (built.facts / "sources.toml").read_text(encoding="utf-8")
    built.put("sources.toml", text + 'conf_status = "E"\nembargo_until = 2026-11-25\n')
    with pytest.raises(DisclosureError, match="until 2026-11-25"):
        release(built, Edition("2026-11", "2026-11-24"))
    assert find_editions(built.root) == []
    recorded = release(built, FIRST)
    with (recorded.folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        assert {row["conf_status"] for row in csv.DictReader(file)} == {"F"}


def test_a_release_that_the_ledger_cannot_take_is_not_there(built, monkeypatch):
    built.put("releases.csv", "another,header\n")
    with pytest.raises(FactError, match=r"facts/releases\.csv, row 1"):
        release(built, FIRST)
    assert find_editions(built.root) == []


def test_a_project_without_releases_has_none(tmp_path):
    assert (find_editions(tmp_path), read_revisions(tmp_path)) == ([], [])
