import pytest

from exchange_stats.publishing.charts import series as charts

YEARS = range(2010, 2019)


def rows(name, *values, start=2010):
    return [
        {"series": name, "x": str(start + step), "value": value}
        for step, value in enumerate(values)
        if value is not None
    ]


def said(opened):
    return [text.get_text() for text in opened.figure.texts if not text.get_gid()]


def test_each_series_is_one_line_labelled_with_its_last_value(opened, chart, series):
    marks = [series("degree"), series("other", role="second_part")]
    table = rows("degree", 417.0, 607.0, 2400.0) + rows("other", 1024.0, 1294.0, 2214.0)
    charts.draw_lines(opened, chart(marks, table))
    axes = opened.figure.axes[0]
    assert len(axes.get_lines()) == 2
    assert list(axes.get_lines()[0].get_ydata()) == [417.0, 607.0, 2400.0]
    assert {"Degree 2,400", "Other 2,214"} <= set(said(opened))
    assert axes.get_legend() is None


def test_counts_begin_at_zero(opened, chart, series):
    charts.draw_lines(opened, chart([series("one")], rows("one", 900.0, 1000.0)))
    assert opened.figure.axes[0].get_ylim()[0] == 0


def test_a_label_has_the_dark_twin_of_its_colour(opened, chart, series):
    marks = [series("one", role="chinese_in_kyrgyzstan")]
    charts.draw_lines(opened, chart(marks, rows("one", 1.0, 2.0)))
    label = next(text for text in opened.figure.texts if text.get_text() == "One 2")
    assert label.get_color() == "#B23C16"


def test_a_series_that_ends_early_is_labelled_where_it_ends(opened, chart, series):
    marks = [series("counts", place="above"), series("stated", mark="lower_bound", place="none")]
    table = rows("counts", *[float(n) for n in range(9)])
    table.append({"series": "stated", "x": "2025-07-18", "value": 5.0, "qualifier": "more_than"})
    charts.draw_lines(opened, chart(marks, table))
    words = said(opened)
    assert "Counts 8" in words
    assert "more than 5" in words
    label = next(text for text in opened.figure.texts if text.get_text() == "Counts 8")
    assert label.get_horizontalalignment() == "right"


def test_a_bound_is_never_part_of_the_line(opened, chart, series):
    marks = [series("counts", place="above"), series("stated", mark="lower_bound", place="none")]
    table = rows("counts", 1.0, 2.0)
    table.append({"series": "stated", "x": "2025", "value": 5.0, "qualifier": "more_than"})
    charts.draw_lines(opened, chart(marks, table))
    lines = {line.get_gid(): line for line in opened.figure.axes[0].get_lines()}
    assert list(lines["series.counts"].get_xdata()) == [2010, 2011]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("first", {"10"}),
        ("peak", {"10", "90"}),
        ("all", {"10", "90", "40"}),
        ("none", set()),
    ],
)
def test_values_are_written_as_asked(opened, chart, series, wanted, shown):
    charts.draw_lines(opened, chart([series("one")], rows("one", 10.0, 90.0, 40.0), values=wanted))
    assert set(said(opened)) - {"One 40"} == shown


def test_context_lines_are_thinner_and_without_values(opened, chart, series):
    marks = [series("ours"), series("theirs", role="context")]
    table = rows("ours", 1.0, 2.0) + rows("theirs", 8.0, 9.0)
    charts.draw_lines(opened, chart(marks, table))
    widths = {line.get_gid(): line.get_linewidth() for line in opened.figure.axes[0].get_lines()}
    assert widths["series.theirs"] < widths["series.ours"]
    assert "8" not in said(opened)


def test_an_index_has_its_base_line(opened, chart, series):
    charts.draw_lines(opened, chart([series("one")], rows("one", 100.0, 320.0), baseline=100))
    levels = [list(line.get_ydata()) for line in opened.figure.axes[0].get_lines()]
    assert [100.0, 100.0] in levels


def test_behind_a_line_whose_value_finds_no_room_no_other_value_is_written(
    opened, chart, series, monkeypatch
):
    marks = [series(name) for name in ("one", "two", "three")]
    table = rows("one", 90.0, 120.0) + rows("two", 50.0, 60.0) + rows("three", 10.0, 11.0)
    near = charts.labels.spots_near
    monkeypatch.setattr(
        charts.labels,
        "spots_near",
        lambda frame, words, *rest, **more: (
            [] if words == ["50"] else near(frame, words, *rest, **more)
        ),
    )
    charts.draw_lines(opened, chart(marks, table))
    assert [words for words in said(opened) if words in ("90", "50", "10")] == ["90"]
