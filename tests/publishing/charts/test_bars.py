from dataclasses import replace

from exchange_stats.publishing.charts import bars


def said(opened):
    return [text.get_text() for text in opened.figure.texts if not text.get_gid()]


def row(name, x, value, label=""):
    return {"series": name, "x": x, "value": value, "label": label or x}


def test_upright_bars_start_at_zero_and_carry_their_values(opened, chart, series):
    one = series("growth", form="percent")
    table = [row("growth", "2011", 31.922), row("growth", "2012", -4.065)]
    bars.draw_columns(opened, chart([one], table))
    axes = opened.figure.axes[0]
    assert [bar.get_height() for bar in axes.patches] == [31.922, -4.065]
    assert [bar.get_y() for bar in axes.patches] == [0, 0]
    low, high = axes.get_ylim()
    assert low < 0 < high
    assert {"31.9%", "\u22124.1%"} <= set(said(opened))


def test_a_missing_value_has_no_bar(opened, chart, series):
    table = [row("one", "2011", 5.0), row("one", "2012", float("nan")), row("one", "2013", 7.0)]
    bars.draw_columns(opened, chart([series("one")], table))
    axes = opened.figure.axes[0]
    assert len(axes.patches) == 2
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2011", "2012", "2013"]


def test_lying_bars_start_at_zero_with_values_at_their_ends(opened, chart, series):
    table = [row("one", "UZB", 14538.0, "Uzbekistan"), row("one", "CHN", 204.0, "China")]
    bars.draw_bars(opened, chart([series("one")], table))
    axes = opened.figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [14538.0, 204.0]
    assert axes.get_xlim()[0] == 0
    assert said(opened) == ["Uzbekistan", "China", "14,538", "204"]


def test_the_row_that_stands_out_keeps_its_colour(opened, chart, series):
    table = [row("one", "UZB", 9.0), row("one", "KGZ", 3.0)]
    bars.draw_bars(opened, chart([series("one")], table, strong="KGZ"))
    colours = [bar.get_facecolor() for bar in opened.figure.axes[0].patches]
    assert colours[0] != colours[1]


def test_the_first_row_names_the_series(opened, chart, series):
    marks = [series("before", role="context"), series("since")]
    table = [row(name, x, 2.0) for x in ("visits", "centres") for name in ("before", "since")]
    bars.draw_bars(opened, chart(marks, table))
    assert said(opened).count("Before: 2") == said(opened).count("Since: 2") == 1
    assert said(opened).count("2") == 2


def test_long_names_of_series_stand_above_the_bars(opened, chart, series):
    marks = [series("before", role="context"), series("since")]
    marks = [replace(one, label=f"{one.id} the agreement of {'many ' * 9}years") for one in marks]
    table = [row(name, x, 2.0) for x in ("visits", "centres") for name in ("before", "since")]
    bars.draw_bars(opened, chart(marks, table))
    assert said(opened).count("2") == 4
    named = [text for text in opened.figure.texts if "the agreement" in text.get_text()]
    top = opened.figure.axes[0].get_position().y1
    assert len(named) == 2
    assert all(text.get_position()[1] > top for text in named)


def test_thin_columns_leave_the_percent_sign_to_the_axis(opened, chart, series):
    years = range(1980, 2020)
    table = [row("one", str(year), 31.9) for year in years]
    bars.draw_columns(opened, chart([series("one", form="percent")], table))
    assert said(opened).count("31.9") == len(years)


def test_names_of_parts_that_need_two_lines_become_a_key_with_patches(opened, chart, series):
    parts = [series("first"), series("second", role="second_part")]
    parts = [replace(one, label=f"{one.id} {'very ' * 12}long part") for one in parts]
    table = [row(one.id, "KGZ", 5.0, "Kyrgyzstan") for one in parts]
    bars.draw_stacked(opened, chart(parts, table))
    patches = [mark.get_facecolor() for mark in opened.figure.artists]
    assert patches[-2:] == [bar.get_facecolor() for bar in opened.figure.axes[0].patches]


def test_a_true_zero_is_written(opened, chart, series):
    table = [row("one", "a", 5.0), row("one", "b", 0.0)]
    bars.draw_bars(opened, chart([series("one")], table))
    assert "0" in said(opened)


def test_parts_are_stacked_and_named_above_the_first_bar(opened, chart, series):
    marks = [series("bachelor"), series("master", role="second_part")]
    table = [row("bachelor", "U1", 396.0), row("bachelor", "U2", 120.0)]
    table += [row("master", "U1", 198.0), row("master", "U2", 3.0)]
    bars.draw_stacked(opened, chart(marks, table))
    patches = opened.figure.axes[0].patches
    assert [(bar.get_x(), bar.get_width()) for bar in patches] == [
        (0, 396.0),
        (0, 120.0),
        (396.0, 198.0),
        (120.0, 3.0),
    ]
    words = said(opened)
    assert {"Bachelor", "Master", "396", "198"} <= set(words)
    assert "3" not in words


def test_a_hidden_part_is_a_sign_behind_the_bar_and_no_zero(opened, chart, series):
    marks = [series("bachelor"), series("master", role="second_part")]
    table = [row("bachelor", "U1", 396.0), row("bachelor", "U2", 120.0)]
    table += [row("master", "U1", 198.0)]
    table += [{**row("master", "U2", float("nan")), "status": "Q", "shown": "c"}]
    bars.draw_stacked(opened, chart(marks, table))
    assert len(opened.figure.axes[0].patches) == 3
    assert said(opened).count("c") == 1


def test_a_bar_of_parts_says_its_sum_unless_a_part_is_hidden(opened, chart, series):
    marks = [series("bachelor"), series("master", role="second_part")]
    table = [row("bachelor", "U1", 396.0), row("master", "U1", 198.0), row("bachelor", "U2", 1.0)]
    table += [{**row("master", "U2", float("nan")), "status": "Q", "shown": "c"}]
    bars.draw_stacked(opened, chart(marks, table))
    assert said(opened).count("594") == 1
    assert said(opened).count("1") <= 1  # its part alone, no sum


def test_names_above_bars_stand_behind_a_patch_of_their_look(opened, chart, series):
    marks = [series("one", label="One " * 12), series("two", label="Two " * 12)]
    bars.draw_bars(opened, chart(marks, [row("one", "a", 2.0), row("two", "a", 1.0)]))
    assert len([one for one in opened.figure.artists if one.get_width() > 0]) == 2
