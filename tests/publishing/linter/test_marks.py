from matplotlib.lines import Line2D

from exchange_stats.publishing import linter


def check(drawn, definition, words):
    return linter.check_figure(drawn, definition, words)


def test_a_bridged_gap_is_found(drawn, definition, words):
    drawn.axes[0].plot([2010, 2013], [5, 6], gid="series.bridge")
    assert "gap: series.bridge is drawn from 2010 to 2013" in check(drawn, definition, words)


def test_lines_told_apart_by_colour_alone_are_found(drawn, definition, words):
    for colour in ("#C4451C", "#9B59D0"):
        drawn.axes[0].plot([2010, 2011], [5, 6], color=colour, marker="o", lw=2, gid="series.x")
    assert "colour alone: lines share marker and dash" in check(drawn, definition, words)


def test_bars_that_do_not_start_at_zero_are_found(drawn, definition, words):
    drawn.axes[0].bar([2011], [120])
    drawn.axes[0].set_ylim(100, 140)
    assert "baseline: bars do not start at zero" in check(drawn, definition, words)


def test_a_colour_of_no_palette_is_found(drawn, definition, words):
    line = next(one for one in drawn.axes[0].get_lines() if one.get_gid() == "series.one")
    line.set_markerfacecolor("C0")
    assert check(drawn, definition, words) == ["colour: #1f77b4 is not of the palette"]


def test_points_of_events_that_hide_one_another_are_found(drawn, definition, words):
    axes = drawn.axes[0]
    for year in (2011.0, 2011.02, 2012.0):
        axes.add_line(Line2D([year], [5.0], marker="o", ls="none", ms=7, c="#0B3C6F", gid="event"))
    faults = check(drawn, definition, words)
    assert "hidden: 1 of 3 points of events stand on another" in faults
