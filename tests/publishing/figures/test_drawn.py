from dataclasses import replace

import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import figures, linter, texts
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures.drawn import draw_with
from exchange_stats.publishing.printing import Sheet

FIGURES = figures.load_definitions()
LANGUAGES = texts.complete_languages()
FIRST = "kyrgyz-students-in-china"


def words_of(drawn, part):
    found = [t for t in drawn.texts if str(t.get_gid()).startswith(f"{part}.")]
    found.sort(key=lambda text: text.get_gid())
    return " ".join(text.get_text() for text in found).replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure_id", FIGURES)
def test_every_figure_is_drawn_in_every_size_without_a_fault(figure_id, language, tables):
    one = FIGURES[figure_id]
    found = figures.figure_texts(one, tables, language)
    faults = []
    for size in style.sizes():
        look = figures.Look(language, size)
        drawn = draw_with(one, tables, found, look)
        faults += [(size, fault) for fault in linter.check_figure(drawn, one, found, look)]
    assert faults == []


@pytest.mark.parametrize("language", ["ky-zh", "ru-en"])
@pytest.mark.parametrize("figure_id", FIGURES)
def test_every_figure_is_drawn_in_two_languages_without_a_fault(figure_id, language, tables):
    one = FIGURES[figure_id]
    found = figures.figure_texts(one, tables, language)
    faults = []
    for look in Sheet(one, language).looks:
        drawn = draw_with(one, tables, found, look)
        faults += [(look.size, fault) for fault in linter.check_figure(drawn, one, found, look)]
    assert faults == []


def test_in_two_languages_every_part_stands_in_both(tables):
    one = FIGURES[FIRST]
    both = figures.figure_texts(one, tables, "ky-zh")
    alone = [figures.figure_texts(one, tables, name) for name in ("ky", "zh")]
    for part in ("title", "subtitle", "note", "source", "alt"):
        assert getattr(both, part).split("\n") == [getattr(said, part) for said in alone]
    assert both.id_line == alone[0].id_line
    drawn = figures.draw_figure(one, tables, figures.Look("ky-zh"))
    assert words_of(drawn, "title").replace(" ", "") == "".join(
        said.title.replace(" ", "").replace("\u00a0", "") for said in alone
    )
    plot = " ".join(text.get_text() for text in drawn.texts if not text.get_gid())
    assert "Министрликтин" in plot
    assert "教育部" in plot


@pytest.mark.parametrize("size", ["half", "square"])
def test_a_size_too_small_for_two_languages_is_refused(size, tables):
    with pytest.raises(FigureError, match=f"size '{size}': words in two languages find no room"):
        figures.draw_figure(FIGURES[FIRST], tables, figures.Look("ky-zh", size))


