"""Tables go out and come back as they were, as whole sets or not at all."""

import hashlib
import json
from dataclasses import replace

import pytest

from builders import observations, reconciled
from exchange_stats import pipeline, processed
from exchange_stats.ground.errors import (
    DisclosureError,
    FactError,
    InputError,
    PrivacyError,
    StageError,
)
from exchange_stats.ground.stages import PROCESSED, RELEASE
from exchange_stats.reading.sources import load_workbooks
from exchange_stats.stored.manifest import write_manifest

CODES = [
    {"isced_level": "6", "programme": "degree"},
    {"origin": "NAM", "isced_field": "07"},
    {"period": "2017", "status": "O"},
    {"edition": "NA", "printed": "4,614\u00a0\u201cNA\u201d, null"},
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("EXCHANGE_STATS_PROCESSED", raising=False)
    made = tmp_path / "data" / "processed"
    made.mkdir(parents=True)
    return made


def by_key(table):
    return table.sort_values(list(table.columns)).reset_index(drop=True)


def test_a_table_comes_back_as_it_went_out(folder):
    table = observations(*CODES)
    processed.write_table(table, "observations", folder)
    write_manifest(folder)
    again = processed.read_table("observations", folder.parents[1])
    assert by_key(again).equals(by_key(table))
    assert set(again["isced_level"]) == {"6", "_T"}
    assert "07" in set(again["isced_field"])
    assert "NA" in set(again["edition"])


def test_equal_content_is_equal_bytes_whatever_the_order(folder):
    table = observations(*CODES)
    first = processed.write_table(table, "observations", folder).read_bytes()
    second = processed.write_table(table.iloc[::-1], "observations", folder).read_bytes()
    assert first == second
    assert b"\r" not in first
    assert first.decode("utf-8").startswith("origin,host,period")


def test_a_table_of_another_shape_is_not_written(folder):
    with pytest.raises(StageError, match="stage observations: columns"):
        processed.write_table(reconciled({}), "observations", folder)
    assert list(folder.iterdir()) == []


def test_a_table_of_another_shape_is_not_read(folder):
    (folder / "observations.csv").write_text("origin,host\nKGZ,CHN\n", encoding="utf-8")
    write_manifest(folder)
    with pytest.raises(StageError, match="stage observations: columns"):
        processed.read_table("observations", folder.parents[1])


def test_a_missing_table_says_to_build(folder):
    with pytest.raises(
        StageError, match=r"claims\.csv: no such table, .* `exchange-stats build` first$"
    ):
        processed.read_table("claims", folder.parents[1])


def test_missing_provenance_says_to_build(folder):
    with pytest.raises(
        StageError, match=r"provenance\.json: no such file, .*; run `exchange-stats build` first$"
    ):
        processed.read_provenance(folder.parents[1])


def test_an_unknown_table_is_refused(folder):
    with pytest.raises(StageError, match="table 'students': expected one of observations"):
        processed.read_table("students", folder.parents[1])


def test_a_set_has_all_tables_and_its_provenance(small, folder):
    tables = {stage.name: stage.empty() for stage in PROCESSED} | {"observations": observations({})}
    processed.write_set(tables, load_workbooks().values(), folder)
    assert {name: len(table) for name, table in processed.read_set(folder).items()} == {
        **dict.fromkeys(tables, 0),
        "observations": 1,
    }
    provenance = processed.read_provenance(folder.parents[1])
    assert provenance["workbooks"]["ministry_2018"]["publisher"] == "Ministry of Learning"
    assert provenance["tables"]["observations"]["rows"] == 1
    named = {"facts", "workbooks", "tables", "synthetic_workbooks", "corrections"}
    assert set(provenance) == named
    told = {"path", "sha256", "edition", "synthetic", "source", "publisher", "title", "url"}
    assert set(provenance["workbooks"]["ministry_2018"]) == {*told, "route", "doubts"}
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [source["title"] for source in package["sources"]] == [
        "Ministry of Learning: Students by country"
    ]


def test_the_provenance_says_which_workbooks_are_samples(small, folder):
    (book,) = load_workbooks().values()
    books = [book, replace(book, id="sample", synthetic=True)]
    processed.write_set({stage.name: stage.empty() for stage in PROCESSED}, books, folder)
    provenance = processed.read_provenance(folder.parents[1])
    assert provenance["synthetic_workbooks"] == ["sample"]
    told = {name: one["synthetic"] for name, one in provenance["workbooks"].items()}
    assert told == {"ministry_2018": "", "sample": "yes"}


def add_a_line(folder):
    path = folder / "release.csv"
    path.write_bytes(path.read_bytes() + b"\n")


def test_a_table_that_was_changed_by_hand_is_not_read(small, folder):
    tables = {stage.name: stage.empty() for stage in PROCESSED}
    processed.write_set(tables, load_workbooks().values(), folder)
    assert processed.read_table("release", folder.parents[1]).empty
    add_a_line(folder)
    with pytest.raises(InputError, match=r'"data/processed": 1 files do not .* \(release\.csv\)'):
        processed.read_set(folder)
    assert processed.read_table("claims", folder.parents[1]).empty


def test_a_release_that_did_not_pass_the_audit_is_not_read_whatever_the_manifest_says(
    small, folder
):
    tables = {stage.name: stage.empty() for stage in PROCESSED}
    processed.write_set(tables, load_workbooks().values(), folder)
    add_a_line(folder)
    write_manifest(folder)
    with pytest.raises(DisclosureError, match="not the table that passed the audit"):
        processed.read_set(folder)


def test_a_release_that_nobody_vouches_for_is_not_read(folder):
    processed.write_table(RELEASE.empty(), "release", folder)
    write_manifest(folder)
    with pytest.raises(DisclosureError, match=r"expected the one of provenance\.json"):
        processed.read_table("release", folder.parents[1])


def test_the_last_file_of_a_set_is_the_manifest_of_all_others(small, folder):
    tables = {stage.name: stage.empty() for stage in PROCESSED}
    processed.write_set(tables, load_workbooks().values(), folder)
    content = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert set(content["files"]) == {path.name for path in folder.iterdir()} - {"manifest.json"}
    provenance = (folder / "provenance.json").read_bytes()
    assert content["files"]["provenance.json"] == hashlib.sha256(provenance).hexdigest()


def test_what_is_free_depends_on_the_day_of_the_release(small, folder, monkeypatch):
    days = []
    free = processed.free_tables

    def free_on(tables, books, day):
        days.append(day)
        return free(tables, books, day)

    monkeypatch.setattr(processed, "free_tables", free_on)
    tables = {stage.name: stage.empty() for stage in PROCESSED}
    processed.write_set(tables, load_workbooks().values(), folder)
    processed.write_set(tables, load_workbooks().values(), folder, "2026-11-25")
    assert days == ["", "2026-11-25"]


def test_every_applied_correction_is_in_the_provenance(small, folder):
    header = (small.facts / "corrections.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "ministry,ministry_2018,table 1,C6,12,override,21,digits changed places,press release,"
    small.put("corrections.csv", f"{header}\n{row}reported,2026-11-24,\n")
    tables, workbooks = pipeline.derive_tables(small.root)
    processed.write_set(tables, workbooks, folder)
    (told,) = processed.read_provenance(folder.parents[1])["corrections"]
    assert (told["cell"], told["was"], told["value"]) == ("C6", "12", "21")
    assert (told["reason"], told["evidence"]) == ("digits changed places", "press release")
    ((fact_id, now),) = told["facts"].items()
    assert now == {"value": "21", "status": "E", "flags": "corrected"}
    observed = processed.read_table("observations", folder.parents[1]).set_index("fact_id")
    assert observed.loc[fact_id, "value"] == "21"


def test_a_correction_whose_printed_value_no_longer_stands_stops_the_build(small):
    header = (small.facts / "corrections.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "ministry,ministry_2018,table 1,C6,13,override,21,slip,press release,reported,,"
    small.put("corrections.csv", f"{header}\n{row}\n")
    with pytest.raises(FactError, match=r"table 1!C6: prints '12', the correction expects"):
        pipeline.derive_tables(small.root)


def test_a_table_with_a_personal_value_is_not_written(tmp_path):
    table = observations({"sheet": "list of AN1234567"})
    with pytest.raises(PrivacyError, match="column sheet: 1 values look like a passport number"):
        processed.write_table(table, "observations", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_table_with_a_column_that_is_not_allowed_is_not_written(small, tmp_path):
    text = (small.facts / "columns.csv").read_text(encoding="utf-8")
    small.put("columns.csv", "".join(x for x in text.splitlines(True) if x[:6] != "sheet,"))
    with pytest.raises(PrivacyError, match=r"processed table observations: .*\n  - column sheet"):
        processed.write_table(observations({}), "observations", tmp_path)


def test_a_provenance_with_a_personal_value_stops_the_set(small, tmp_path):
    tables, books = pipeline.derive_tables(small.root)
    named = [replace(book, doubts="ask someone@example.org") for book in books]
    with pytest.raises(PrivacyError, match=r"provenance.json: .*\n  - 1 texts look like an e-mail"):
        processed.write_set(tables, named, tmp_path)
