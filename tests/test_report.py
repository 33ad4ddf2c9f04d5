"""The folder of reports holds every figure in every language, pages and the gallery."""

import re
from dataclasses import replace

import pytest

from exchange_stats import pipeline, processed, report
from exchange_stats.build import read_manifest
from exchange_stats.ground.errors import FigureError
from exchange_stats.notebooks import NotebookError
from exchange_stats.report import Job, write_report

FILES = {
    "growth.csv",
    *(f"growth.{lang}.word.{kind}" for lang in ("en", "ru") for kind in ("png", "svg", "pdf")),
}


@pytest.fixture
def job(built, tmp_path):
    """What a build hands to the report: tables already staged, an empty folder."""
    folder = tmp_path / "staged"
    folder.mkdir()
    return Job(built.root, folder, built.root / "data" / "processed", {}, lambda step: None)


def files_of(job):
    return {path.name for path in (job.folder / "files").iterdir()}


def test_every_figure_is_written_in_both_languages_with_its_data(job):
    made = write_report(job)
    assert (made.figures, made.files, made.drawn) == (1, 7, 2)
    assert set(made.keys) == {"growth.en", "growth.ru"}
    assert files_of(job) == FILES


def test_the_gallery_links_only_to_files_that_are_there(job, built):
    built.add_notebook()
    write_report(job)
    page = (job.folder / "index.html").read_text(encoding="utf-8")
    links = set(re.findall(r'(?:href|src)="([^"#]+?)(?:#[^"]*)?"', page))
    local = {link for link in links if not re.match(r"\w+:", link)}
    assert {f"files/{name}" for name in FILES} <= local
    assert "notebooks/10_how_many.html" in local
    assert [link for link in sorted(local) if not (job.folder / link).is_file()] == []
    assert "12 students, 10 a year before" in page
    assert "Ministry of Learning" in page


def test_a_notebook_becomes_a_page(job, built):
    built.add_notebook()
    write_report(job)
    page = (job.folder / "notebooks" / "10_how_many.html").read_text(encoding="utf-8")
    assert "How many students?" in page
    assert "12000" in page


def test_each_step_is_said_and_counted(job, built):
    built.add_notebook()
    said = []
    write_report(replace(job, say=said.append))
    assert said == ["figure growth (en)", "figure growth (ru)", "notebook 10_how_many"]
    assert report.planned_steps(built.root) == len(said)


def test_figures_of_the_last_build_are_taken_over(job, built):
    made = write_report(replace(job, manifest=read_manifest(built.root)))
    assert made.drawn == 0
    for name in FILES:
        old = built.root / "reports" / "files" / name
        assert (job.folder / "files" / name).read_bytes() == old.read_bytes()


def test_a_title_that_is_no_longer_true_stops_the_report(job, built):
    built.change("C6", 9)
    processed.write_set(*pipeline.derive_tables(built.root), job.tables_folder)
    with pytest.raises(FigureError, match=r"growth\.toml: the title says what the data do not"):
        write_report(job)


def test_a_notebook_that_fails_stops_the_report(job, built):
    built.add_notebook("xs")
    with pytest.raises(NotebookError, match="code cell 1 fails with NameError"):
        write_report(job)


def test_figures_of_samples_are_left_out_when_there_are_none(job, built):
    text = (built.facts / "figures" / "growth.toml").read_text("utf-8")
    built.put("figures/sample.toml", text.replace("order = 10", "order = 20\nsynthetic = true"))
    assert write_report(job).figures == 1
    assert files_of(job) == FILES
