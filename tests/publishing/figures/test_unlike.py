"""Unlike definitions meet on no axis, unless a signed note allows the figure and prints in it."""

from dataclasses import replace

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DefinitionError
from exchange_stats.ground.stages import DEFINITION
from exchange_stats.publishing.figures import figure_texts, load_definitions, unlike
from exchange_stats.publishing.figures.definitions import SeriesDefinition

ALIKE = dict.fromkeys(DEFINITION, "same")


def tables_of(small_tables, **other):
    """Return tables in which the rows of 2012 and later have other codes."""
    table = small_tables["reconciled"].assign(**ALIKE)
    table.loc[table["period"] >= "2012", list(other)] = list(other.values())
    return {**small_tables, "reconciled": table}


def two_series(definition, **said):
    """Return a figure with a second series: the same rows, marked or placed otherwise."""
    return replace(
        definition, series=tuple(replace(definition.series[0], **one) for one in said["of"])
    )


def test_like_beside_like_needs_no_note(definition, small_tables):
    assert unlike.signed_note(definition, tables_of(small_tables)) == ""


@pytest.mark.parametrize("column", DEFINITION)
def test_a_line_of_unlike_points_is_refused(definition, small_tables, column):
    with pytest.raises(DefinitionError, match=f"figure .*: unlike definitions \\({column}: "):
        unlike.signed_note(definition, tables_of(small_tables, **{column: "other"}))


@pytest.mark.parametrize("column", [name for name in DEFINITION if name != "programme"])
def test_bars_of_unlike_counts_on_one_axis_are_refused(definition, small_tables, column):
    bars = two_series(definition, of=[{"mark": "bar"}])
    with pytest.raises(DefinitionError, match="compare like with like, or sign a note in facts"):
        unlike.signed_note(bars, tables_of(small_tables, **{column: "other"}))


def test_bars_of_several_programmes_may_stand_on_one_axis(definition, small_tables):
    bars = two_series(definition, of=[{"mark": "bar"}])
    assert unlike.signed_note(bars, tables_of(small_tables, programme="degree")) == ""


def test_unlike_counts_may_stand_in_panels_of_their_own(definition, small_tables):
    where = definition.series[0].where
    early, late = ({"period": ["2010", "2011"]}, {"period": ["2012", "2014"]})
    of = [
        {"where": where | years, "panel": panel, "mark": "bar", "id": panel}
        for years, panel in ((early, "one"), (late, "two"))
    ]
    tables = tables_of(small_tables, basis="other")
    assert unlike.signed_note(two_series(definition, of=of), tables) == ""
    with pytest.raises(DefinitionError):
        unlike.signed_note(two_series(definition, of=[one | {"panel": ""} for one in of]), tables)


def test_what_was_computed_was_judged_when_it_was_computed(definition, small_tables):
    computed = SeriesDefinition(
        id="r", table="indicators", where={}, role="context", label="series.students"
    )
    tables = {**small_tables, "indicators": None}
    assert unlike.signed_note(replace(definition, series=(computed,)), tables) == ""


def test_a_signed_note_lets_the_figure_through_and_prints_in_it(derived):
    figure, tables = load_definitions()["two-flows"], derived[0]
    assert unlike.signed_note(figure, tables) == "flows_of_unlike_definition"
    for language, words in (
        ("en", "an order of magnitude, no more."),
        ("ru", "это порядок величины"),
    ):
        assert words in figure_texts(figure, tables, language).note


def test_without_its_note_the_figure_of_both_flows_is_not_drawn(derived, tmp_path):
    figure, tables = load_definitions()["two-flows"], derived[0]
    text = (factbook.PACKAGED / "comparisons.toml").read_text(encoding="utf-8")
    (tmp_path / "comparisons.toml").write_text(text.replace("figure two-flows", "x"), "utf-8")
    with (
        factbook.using(tmp_path),
        pytest.raises(DefinitionError, match=r"figure two-flows: .*period_kind: calendar and uis_"),
    ):
        unlike.signed_note(figure, tables)
