"""Every look of a figure is printed, on one core or on all, and none that is not fit."""

from dataclasses import replace

import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import figures, printing
from exchange_stats.publishing.printing import Sheet

FIGURES = figures.load_definitions()
ONE = FIGURES["contributions-of-programmes"]


def test_a_sheet_has_every_size_and_the_plot_alone_for_office_files():
    assert [look.name for look in Sheet(ONE, "ru").looks] == [
        "ru.word",
        "ru.half",
        "ru.slide",
        "ru.square",
        "ru.word.bare",
        "ru.slide.bare",
    ]
    crowded = Sheet(FIGURES["commitments-2027"], "ru")
    assert {look.size for look in crowded.looks} == {"word", "slide"}


def test_all_cores_print_the_same_bytes_as_one(tables, tmp_path, monkeypatch):
    said = []
    for name, few in (("one", 4), ("all", 0)):
        monkeypatch.setattr(printing, "FEW", few)
        (tmp_path / name).mkdir()
        printing.print_sheets([Sheet(ONE, "en")], tables, tmp_path / name, said.append)
    files = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()} == files
    assert len(files) == 4 * 3 + 2 * 2 + 1 + 3
    assert said == ["figure contributions-of-programmes (en)"] * 2


def test_a_figure_that_is_not_fit_to_print_is_refused_with_its_faults(tables, tmp_path):
    crowded = replace(FIGURES["commitments-2027"], too_small=())
    with pytest.raises(
        FigureError, match=r"fit to print:\n  - commitments-2027 \(en.half\): overlap"
    ):
        printing.print_sheets([Sheet(crowded, "en")], tables, tmp_path, lambda step: None)


def test_a_size_in_which_the_words_find_no_room_is_refused(tables):
    with pytest.raises(FigureError, match="no room in the size 'half', expected one of word, sl"):
        figures.draw_figure(FIGURES["commitments-2027"], tables, figures.Look("en", "half"))
