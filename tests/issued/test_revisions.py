"""What changed between two saved sets, by which cause, and by how much."""

import json
import shutil

import pytest

from exchange_stats import pipeline, processed
from exchange_stats.ground.errors import InputError, StageError
from exchange_stats.issued.causes import Provenance
from exchange_stats.issued.revisions import (
    Saved,
    as_table,
    compare,
    count_by_cause,
    measure_revisions,
    read_saved,
    revised_pairs,
    told,
)
from exchange_stats.stored.manifest import MANIFEST, write_manifest


def save(project, folder):
    """Return the set that the project gives now, saved in a folder."""
    folder.mkdir()
    processed.write_set(*pipeline.derive_tables(project.root), folder)
    return read_saved(folder)


def causes(found, table):
    return {(one.kind, one.cause, one.also) for one in found if one.table == table}


@pytest.fixture
def first(small, tmp_path):
    return save(small, tmp_path / "first")


def test_two_equal_sets_differ_in_nothing(first):
    assert compare(first, first) == []


def test_a_cell_that_the_publisher_revised_is_followed_to_all_that_is_made_of_it(
    small, first, tmp_path
):
    small.change("C6", 13)
    found = compare(first, save(small, tmp_path / "second"))
    assert causes(found, "observations") == {("revised", "source", "")}
    assert causes(found, "reconciled") == {("revised", "source", "")}
    assert causes(found, "indicators") == {("revised", "source", "")}
    (one,) = [one for one in found if one.table == "reconciled"]
    assert (one.old, one.new) == ("12", "13")
    assert one.about == "KGZ CHN 2018 all"


def test_a_value_keeps_its_id_through_its_revision(small, first, tmp_path):
    small.change("C6", 13)
    second = save(small, tmp_path / "second")
    assert set(first.rows) == set(second.rows)


def test_a_correction_is_the_cause_of_what_it_mends(small, first, tmp_path):
    header = (small.facts / "corrections.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "ministry,ministry_2018,table 1,C6,12,override,21,slip,press release,reported,,"
    small.put("corrections.csv", f"{header}\n{row}\n")
    found = compare(first, save(small, tmp_path / "second"))
    assert causes(found, "observations") == {("revised", "correction", "")}
    (one,) = [one for one in found if one.table == "observations"]
    assert (one.old, one.new) == ("12", "21 (E corrected)")


SKIPPED = '"5:9"\nskip_rows = "{}"'


def test_another_layout_is_the_cause_of_what_it_reads_anew(small, first, tmp_path):
    path = small.facts / "layouts" / "ministry_2018.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"5:"', SKIPPED.format("9")), encoding="utf-8")
    found = compare(first, save(small, tmp_path / "second"))
    assert found == []  # the line left out is the one that is no country
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(SKIPPED.format("9"), SKIPPED.format("7:9")), encoding="utf-8")
    found = compare(first, save(small, tmp_path / "third"))
    assert causes(found, "observations") == {("gone", "layout", "")}
    assert causes(found, "reconciled") == {("gone", "layout", "")}


def test_a_label_with_another_meaning_is_the_cause_of_what_it_says(small, first, tmp_path):
    other = small.copied(tmp_path / "other")
    text = (other.facts / "labels.csv").read_text(encoding="utf-8")
    other.put("labels.csv", text.replace("programme=nondegree", "programme=language"))
    with other.known():
        found = compare(first, save(other, tmp_path / "second"))
    assert causes(found, "observations") == {("gone", "dictionary", ""), ("new", "dictionary", "")}


def test_another_rule_is_the_cause_of_what_is_computed_by_it(small, first, tmp_path):
    text = (small.facts / "indicators.toml").read_text(encoding="utf-8")
    small.put("indicators.toml", text.replace('by = ["KGZ"]', 'by = ["KGZ", "KAZ"]'))
    found = compare(first, save(small, tmp_path / "second"))
    assert causes(found, "indicators") == {("new", "rule", "")}
    assert causes(found, "observations") == set()


