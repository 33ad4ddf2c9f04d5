"""The fan: bands behind the newest count, or in their place the reasons why there are none."""

import pytest

from exchange_stats.publishing import figures, linter, texts
from exchange_stats.publishing.charts import fan

COUNTS = [{"series": "counted", "x": str(2010 + n), "value": 100.0 + 10 * n} for n in range(9)]
BANDS = {"wide": (120.0, 300.0), "narrow": (160.0, 240.0)}
AHEAD = [
    *(
        {"series": name, "x": str(year), "value": 200.0, "lo": low, "hi": high}
        for name, (low, high) in BANDS.items()
        for year in (2019, 2020)
    ),
    *(
        {"series": "middle", "x": str(year), "value": 203.7, "lo": 160.0, "hi": 240.0}
        for year in (2019, 2020)
    ),
    *({"series": "same", "x": str(year), "value": 180.0} for year in (2019, 2020)),
]
REASONS = [
    {"series": "why", "x": "2027", "refused_because": rule, "found": found, "limit": limit}
    for rule, found, limit in (("newest_too_old", "8", "2"), ("horizon_too_long", "9", "3"))
]


def said(opened):
    return [text.get_text() for text in opened.figure.texts if not text.get_gid()]


@pytest.fixture
def drawn(opened, chart, series):
    marks = [
        *(series("counted", place="above"), series("wide", mark="band")),
        *(series("narrow", mark="band"), series("middle", mark="median")),
        series("same", mark="reference", role="context_strong"),
    ]
    fan.draw_fan(opened, chart(marks, [*COUNTS, *AHEAD]))
    return opened


def test_each_band_opens_at_the_newest_count_and_holds_its_bounds(drawn):
    axes = drawn.figure.axes[0]
    bands = {one.get_gid(): one for one in axes.collections if one.get_gid()}
    assert set(bands) == {"series.wide", "series.narrow"}
    corners = {tuple(map(float, point)) for point in bands["series.wide"].get_paths()[0].vertices}
    expected = {(2018.0, 180.0), (2019.0, 120.0), (2019.0, 300.0), (2020.0, 120.0), (2020.0, 300.0)}
    assert corners == expected


def test_the_wider_a_band_the_lighter_it_is(drawn):
    wide, narrow = (one.get_alpha() for one in drawn.figure.axes[0].collections)
    assert wide < narrow


def test_median_and_reference_begin_at_the_newest_count_and_look_unlike_it(drawn):
    lines = {line.get_gid(): line for line in drawn.figure.axes[0].get_lines()}
    assert list(lines["series.middle"].get_xdata()) == [2018, 2019, 2020]
    assert list(lines["series.same"].get_ydata()) == [180.0, 180.0, 180.0]
    styles = {lines[f"series.{name}"].get_linestyle() for name in ("counted", "middle", "same")}
    assert len(styles) == 3


def test_a_band_is_named_with_both_ends_and_a_line_with_its_number_as_far_as_bounds_go(drawn):
    assert {"Wide 100\u2013300", "Narrow 160\u2013240", "Middle 200", "Same 180"} <= set(
        said(drawn)
    )
    assert "Counted 180" in said(drawn)


def test_counts_of_a_fan_begin_at_zero(drawn):
    assert drawn.figure.axes[0].get_ylim()[0] == 0


def test_a_refusal_stands_in_the_place_of_the_fan_with_all_its_reasons(opened, chart, series):
    marks = [series("counted", place="above"), series("why", mark="refusal", place="none")]
    marks.insert(1, series("as_stated", mark="point"))
    stated = {"series": "as_stated", "x": "2027", "value": 150.0}
    fan.draw_fan(opened, chart(marks, [*COUNTS, stated, *REASONS]))
    words = " ".join(said(opened))
    assert "No projection to 2027" in words
    assert "The newest count is 8 years old; at most 2 allowed" in words
    assert "2027 is 9 years after the newest count; at most 3 allowed" in words
    (region,) = [one for one in opened.figure.axes[0].patches if one.get_gid() == "refusal"]
    assert region.get_x() > 2018
    assert not [one for one in opened.figure.axes[0].collections if one.get_gid() == "series.why"]


RULES = (
    *("no_points", "too_few_points", "zero_count", "no_variation", "newest_too_old"),
    *("horizon_too_long", "horizon_too_long_for_points", "already_counted"),
)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_rule_of_refusal_has_words(rule, language):
    template = texts.text(f"refusal.{rule}", language)
    values = {"period": "2027", "found": "8", "limit": "2"}
    assert "{" not in texts.fill(template, values, language)


@pytest.mark.parametrize("size", ["half", "word", "slide", "square"])
@pytest.mark.parametrize("language", texts.complete_languages())
@pytest.mark.parametrize("figure_id", ["fan-2018-kyrgyz", "fan-2027-kyrgyz", "fan-2027-chinese"])
def test_a_fan_fits_every_size_with_all_its_words(derived, figure_id, language, size):
    figure, look = figures.load_definitions()[figure_id], figures.Look(language, size)
    drawn = figures.draw_figure(figure, derived[0], look)
    found = figures.figure_texts(figure, derived[0], language)
    assert linter.check_figure(drawn, figure, found, look) == []
