import hashlib
import re

import pytest
from PIL import Image

from exchange_stats.publishing import figures
from exchange_stats.publishing.drawing.typesetting import in_one_line

FIGURES = figures.load_definitions()
FIRST = "kyrgyz-students-in-china"


@pytest.mark.parametrize("figure_id", [FIRST, "commitments-2027", "sample-institutions"])
def test_two_drawings_have_the_same_bytes(figure_id, tables, tmp_path):
    digests = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        paths = figures.write_figure(FIGURES[figure_id], tables, folder, figures.Look("ru"))
        written = [paths[kind].read_bytes() for kind in ("png", "svg", "pdf")]
        digests.append([hashlib.sha256(content).hexdigest() for content in written])
    assert digests[0] == digests[1]


def test_the_files_carry_title_and_data_and_no_date(tables, tmp_path):
    paths = figures.write_figure(FIGURES[FIRST], tables, tmp_path, figures.Look("ru"))
    found = figures.figure_texts(FIGURES[FIRST], tables, "ru")
    with Image.open(paths["png"]) as picture:
        assert picture.size == (1890, 1063)
        assert picture.text["Title"] == found.title
        assert picture.text["Source"] == found.id_line
        assert "Software" not in picture.text
    svg = paths["svg"].read_text(encoding="utf-8")
    assert found.title in svg
    assert "<dc:date>" not in svg
    assert b"CreationDate" not in paths["pdf"].read_bytes()
    assert paths["png"].name == f"{FIRST}.ru.word.png"


def test_the_pictures_of_the_docs_are_what_the_build_draws(project_root, tables, tmp_path):
    shown = sorted((project_root / "docs" / "figures").iterdir())
    assert shown
    for path in shown:
        figure_id, language, size, kind = path.name.split(".")
        look = figures.Look(language, size)
        made = figures.write_figure(FIGURES[figure_id], tables, tmp_path, look, [kind])[kind]
        assert marks_of(made) == marks_of(path), f"{path.name} is out of date: run `make pictures`"


def marks_of(path):
    """Return a picture without what it says of itself: an edition may change that alone."""
    if path.suffix == ".png":
        with Image.open(path) as picture:
            return picture.size, picture.convert("RGB").tobytes()
    return re.sub(r"<metadata>.*?</metadata>", "", path.read_text("utf-8"), flags=re.DOTALL)


def test_every_picture_of_the_docs_is_shown_with_the_alternative_text_of_the_build(
    project_root, tables
):
    found = {}
    for page in (project_root / "README.md", *(project_root / "docs").rglob("*.md")):
        for alt, link in re.findall(r"!\[(.*?)\]\(([^)]+)\)", page.read_text("utf-8")):
            found.setdefault((page.parent / link).resolve(), set()).add(alt)
    assert set(found) == set((project_root / "docs" / "figures").iterdir())
    for path, alts in found.items():
        figure_id, language, *_ = path.name.split(".")
        told = in_one_line(figures.figure_texts(FIGURES[figure_id], tables, language).alt)
        assert {one.replace("\u00a0", " ") for one in alts} == {told.replace("\u00a0", " ")}


def test_the_data_file_is_the_figure_table(tables, tmp_path):
    path = figures.write_data(FIGURES[FIRST], tables, tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert path.name == f"{FIRST}.csv"
    assert lines[0].startswith("series,x,label,value")
    assert len(lines) == 12


def test_data_and_words_stand_beside_the_picture(tables, tmp_path):
    look = figures.Look("ru", "half", "bare")
    paths = figures.write_figure(FIGURES[FIRST], tables, tmp_path, look, ("svg", "csv", "txt"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{FIRST}.csv",
        f"{FIRST}.ru.half.bare.svg",
        f"{FIRST}.ru.txt",
    ]
    found = figures.figure_texts(FIGURES[FIRST], tables, "ru")
    lines = paths["txt"].read_text(encoding="utf-8").splitlines()
    assert lines == [
        found.title,
        found.subtitle,
        found.note,
        found.source,
        found.id_line,
        found.alt,
    ]