def test_the_code_is_the_cause_when_nothing_else_has_changed(first):
    rows = {name: dict(row) for name, row in first.rows.items()}
    one = next(
        name for name, row in rows.items() if row["table"] == "observations" and row["value"]
    )
    rows[one]["value"] = "999"
    (found,) = compare(first, Saved("second", rows, first.provenance))
    assert (found.kind, found.cause, found.fact_id) == ("revised", "code", one)


def test_a_table_that_an_older_release_lacks_is_new(first, tmp_path):
    old = tmp_path / "old"
    shutil.copytree(tmp_path / "first", old)
    (old / "indicators.csv").unlink()
    content = json.loads((old / "provenance.json").read_text(encoding="utf-8"))
    del content["facts"]
    (old / "provenance.json").write_text(json.dumps(content), encoding="utf-8")
    (old / MANIFEST).unlink()
    write_manifest(old)
    found = compare(read_saved(old), first)
    assert {(one.table, one.kind, one.cause) for one in found} == {("indicators", "new", "unknown")}


def test_a_column_that_an_older_release_lacks_revises_nothing(first):
    rows = {
        name: {column: text for column, text in row.items() if column != "qualifier"}
        for name, row in first.rows.items()
    }
    assert compare(Saved("old", rows, first.provenance), first) == []


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(StageError, match="no processed tables, expected a folder such as"):
        read_saved(tmp_path)


def test_a_set_of_which_a_file_was_changed_or_is_of_another_build_is_refused(small, tmp_path):
    save(small, tmp_path / "first")
    small.change("C6", 13)
    save(small, tmp_path / "second")
    shutil.copy(tmp_path / "second" / "reconciled.csv", tmp_path / "first")
    with pytest.raises(InputError, match=r"E_MANIFEST.*reconciled\.csv"):
        read_saved(tmp_path / "first")


def test_mean_absolute_and_relative_revision_of_two_values():
    size = measure_revisions([(4100, 4200), (450, 447)])
    assert (size.numbers, size.mean, size.mean_absolute) == (2, 48.5, 51.5)
    assert round(size.relative, 3) == 2.216  # 103 of 4,647


@pytest.mark.parametrize("pairs", [[], [(5, 0)]])
def test_without_a_revision_or_a_later_value_there_is_no_size(pairs):
    assert measure_revisions(pairs) is None


def test_the_size_is_taken_of_values_of_slots_that_both_releases_have(small, first, tmp_path):
    small.change("C6", 13)
    second = save(small, tmp_path / "second")
    assert revised_pairs(first, second) == [(12.0, 13.0)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"value": "12", "lo": "12", "hi": "12", "status": "A"}, "12"),
        ({"value": "4200", "lo": "4201", "hi": "", "status": "A"}, "4200 [4201, ]"),
        ({"value": "", "lo": "", "hi": "", "status": "O"}, "(O)"),
        ({"shown": "c", "value": "", "status": "Q"}, "c (Q)"),
        ({"lo": "4", "mid": "5", "hi": "6", "flags": "F", "refused_because": ""}, "5 [4, 6] (F)"),
        ({"lo": "", "mid": "", "hi": "", "refused_because": "too_old"}, "(too_old)"),
        ({"value": "10", "state": "pledged", "known_value": ""}, "10 (pledged)"),
    ],
)
def test_a_number_is_told_with_its_bounds_and_what_is_not_ordinary(row, said):
    assert told({"table": "any"} | row) == said


def test_changes_are_counted_by_cause_and_kind_and_written_a_row_each(small, first, tmp_path):
    small.change("C6", 13)
    found = compare(first, save(small, tmp_path / "second"))
    assert count_by_cause(found) == {("source", "revised"): len(found)}
    table = as_table(found)
    assert list(table.columns) == [
        *("table", "fact_id", "kind", "about", "old", "new", "cause", "also"),
    ]
    assert len(table) == len(found)


def test_no_changes_are_an_empty_table_with_its_columns():
    assert "fact_id" in as_table([])
    assert Provenance().facts == {}
