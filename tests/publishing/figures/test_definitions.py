import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import charts
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures import definitions

MARKS = (
    *("line", "point", "bar", "lower_bound", "interval"),
    *("band", "median", "reference", "refusal"),
)
FIGURES = definitions.load_definitions()


def test_there_are_at_least_fourteen_figures_in_the_order_of_the_gallery():
    assert len(FIGURES) >= 14
    orders = [one.order for one in FIGURES.values()]
    assert orders == sorted(orders)


def test_no_two_figures_have_one_order():
    orders = [one.order for one in FIGURES.values()]
    assert len(set(orders)) == len(orders)


@pytest.mark.parametrize("one", FIGURES.values(), ids=FIGURES)
def test_a_definition_names_what_is_known(one):
    sources = factbook.load_toml("sources.toml")["source"]
    assert one.chart in charts.FORMS
    assert set(one.sources) <= set(sources)
    assert style.preset("word", one.shape)
    for series in one.series:
        assert style.role(series.role)
        assert series.mark in MARKS


@pytest.mark.parametrize("one", FIGURES.values(), ids=FIGURES)
def test_what_a_title_asserts_is_checked_and_every_number_is_known(one):
    assert one.holds
    for claim in one.holds:
        named = [claim[side] for side in ("left", "right") if isinstance(claim[side], str)]
        assert set(named) <= set(one.numbers)


def test_a_figure_is_invented_when_its_sources_are():
    cards = factbook.load_toml("sources.toml")["workbook"].values()
    invented = {card["source"] for card in cards if card.get("synthetic")}
    for one in FIGURES.values():
        assert one.synthetic == bool(set(one.sources) & invented)


def test_invented_figures_are_left_out_when_real_returns_came(tables):
    assert list(definitions.load_definitions(tables)) == list(FIGURES)
    real = {**tables, "observations": tables["observations"].assign(synthetic="")}
    left = definitions.load_definitions(real)
    assert set(FIGURES) - set(left) == {one.id for one in FIGURES.values() if one.synthetic}


def test_an_unknown_entry_is_refused_with_its_file(tmp_path):
    (tmp_path / "figures").mkdir()
    text = 'version = "1.0"\ntheme = "students"\nchart = "lines"\norder = 1\ncolour = "red"\n'
    (tmp_path / "figures" / "odd.toml").write_text(text)
    with factbook.using(tmp_path), pytest.raises(FigureError, match=r"odd.toml:.*'colour'"):
        definitions.load_definitions()


@pytest.mark.parametrize("name", ["CON", "Aux.a", "a\nb", "\u0449" * 60, "a.", "-a"])
def test_a_name_that_is_none_for_a_file_is_refused(tmp_path, name):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / f"{name}.toml").write_text("")
    with factbook.using(tmp_path), pytest.raises(FigureError, match="no disk keeps"):
        definitions.load_definitions()
