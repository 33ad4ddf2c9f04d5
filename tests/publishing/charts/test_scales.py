from itertools import pairwise

import pytest

from exchange_stats.publishing.charts import scales

NAN = float("nan")


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [
        (0, 4614, [0, 1000, 2000, 3000, 4000, 5000]),
        (0.6, 4.3, [0, 1, 2, 3, 4, 5]),
        (150, 828, [0, 200, 400, 600, 800, 1000]),
        (-7, 32, [-10, 0, 10, 20, 30, 40]),
        (0, 0, [0.0]),
    ],
)
def test_ticks_are_round_and_begin_at_zero_or_below(low, high, places):
    assert scales.ticks(low, high) == pytest.approx(places)


@pytest.mark.parametrize(
    ("written", "year"),
    [("2018", 2018), ("2024/25", 2025), ("1999/2000", 2000), ("2025-07-18", 2025)],
)
def test_a_period_lies_at_the_year_in_which_it_ends(written, year):
    assert scales.year(written) == year


def test_the_extent_holds_the_ends_of_an_interval_but_not_of_a_bound(chart, series):
    rows = [
        {"series": "counts", "x": "2018", "value": 16.9},
        {"series": "stated", "x": "2025", "value": 9.3, "lo": 9.25, "hi": 19.66},
        {"series": "over", "x": "2025", "value": 5.0, "lo": 6.0, "hi": 90.0},
    ]
    marks = [
        series("counts"),
        series("stated", mark="interval"),
        series("over", mark="lower_bound"),
    ]
    assert scales.extent(chart(marks, rows), marks) == (5.0, 19.66)


def test_a_value_is_shown_with_its_qualifier_else_what_its_interval_supports(chart, series):
    one = series("one", form="ratio", decimals=2)
    rows = [
        {"series": "one", "x": "a", "value": 450.0, "lo": 445.0, "hi": 454.0, "qualifier": "about"},
        {"series": "one", "x": "b", "value": 9.33, "lo": 9.2533, "hi": 9.6607},
        {"series": "one", "x": "c", "value": 2.4},
        {"series": "one", "x": "d", "value": 35, "lo": 35, "hi": 37.25, "qualifier": "range"},
    ]
    drawn = chart([one], rows)
    shown = [drawn.shown(row, one) for row in drawn.rows(one).itertuples()]
    assert shown == ["about 450.00", "9.3\u20139.7", "2.40", "35.00\u201337.25"]


def test_years_on_the_axis_stand_apart_and_hold_first_and_last(opened):
    axes = scales.upright_axes(opened, opened.box, [0.0, 10.0], "count")
    scales.year_axis(opened, axes, [2003, 2020])
    words = [label.get_text() for label in axes.get_xticklabels()]
    assert (words[0], words[-1]) == ("2003", "2020")
    opened.figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
    assert all(one.x1 < two.x0 for one, two in pairwise(boxes))


def test_ticks_need_a_decimal_only_between_whole_numbers():
    assert scales.value_labels([0.0, 2.5, 5.0], "count", "en") == ["0.0", "2.5", "5.0"]
    assert scales.value_labels([0.0, 1000.0], "count", "ru") == ["0", "1\u00a0000"]


def test_bars_lie_from_a_zero_line(opened):
    axes = scales.lying_axes(opened, opened.box, [["one"], ["two"]], 7.0)
    assert axes.get_xlim() == (0.0, 7.0)
    assert [text.get_text() for text in opened.figure.texts][-2:] == ["one", "two"]
