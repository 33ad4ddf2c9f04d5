"""What an analyst calls in a notebook, in the project around it."""

import matplotlib.pyplot as plt
import pytest

from builders import write_workbook
from exchange_stats import face
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, FigureError, StageError, TraceError
from returned import person, person_list


@pytest.fixture(autouse=True)
def here(built, monkeypatch):
    """Stand in the notebooks folder of a built project."""
    folder = built.root / "notebooks"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("EXCHANGE_STATS_PROCESSED", raising=False)
    yield built
    plt.close("all")


def test_what_is_to_be_looked_at_in_a_workbook_is_warned_of(tmp_path):
    file = write_workbook(tmp_path / "other.xlsx", {"s": [["x"], [5.0]]})
    with pytest.warns(UserWarning, match=r'^W_NO_TABLE: "other.xlsx": no table of numbers found'):
        assert face.read_tables(file).empty


def test_a_table_has_its_amounts_as_numbers_and_its_codes_as_text():
    table = face.load_table("reconciled").query("origin == 'KAZ' and programme == 'degree'")
    table = table.set_index("period")
    assert table.loc["2018", "value"] == 20
    assert table["value"].isna().loc["2017"]
    assert table["isced_level"].tolist() == ["_T", "_T"]
    assert table["period_end"].tolist() == [2017, 2018]


def test_a_table_without_amounts_is_loaded_too():
    assert list(face.load_table("findings")["check_id"]) == ["missing_values"]


def test_an_unknown_table_is_refused():
    with pytest.raises(StageError, match="table 'students': expected one of observations"):
        face.load_table("students")


def test_an_indicator_is_computed_anew():
    table = face.compute_indicator("degree_share")
    assert dict(zip(table["period"], table["value"], strict=True)) == {"2017": 40.0, "2018": 50.0}
    assert (table["lo"] == table["value"]).all()


def test_an_unknown_indicator_is_refused_with_those_there_are():
    with pytest.raises(FactError, match="'growth': expected one of degree_share, both; correct"):
        face.compute_indicator("growth")


def test_figures_are_listed_with_their_finding():
    assert face.list_figures().to_dict("records") == [
        {
            "figure_id": "growth",
            "theme": "students",
            "finding": "12 students, 10 a year before",
        }
    ]


def test_a_figure_is_drawn_in_a_language_and_a_size():
    word = face.draw_figure("growth")
    slide = face.draw_figure("growth", language="ru", size="slide")
    written = " ".join(text.get_text() for text in slide.findobj(plt.Text))
    assert "12 и 10" in written
    assert tuple(word.get_size_inches()) != tuple(slide.get_size_inches())


@pytest.mark.parametrize(
    "use",
    [face.draw_figure, face.describe_figure, face.caption_figure, face.show_figure],
    ids=lambda use: use.__name__,
)
def test_an_unknown_figure_is_refused_with_those_there_are(use):
    with pytest.raises(FigureError, match="figure 'grow': expected one of growth; correct the id"):
        use("grow")


def test_a_figure_is_described_and_captioned_in_words():
    assert face.describe_figure("growth") == "A line from 10 to 12"
    assert face.describe_figure("growth", language="ru") == "Линия от 10 до 12"
    lines = face.caption_figure("growth").splitlines()
    assert lines[:2] == ["12 students, 10 a year before", "Persons in a year"]
    assert "Ministry of Learning" in lines[3]
    assert lines[4].startswith("exchange_stats \u00b7 growth \u00b7 v1.0")


def test_a_figure_is_shown_with_its_alternative_text():
    picture = face.show_figure("growth")
    assert repr(picture) == "A line from 10 to 12"
    assert 'alt="A line from 10 to 12"' in picture._repr_html_()
    assert picture.png.startswith(b"\x89PNG")


def test_a_figure_is_written_with_its_numbers(here, tmp_path):
    paths = face.write_figure("growth", tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [
        *("growth.en.word.png", "growth.en.word.svg", "growth.en.word.pdf", "growth.csv")
    ]
    assert all(path.stat().st_size for path in paths)


def test_a_figure_is_written_as_office_files(here, tmp_path):
    paths = face.write_figure("growth", tmp_path, ["docx", "pptx", "xlsx"], language="ru")
    assert [path.name for path in paths] == [f"growth.ru.{k}" for k in ("docx", "pptx", "xlsx")]
    assert {path.read_bytes()[:2] for path in paths} == {b"PK"}


def test_a_format_that_is_not_there_is_refused(here, tmp_path):
    with pytest.raises(FigureError, match="format gif: not known, expected one of png, svg, pdf"):
        face.write_figure("growth", tmp_path, ["png", "gif"])
    with pytest.raises(FigureError, match="docx: in ru-en found, expected one language"):
        face.write_figure("growth", tmp_path, ["docx"], language="ru-en")


def test_a_number_is_traced_to_its_cell():
    found = face.compute_indicator("degree_share").set_index("period").loc["2018", "fact_id"]
    text = face.trace_number(found)
    assert "data/raw/ministry/students.xlsx, sheet 'table 1', cell D6" in text
    assert text.startswith("computed: degree_share")


def test_an_unknown_number_is_refused():
    with pytest.raises(TraceError, match="fact 'x': not in data/processed"):
        face.trace_number("x")


def test_lists_of_persons_are_linked_into_counts(tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    (home / "lists").mkdir()
    person_list(home / "lists" / "l.xlsx", [person(number) for number in range(6)])
    (home / "our.key").write_text("0f" * 32)
    (home / "our.key").chmod(0o600)
    with factbook.using(factbook.PACKAGED):
        found = face.link_lists(["~/lists"], "~/our.key")
    assert found.table["value"].tolist() == ["6"]
    assert str(found).startswith("6 lines, 6 persons")
