"""What the pages say of a figure: caption, files, data in words, and what is behind them."""

from dataclasses import dataclass

import pytest

from exchange_stats.publishing import figures
from exchange_stats.publishing.gallery.shown import Behind, picture_files, show_figure, size_name
from exchange_stats.publishing.gallery.ways import Said

FIRST, SAMPLE, RATIO = "kyrgyz-students-in-china", "sample-institutions", "ratio-of-flows"
FAN = "fan-2018-kyrgyz"


@dataclass(frozen=True)
class Step:
    depth: int = 0
    kind: str = "read"
    said: tuple[Said, ...] = (Said("way.said.no_data"),)


@pytest.fixture
def shown(tables):
    def show(name, behind=None):
        found = figures.load_definitions()[name]
        return show_figure(7, found, tables, behind or Behind())

    return show


def test_the_caption_is_numbered_as_the_language_does_it(shown):
    captions = {language: one.caption for language, one in shown(FIRST).items()}
    assert captions["en"].startswith("Figure 7. 4,614 Kyrgyz students studied in China")
    assert captions["ru"].startswith("Рисунок 7 — В 2018 году")
    assert captions["ky"].startswith("7-сүрөт. ")
    assert captions["zh"].startswith("图7\u3000")


@pytest.mark.parametrize(
    ("name", "language", "point"),
    [
        (FIRST, "en", ("Ministry yearbook", "2018", "4,614", "")),
        (
            FIRST,
            "ru",
            (
                "заявления",
                "18\u00a0июля 2025\u00a0г.",
                "более 4\u00a0200",
                "[4\u00a0201–4\u00a0299]",
            ),
        ),
        (RATIO, "ru", ("заявления 2025 года", "2024/25", "9,3", "[9,3–9,7]")),
        (FAN, "en", ("Median", "2021", "6,000", "[5,000–7,000]")),
        (FAN, "en", ("No change", "2021", "4,614", "[4,000–6,000]")),
        (SAMPLE, "en", ("Master’s · Sample University 8", "", "… M", "")),
    ],
)
def test_a_number_is_written_with_its_qualifier_and_bounds(shown, name, language, point):
    points = shown(name)[language].points
    assert point in [(one.about, one.period, one.written, one.bounds) for one in points]


def test_what_is_behind_is_kept_for_the_facts_of_the_figure_alone(shown):
    ids = [one.fact_id for one in shown(FIRST)["en"].points]
    row = {"fact_id": ids[1]}
    behind = Behind({ids[0]: [Step()], "rec-other": [Step()]}, {ids[1]: [row], "rec-other": [row]})
    for one in shown(FIRST, behind).values():
        assert one.ways == {ids[0]: [Step()]}
        assert one.revised == [row]


def test_numbers_in_words_are_named_once(shown):
    numbers = shown(FIRST)["en"].numbers
    assert len(numbers) == len(set(numbers))
    one = shown(FIRST)["en"]
    assert one.number_of(numbers[0].fact_id) == numbers[0].written


def test_numbers_have_the_decimals_of_the_figure_and_keep_the_others_beside(shown):
    point = shown(RATIO)["ru"].points[0]
    assert (point.written, point.exact) == ("2,4", "2.397671")
    words = shown(RATIO)["zh"].numbers
    assert ("2.4", "2.397671") in [(one.written, one.exact) for one in words]
    assert "9,3" in [one.written for one in shown(RATIO)["ky"].numbers]


def test_sources_are_named_in_the_language(shown):
    names = {language: one.points[0].sources for language, one in shown(RATIO).items()}
    assert names["en"].startswith("Ministry of Education of China, statistics of international st")
    assert "; Институт статистики ЮНЕСКО" in names["ru"]
    assert "；联合国教科文组织统计研究所" in names["zh"]


def test_every_figure_has_every_size_and_format_in_every_language():
    chosen = figures.load_definitions()
    expected = {
        f"files/{name}.{language}.{size}.{kind}"
        for name in chosen
        for language in ("en", "ru", "ky", "zh")
        for size in ("word", "half", "slide", "square")
        for kind in ("png", "svg", "pdf")
    }
    offered = {
        path
        for one in chosen.values()
        for language in ("en", "ru", "ky", "zh")
        for kinds in picture_files(one, language).values()
        for kind, path in kinds.items()
        if kind != "bare" and "-" not in path.split(".")[1]
    }
    assert offered == expected
    assert len(expected) == len(chosen) * 4 * 4 * 3
    first = picture_files(chosen[FIRST], "en")
    assert first["word"]["bare"] == f"files/{FIRST}.en.word.bare.png"


def test_a_figure_is_offered_in_two_languages_on_the_pages_of_both():
    first = figures.load_definitions()[FIRST]
    for language, pair in (("en", "ru-en"), ("ru", "ru-en"), ("ky", "ky-zh"), ("zh", "ky-zh")):
        found = picture_files(first, language)
        assert found[f"{pair}.slide"] == {
            kind: f"files/{FIRST}.{pair}.slide.{kind}" for kind in ("png", "svg", "pdf")
        }
        assert sum("-" in size for size in found) == 2
    assert size_name("ky-zh.word", "en") == "Page of Word, 16 cm, Кыргызча + 中文"
    assert size_name("half", "en") == "Half a column, 7.8 cm"
