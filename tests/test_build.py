"""A build does what is needed and no more, and a build that fails changes nothing."""

import json
import os
import shutil
from dataclasses import replace

import pytest

from exchange_stats.build import Summary, build, inputs_key, is_whole, planned_steps, read_manifest
from exchange_stats.ground.errors import ExchangeStatsError, FigureError, LabelError
from exchange_stats.notebooks import NotebookError
from exchange_stats.stored.manifest import write_manifest


def bytes_of(root):
    """Return the bytes of all that a build makes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("data/processed", "reports")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def steps_of(root, **options):
    said = []
    summary = build(root, said.append, **options)
    return said, summary


def test_the_first_build_makes_tables_and_report(built_small):
    project = built_small.project
    assert built_small.summary == Summary(
        workbooks=1,
        observations=12,
        findings={"error": 0, "warning": 0, "notice": 1},
        synthetic_workbooks=0,
        figures=1,
        files=53,
        drawn=3,
    )
    with project.known():
        assert len(built_small.said) == planned_steps(project.root)
    assert {"reports/index.html", "data/processed/observations.csv"} <= set(bytes_of(project.root))
    assert not list(project.root.rglob(".*-staged-*"))


def test_the_second_build_does_nothing(built, built_small):
    made = bytes_of(built.root)
    said, summary = steps_of(built.root)
    assert said == []
    assert summary == replace(built_small.summary, unchanged=True, drawn=0)
    assert bytes_of(built.root) == made


def test_building_anew_gives_the_same_bytes(built):
    made = bytes_of(built.root)
    summary = build(built.root, force=True)
    assert (summary.unchanged, summary.drawn) == (False, 3)
    assert bytes_of(built.root) == made


def touch_fact(built):
    built.put("checks.toml", (built.facts / "checks.toml").read_text("utf-8") + "\n# note\n")


def touch_raw(built):
    built.change("E5", 7)


def touch_code(built):
    (built.code / "build.py").write_text("two = 2\n", encoding="utf-8")


def add_return(built):
    folder = built.root / "data" / "raw" / "held"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(b"a")


def move_raw(built):
    moved = built.raw.parent.rename(built.raw.parent.with_name("moved"))
    text = (built.facts / "sources.toml").read_text("utf-8")
    built.put("sources.toml", text.replace("data/raw/ministry", f"data/raw/{moved.name}"))


def lose_output(built):
    (built.root / "reports" / "index.html").unlink()


def edit_output(built):
    path = built.root / "data" / "processed" / "observations.csv"
    path.write_text(path.read_text("utf-8").replace("12", "13"), encoding="utf-8")


def break_manifest(built):
    (built.root / "reports" / "manifest.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        *(touch_fact, touch_raw, touch_code, add_return, move_raw),
        *(lose_output, edit_output, break_manifest),
    ],
    ids=lambda change: change.__name__,
)
def test_whatever_changes_is_built_again(built, change):
    change(built)
    said, summary = steps_of(built.root)
    assert not summary.unchanged
    assert said[0] == "reading students.xlsx"
    assert is_whole(built.root)
    assert build(built.root).unchanged


def test_a_figure_whose_data_are_the_same_is_taken_over(built):
    made = bytes_of(built.root)
    touch_fact(built)
    assert build(built.root).drawn == 0
    files = {name for name in made if name.startswith("reports/files/")}
    assert len(files) == 53
    assert {name: bytes_of(built.root)[name] for name in files} == {
        name: made[name] for name in files
    }


def change_data(built):
    built.change("C6", 13)


def change_text(built):
    text = (built.facts / "texts.csv").read_text("utf-8")
    built.put("texts.csv", text.replace("All kinds of study", "Every kind of study"))


def change_drawing(built):
    (built.code / "publishing" / "charts.py").write_text("one = 2\n", encoding="utf-8")


def spoil_picture(built):
    path = next((built.root / "reports" / "files").glob("growth.en.*.png"))
    path.write_bytes(b"spoilt")


@pytest.mark.parametrize(
    ("change", "drawn"),
    [(change_data, 3), (change_text, 2), (change_drawing, 3), (spoil_picture, 1)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_figure_is_drawn_again_when_its_data_words_code_or_files_change(built, change, drawn):
    change(built)
    texts_cache_clear()
    assert build(built.root).drawn == drawn


def texts_cache_clear():
    """A process reads a fact file once; here one process sees it change."""
    from exchange_stats.publishing.texts import one_language

    for name in ("_entries", "_locales"):
        getattr(one_language, name).cache_clear()


def test_only_the_tables_can_be_built(built):
    shutil.rmtree(built.root / "reports")
    said, summary = steps_of(built.root, only="processed")
    assert len(said) == planned_steps(built.root, "processed")
    assert (summary.figures, summary.observations) == (0, 12)
    assert not (built.root / "reports").exists()
    assert (built.root / "data" / "processed" / "datapackage.json").is_file()


def unknown_label(built):
    built.change("A5", "Atlantis")


def title_untrue(built):
    built.change("C6", 9)


def notebook_fails(built):
    built.add_notebook("1 / 0")


@pytest.mark.parametrize(
    ("spoil", "kind", "found"),
    [
        (unknown_label, LabelError, "origin 'Atlantis'"),
        (title_untrue, FigureError, "the title says what the data do not"),
        (notebook_fails, NotebookError, r"10_how_many\.ipynb: code cell 1 fails with Zero"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_build_that_fails_leaves_tables_and_report_byte_for_byte(built, spoil, kind, found):
    made = bytes_of(built.root)
    spoil(built)
    with pytest.raises(kind, match=found):
        build(built.root)
    assert bytes_of(built.root) == made
    assert not list(built.root.rglob(".*-staged-*"))


def test_a_first_build_that_fails_leaves_nothing(built):
    for folder in ("reports", "data/processed"):
        shutil.rmtree(built.root / folder)
    unknown_label(built)
    with pytest.raises(ExchangeStatsError, match="Atlantis"):
        build(built.root)
    assert bytes_of(built.root) == {}


def test_what_a_killed_build_has_left_goes_though_nothing_has_changed(built):
    for name in ("data/.processed-staged-x1", ".reports-staged-x2"):
        (built.root / name / "files").mkdir(parents=True)
    assert build(built.root).unchanged
    assert not list(built.root.rglob(".*-staged-*"))


def test_a_report_of_other_tables_is_built_again(built):
    build(built.root, only="processed")
    assert build(built.root).unchanged
    path = built.root / "data" / "processed" / "provenance.json"
    path.write_bytes(path.read_bytes() + b"\n")
    write_manifest(path.parent)
    assert not is_whole(built.root)
    assert not build(built.root).unchanged


def test_a_build_stopped_by_hand_leaves_the_old_report(built, monkeypatch):
    made = bytes_of(built.root)

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("exchange_stats.report.gallery.write_gallery", stop)
    with pytest.raises(KeyboardInterrupt):  # it has no message
        build(built.root, force=True)
    assert bytes_of(built.root) == made


def test_the_manifest_names_every_file_that_was_made_but_itself(built):
    for folder in ("data/processed", "reports"):
        manifest = json.loads((built.root / folder / "manifest.json").read_text("utf-8"))
        named = {f"{folder}/{name}" for name in [*manifest["files"], "manifest.json"]}
        assert named == {name for name in bytes_of(built.root) if name.startswith(folder)}
    sheets = {"growth.en", "growth.ru", "growth.ru-en"}
    assert set(manifest["figures"]) == {*sheets, "all.en", "all.ru"}


def test_moving_a_raw_file_is_a_change(built):
    key = inputs_key(built.root)
    built.raw.parent.rename(built.raw.parent.with_name("moved"))
    assert inputs_key(built.root) != key


def test_the_key_of_the_inputs_does_not_depend_on_times_of_files(built):
    key = inputs_key(built.root)
    os.utime(built.raw, (0, 0))
    assert inputs_key(built.root) == key


def test_no_manifest_is_an_empty_one(tmp_path):
    assert read_manifest(tmp_path) == {}
    assert not is_whole(tmp_path)
