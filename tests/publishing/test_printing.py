"""Every look of a figure is printed, on one core or on all, and none that is not fit."""

import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import figures, linter, office, printing
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


def test_a_sheet_in_two_languages_has_the_sizes_that_hold_them():
    assert [look.name for look in Sheet(ONE, "ky-zh").looks] == ["ky-zh.word", "ky-zh.slide"]
    full = Sheet(FIGURES["commitments-2027"], "ky-zh")
    assert [look.name for look in full.looks] == ["ky-zh.word"]


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


def test_a_figure_that_is_not_fit_to_print_is_refused_with_its_faults(
    tables, tmp_path, monkeypatch
):
    monkeypatch.setattr(linter.said, "LEAST_CONTRAST", 22)
    with pytest.raises(FigureError, match=rf"fit to print:\n  - {ONE.id} \(en.half\): contrast: '"):
        printing.print_sheets([Sheet(ONE, "en")], tables, tmp_path, lambda step: None)


def test_an_office_file_alone_has_the_bytes_of_a_report_and_leaves_no_pictures(tables, tmp_path):
    printing.print_sheet(Sheet(ONE, "en"), tables, tmp_path)
    (tmp_path / "alone").mkdir()
    for kind in office.KINDS:
        path = printing.write_office(tmp_path / "alone" / f"x.{kind}", [ONE], tables, "en")
        assert path.read_bytes() == (tmp_path / f"{ONE.id}.en.{kind}").read_bytes()
    assert len(list((tmp_path / "alone").iterdir())) == len(office.KINDS)
