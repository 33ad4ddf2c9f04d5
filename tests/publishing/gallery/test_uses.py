"""A fact is used by the figures that show it, or show a number made of it."""

from dataclasses import replace

from exchange_stats.publishing.gallery.uses import figures_by_fact


def test_a_figure_rests_on_its_rows_its_numbers_and_all_beneath_them(definition, found_tables):
    uses = figures_by_fact({"small": definition}, found_tables)
    assert uses["rec-1"] == uses["ind-1"] == uses["obs-1"] == ("small",)
    assert uses["clm-KC1"] == ("small",)
    assert "obs-9" not in uses


def test_figures_are_named_in_the_order_of_their_definitions(definition, found_tables):
    both = {"small": definition, "other": replace(definition, id="other")}
    assert figures_by_fact(both, found_tables)["obs-1"] == ("small", "other")


def test_a_figure_that_can_no_longer_be_drawn_is_left_to_the_build(definition, found_tables):
    lost = replace(definition.series[0], where={"origin": "QQQ"})
    broken = replace(definition, series=(lost,))
    assert figures_by_fact({"small": broken}, found_tables) == {}
