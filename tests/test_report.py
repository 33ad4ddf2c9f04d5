"""The folder of reports holds every figure in every language, pages and the gallery."""

import re
import shutil
import zipfile
from dataclasses import replace

import pytest

from exchange_stats import pipeline, processed, report
from exchange_stats.build import read_manifest
from exchange_stats.ground.errors import FigureError, RawFileError
from exchange_stats.notebooks import NotebookError
from exchange_stats.publishing.office import KINDS as OFFICE
from exchange_stats.report import Job, write_report
from returned import person, person_list

SIZES, PICTURES = ("word", "half", "slide", "square"), ("png", "svg", "pdf")
FILES = {
    "growth.csv",
    *(
        f"growth.{lang}.{size}.{kind}"
        for lang in ("en", "ru")
        for size in SIZES
        for kind in PICTURES
    ),
    *(f"growth.ru-en.{size}.{kind}" for size in ("word", "slide") for kind in PICTURES),
    *(
        f"growth.{lang}.{size}.bare.{kind}"
        for lang in ("en", "ru")
        for size in ("word", "slide")
        for kind in ("png", "svg")
    ),
    *(f"growth.{lang}.{kind}" for lang in ("en", "ru") for kind in ("txt", *OFFICE)),
    *(f"all.{lang}.{kind}" for lang in ("en", "ru") for kind in OFFICE),
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
    assert (made.figures, made.files, made.drawn) == (1, len(FILES), 3)
    sheets = {"growth.en", "growth.ru", "growth.ru-en"}
    assert set(made.keys) == {*sheets, "all.en", "all.ru"}
    assert files_of(job) == FILES


def test_the_gallery_links_only_to_files_that_are_there(job, built):
    built.add_notebook()
    write_report(job)
    linked = set()
    for path in job.folder.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        links = set(re.findall(r'(?:href|src|data-twin)="([^"#]+?)(?:#[^"]*)?"', page))
        local = {path.parent / link for link in links if not re.match(r"\w+:", link)}
        assert [link for link in sorted(local) if not link.is_file()] == []
        linked |= {link.resolve().relative_to(job.folder).as_posix() for link in local}
    in_word = {name for name in FILES if name.endswith(".bare.svg")}
    assert {f"files/{name}" for name in set(FILES) - in_word} <= linked
    assert "notebooks/10_how_many.html" in linked
    assert {f"twins/growth.{lang}.{size}.js" for lang in ("en", "ru") for size in SIZES} <= linked


def test_a_number_of_a_figure_is_followed_to_its_cell(job):
    write_report(job)
    page = (job.folder / "figures" / "growth.en.html").read_text(encoding="utf-8")
    assert "12 students, 10 a year before" in page
    fact_id = re.search(r'href="\.\./ways/growth\.en\.html#([^"]+)"', page)[1]
    way = (job.folder / "ways" / "growth.en.html").read_text(encoding="utf-8")
    steps = way.split(f'<section id="{fact_id}"')[1].split("</section>")[0]
    words = re.sub("<[^>]+>", "", steps)  # words of the source, and codes, are marked as such
    assert "Ministry of Learning, Students by country: data/raw/ministry/students.xlsx" in words
    assert "sheet &#39;table 1&#39;, cell C" in words


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
    assert said == [
        "figure growth (en)",
        "figure growth (ru)",
        "figure growth (ru-en)",
        "Word, slides and tables (en)",
        "Word, slides and tables (ru)",
        "notebook 10_how_many",
    ]
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


# --- what checks found ---


def findings_of(root):
    tables, workbooks = pipeline.derive_tables(root)
    return report.list_findings(root, tables, workbooks)


def test_a_finding_is_shown_with_its_cells_headings_and_labels(built):
    built.change("D6", 66)
    (error,) = [one for one in findings_of(built.root) if one.severity == "error"]
    assert (error.workbook_id, error.sheet, error.cell) == ("ministry_2018", "table 1", "C6")
    assert error.figures == ("growth",)
    assert error.grid.columns == ("A", "B", "C", "D", "E")
    assert [name for name, _ in error.grid.rows] == ["3", "4", "5", "6", "7", "8"]
    assert error.grid.rows[3] == ("6", ("", "2018", "12", "66", "6"))
    assert error.grid.marks == {"C6": "suspect"}  # 12 is one digit from 72


def test_findings_are_written_as_page_sheet_and_table(built, tmp_path):
    written = report.write_check(tmp_path / "a" / "b", findings_of(built.root), "en")
    assert [path.name for path in written] == ["check.html", "check.xlsx", "check.csv"]
    assert {path.name for path in (tmp_path / "a" / "b").iterdir()} == {
        *("check.html", "check.css", "check.js", "check.xlsx", "check.csv")
    }


def test_a_folder_that_cannot_be_written_is_named(built, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(
        RawFileError, match=r"file: cannot be written \(File exists\); check rights"
    ):
        report.write_check(tmp_path / "file", [], "en")


def test_of_a_list_of_persons_nothing_but_the_place_is_shown(project_root, tmp_path):
    shutil.copytree(project_root / "data" / "raw", tmp_path / "data" / "raw")
    folder = tmp_path / "data" / "raw" / "returns"
    folder.mkdir(exist_ok=True)
    lines = [person(1), person(2, **{"Пол": None}), person(3, **{"Уровень": "магистратура"})]
    person_list(folder / "people.xlsx", lines)
    found = findings_of(tmp_path)
    about = [one for one in found if "people.xlsx" in one.place]
    assert about
    assert not any(one.grid for one in about)
    assert not any(one.severity == "error" for one in about)  # our own counts have no totals
    report.write_check(tmp_path / "check", found, "ru")
    for path in (tmp_path / "check").iterdir():
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as parts:
                content = b"".join(parts.read(name) for name in parts.namelist())
        for secret in ("Выдуманная", "E00000", "02.2003"):
            assert secret.encode() not in content
