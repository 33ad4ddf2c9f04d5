from exchange_stats.publishing.charts import panels as charts
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style

WORDS = frames.Words("A finding", "Persons", "Note: none.", "Source: ours.", "id")


def rows(name, *values):
    return [{"series": name, "x": str(2010 + at), "value": v} for at, v in enumerate(values)]


def said(opened):
    return [text.get_text() for text in opened.figure.texts if not text.get_gid()]


def panelled(series):
    return [series(name, panel=name.title()) for name in ("one", "two", "three")]


def test_panels_share_one_scale(opened, chart, series):
    table = rows("one", 10.0, 90.0) + rows("two", 1.0, 2.0) + rows("three", 3.0, 4.0)
    charts.draw_panels(opened, chart(panelled(series), table))
    limits = {axes.get_ylim() for axes in opened.figure.axes}
    assert len(opened.figure.axes) == 3
    assert len(limits) == 1
    assert {"One", "Two", "Three"} <= set(said(opened))


def test_panels_of_unlike_units_have_their_own_scales(opened, chart, series):
    table = rows("one", 10.0, 900.0) + rows("two", 1.0, 20.0) + rows("three", 3.0, 4.0)
    charts.draw_panels(opened, chart(panelled(series), table, shared=False))
    assert len({axes.get_ylim() for axes in opened.figure.axes}) == 3


def test_panels_may_stand_in_rows(opened, chart, series):
    table = rows("one", 10.0, 90.0) + rows("two", 1.0, 2.0) + rows("three", 3.0, 4.0)
    charts.draw_panels(opened, chart(panelled(series), table, columns=2))
    bottoms = [round(axes.get_position().y0, 3) for axes in opened.figure.axes]
    assert bottoms[0] == bottoms[1] > bottoms[2]


def test_fewer_stand_in_a_row_where_their_words_find_no_room(chart, series):
    named = [series(name, panel="Turkmenistan") for name in ("one", "two", "three")]
    named = [type(one)(**{**vars(one), "panel": f"{one.panel}{one.id}"}) for one in named]
    table = rows("one", 10.0, 90.0) + rows("two", 1.0, 2.0) + rows("three", 3.0, 4.0)
    with style.house_style():
        opened = frames.open_frame(WORDS, style.preset("half"), "en")
        charts.draw_panels(opened, chart(named, table, columns=3))
    bottoms = [round(axes.get_position().y0, 3) for axes in opened.figure.axes]
    assert bottoms[0] == bottoms[1] > bottoms[2]


def test_plots_in_a_row_are_level_when_only_one_title_takes_two_lines(opened, chart, series):
    named = [series("one", panel="Short"), series("two", panel="A title of a good many words " * 2)]
    table = rows("one", 10.0, 90.0) + rows("two", 1.0, 2.0)
    charts.draw_panels(opened, chart(named, table, shared=False))
    tops = {round(axes.get_position().y1, 3) for axes in opened.figure.axes}
    assert len(tops) == 1