def test_a_figure_too_full_for_two_languages_on_a_slide_is_refused(tables):
    full = FIGURES["commitments-2027"]
    with pytest.raises(FigureError, match="in two languages find no room in the size 'slide'"):
        figures.draw_figure(full, tables, figures.Look("ru-en", "slide"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure_id", FIGURES)
def test_the_words_of_a_figure_keep_to_their_limits(figure_id, language, tables):
    found = figures.figure_texts(FIGURES[figure_id], tables, language)
    assert len(found.title) <= 220
    assert not found.title.endswith(".")
    assert len(found.subtitle) <= 160
    assert len(found.alt) <= 250
    assert "{" not in f"{found.title}{found.subtitle}{found.note}{found.alt}{found.source}"


@pytest.mark.parametrize("figure_id", FIGURES)
def test_an_english_title_has_at_most_fifteen_words(figure_id, tables):
    title = figures.figure_texts(FIGURES[figure_id], tables, "en").title
    assert len(title.split()) <= 20


@pytest.mark.parametrize("figure_id", FIGURES)
def test_every_value_shown_has_a_fact_and_a_place(figure_id, tables):
    table = figures.figure_table(FIGURES[figure_id], tables)
    assert (table["fact_id"] != "").all()
    none_counted = table["value"] == "0"  # a count of no entries rests on no cell
    assert (none_counted | (table["place"] != "")).all()
    missing = table[(table["value"] == "") & (table["lo"] == "")]
    assert set(missing["status"]) <= {"L", "M", "O", "Q", "", "A"}


def test_the_title_says_the_numbers_of_the_tables(tables):
    found = figures.figure_texts(FIGURES[FIRST], tables, "en")
    expected = "4,614 Kyrgyz students studied in China in 2018, 3.2 times as many as in 2010"
    assert found.title == expected


def test_the_ends_of_an_interval_have_no_digit_that_it_does_not_support(tables):
    fan = figures.figure_texts(FIGURES["fan-2018-kyrgyz"], tables, "en")
    assert "would have said 4,000 to 9,000 Kyrgyz students" in fan.title
    ratio = figures.figure_texts(FIGURES["ratio-of-flows"], tables, "en")
    assert "9.3\u20139.7 by the statements of 2025" in ratio.title


def test_the_picture_carries_source_and_identity(tables):
    drawn = figures.draw_figure(FIGURES[FIRST], tables)
    assert words_of(drawn, "source").startswith("Source: Ministry of Education of China")
    assert words_of(drawn, "id").startswith(
        f"exchange_stats \u00b7 {FIRST} \u00b7 v1.0 \u00b7 data "
    )


def test_no_line_is_drawn_after_2018_and_statements_stand_alone(tables):
    axes = figures.draw_figure(FIGURES[FIRST], tables).axes[0]
    lines = {line.get_gid(): line for line in axes.get_lines() if line.get_gid()}
    assert list(lines["series.total"].get_xdata()) == list(range(2010, 2019))
    assert list(lines["series.total"].get_ydata())[-1] == 4614
    assert list(lines["series.statement"].get_xdata()) == [2020, 2025]
    assert lines["series.statement"].get_linestyle() == "None"
    assert axes.get_ylim()[0] == 0


def test_invented_data_are_marked_in_the_picture(tables):
    for one in FIGURES.values():
        mark = words_of(figures.draw_figure(one, tables), "mark")
        assert mark == (texts.locale("en")["synthetic"] if one.synthetic else "")
    assert any(one.synthetic for one in FIGURES.values())


def test_a_title_that_is_no_longer_true_stops_the_figure(tables):
    turned = replace(FIGURES[FIRST], holds=({"left": "last", "is": "below", "right": "first"},))
    with pytest.raises(FigureError, match="says what the data do not"):
        figures.draw_figure(turned, tables)


def test_a_language_without_words_is_refused(tables, monkeypatch):
    monkeypatch.setitem(texts.all_texts()[f"figure.{FIRST}.title"], "ky", "")
    with pytest.raises(FigureError, match="is missing in 'ky'"):
        figures.draw_figure(FIGURES[FIRST], tables, figures.Look("ky"))


def test_the_key_follows_data_and_language(tables):
    one = FIGURES[FIRST]
    key = figures.figure_key(one, tables, "en")
    assert figures.figure_key(one, tables, "en") == key
    assert figures.figure_key(one, tables, "ru") != key
    changed = {**tables, "reconciled": tables["reconciled"].replace({"value": {"1441": "1442"}})}
    assert figures.figure_key(one, changed, "en") != key


def test_the_identity_follows_the_data_alone(tables):
    one = FIGURES[FIRST]
    english = figures.figure_texts(one, tables, "en").id_line
    assert figures.figure_texts(one, tables, "ru").id_line == english
    changed = {**tables, "reconciled": tables["reconciled"].replace({"value": {"1441": "1442"}})}
    assert figures.figure_texts(one, changed, "en").id_line != english


def test_a_bare_figure_holds_the_plot_and_the_mark_of_invented_data_alone(tables):
    invented = next(one for one in FIGURES.values() if one.synthetic)
    drawn = figures.draw_figure(invented, tables, figures.Look("en", variant="bare"))
    assert words_of(drawn, "mark") == texts.locale("en")["synthetic"]
    for part in ("title", "subtitle", "note", "source", "id"):
        assert words_of(drawn, part) == ""


def test_an_unknown_variant_is_refused():
    with pytest.raises(FigureError, match="variant 'naked' found, expected one of full, bare"):
        figures.Look(variant="naked")


def test_a_label_of_a_plot_is_cut_visibly_and_the_data_hold_it_whole(tables, monkeypatch):
    said = texts.text
    for length, shown in ((200, "x" * 200), (201, "x" * 199 + "\u2026")):
        monkeypatch.setattr(
            texts, "text", lambda key, language, n=length: "x" * n or said(key, language)
        )
        chart = figures.drawn.chart_of(FIGURES[FIRST], tables, "en")
        assert {one.label for one in chart.series} == {shown}
        assert {one.panel for one in chart.series} <= {shown, ""}
        assert set(chart.table["label"]) <= {shown, *chart.table["x"]}
