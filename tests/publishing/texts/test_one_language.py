import re

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures import definitions

NBSP, MINUS = "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("value", "form", "language", "written"),
    [
        ("12345.6", "count", "en", "12,346"),
        ("12345.6", "count", "ru", f"12{NBSP}346"),
        ("12345.6", "count", "ky", f"12{NBSP}346"),
        ("12345.6", "count", "zh", "12,346"),
        ("-5", "count", "ru", f"{MINUS}5"),
        ("52.015", "percent", "en", "52.0%"),
        ("52.015", "percent", "ru", f"52,0{NBSP}%"),
        ("52.05", "percent", "ky", "52,1%"),
        ("3.201943", "ratio", "ru", "3,2"),
        ("320.194", "index", "en", "320"),
        ("2024/25", "plain", "en", "2024/25"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value, form, language, written):
    assert texts.number(value, form, language) == written


def test_decimals_may_be_asked_for():
    assert texts.number("9.253304", "ratio", "en", decimals=2) == "9.25"
    assert texts.number("8882.3", "count", "en", decimals=-3) == "9,000"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", f"18{NBSP}July 2025"),
        ("ru", f"18{NBSP}июля 2025{NBSP}г."),
        ("ky", "2025-ж.,\u00a018-июль"),
        ("zh", "2025年7月18日"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language, written):
    assert texts.date("2025-07-18", language) == written


def test_a_russian_month_alone_stands_in_the_nominative():
    assert texts.date("2023-05", "ru") == "май 2023"


def test_a_number_keeps_its_qualifier_in_words():
    assert texts.qualified("4,200", "more_than", "en") == "more than 4,200"
    assert texts.qualified("450", "about", "ru") == "около 450"
    assert texts.qualified("4,614", "exact", "en") == "4,614"


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("1", "студент"),
        ("24", "студента"),
        ("11", "студентов"),
        ("21", "студент"),
        ("4,5", "студента"),
    ],
)
def test_russian_nouns_follow_their_number(written, form):
    assert texts.fill("{n|студент|студента|студентов}", {"n": written}, "ru") == form


def test_a_field_without_a_number_is_refused_by_name():
    with pytest.raises(FigureError, match=r"fields without a number(.|\n)*- last"):
        texts.fill("{first} and {last}", {"first": "1"}, "en")


KYRGYZ = {
    **{"3": "үчтөн", "6": "алтыдан", "9": "тогуздан", "10": "ондон", "40": "кырктан"},
    **{"250": "элүүдөн", "4\u00a0200": "жүздөн", "10\u00a0000": "миңден", "5\u00a0001": "бирден"},
    **{
        "300\u00a0000": "миңден",
        "2\u00a0000\u00a0000": "миллиондон",
        "3,2": "экиден",
        "0": "нөлдөн",
    },
}


@pytest.mark.parametrize(("written", "spoken"), KYRGYZ.items())
def test_a_kyrgyz_number_takes_the_ending_of_its_last_word(written, spoken):
    said = texts.qualified(written, "more_than", "ky").removesuffix(" ашуун")
    assert spoken.endswith(said.removeprefix(written))
    assert len(said) == len(written) + 3


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_dash_stays_on_the_line_of_the_word_before_it(language):
    assert [key for key, row in texts.all_texts().items() if " –" in row[language]] == []


def test_an_unknown_key_is_refused_by_name():
    with pytest.raises(FigureError, match=r"no text 'figure.nothing.title'"):
        texts.text("figure.nothing.title", "en")


def test_a_missing_translation_is_refused_and_never_english(small_facts):
    small_facts("greeting,Hello,,,,,\n")
    assert texts.text("greeting", "en") == "Hello"
    with pytest.raises(FigureError, match="'greeting' is missing in 'ru'"):
        texts.text("greeting", "ru")


def test_a_key_may_stand_only_once(small_facts):
    small_facts("greeting,Hello,Привет,,,,\ngreeting,Hi,Привет,,,,\n")
    with pytest.raises(FigureError, match=r"keys twice(.|\n)*- greeting"):
        texts.text("greeting", "en")


def test_an_unknown_language_is_refused():
    with pytest.raises(FigureError, match="language 'de' found, expected one of en, ru, ky, zh"):
        texts.locale("de")


@pytest.fixture
def small_facts(tmp_path, project_root):
    """Facts with a text file of our own."""
    packaged = project_root / "src" / "exchange_stats" / "facts"
    for name in ("countries.csv", "locales.toml"):
        (tmp_path / name).write_bytes((packaged / name).read_bytes())

    def write(rows):
        header = ",".join(texts.TEXT_COLUMNS)
        (tmp_path / "texts.csv").write_text(f"{header}\n{rows}", encoding="utf-8")

    with factbook.using(tmp_path):
        yield write


def keys_in_use():
    parts = ("title", "subtitle", "note", "alt")
    for one in definitions.load_definitions().values():
        yield from (f"figure.{one.id}.{part}" for part in parts)
        yield f"theme.{one.theme}"
        yield from (f"source.{source}" for source in one.sources)
        for series in one.series:
            named = (series.label, series.panel, series.category, *series.names.values())
            yield from (key for key in named if key)


@pytest.mark.parametrize("language", texts.complete_languages())
def test_every_text_that_figures_use_stands_in_the_complete_languages(language):
    missing = [key for key in keys_in_use() if not texts.has_text(key, language)]
    assert missing == []


@pytest.mark.parametrize("language", texts.complete_languages())
def test_every_text_of_the_file_is_complete(language):
    assert [key for key, row in texts.all_texts().items() if not row[language]] == []


@pytest.mark.parametrize("language", texts.languages())
def test_translations_have_the_same_fields(language):
    differing = [
        key
        for key, row in texts.all_texts().items()
        if set(texts.fields(row["en"])) != set(texts.fields(row[language]))
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("language", "letters"), [("ru", "[а-яё]"), ("ky", "[а-яёңөү]"), ("zh", "[\u4e00-\u9fff]")]
)
def test_a_text_is_not_left_in_english(language, letters):
    same = [
        key
        for key, row in texts.all_texts().items()
        if key.startswith(("figure.", "page.")) and not re.search(letters, row[language])
    ]
    assert same == []


def test_a_kyrgyz_text_is_not_left_in_russian():
    same = [
        key
        for key, row in texts.all_texts().items()
        if key.startswith(("figure.", "page.")) and row["ky"] == row["ru"]
    ]
    assert same == []


def test_no_text_of_a_figure_is_without_a_figure():
    known = set(definitions.load_definitions())
    named = {key.split(".")[1] for key in texts.all_texts() if key.startswith("figure.")}
    assert named == known
