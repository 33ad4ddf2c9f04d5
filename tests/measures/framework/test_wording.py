"""Causal words are found and denied ones are not; our own texts claim no more than they may."""

import json

import pytest

from exchange_stats.ground import factbook
from exchange_stats.measures.framework import wording
from exchange_stats.measures.framework.wording import claims_in, overclaims

# language, sentence, whether it claims a cause or a contribution
LABELLED = [
    ("en", "The protocol led to four new centres.", True),
    ("en", "Thanks to the commission, agreements doubled.", True),
    ("en", "More students came because of the new scholarships.", True),
    ("en", "The fall of 2012 is attributable to the crisis.", True),
    ("en", "Cheaper flights helped students to return.", True),
    ("en", "The quota rise, not the visit, caused the growth.", True),
    ("en", "Twenty-five events followed the declaration, four came before it.", False),
    ("en", "This is a description, not an effect of the commission.", False),
    ("en", "Whether the visit led to more places is not known.", False),
    ("en", "The report is due to appear in 2027.", False),
    ("en", "What made possible the laboratory?", False),
    ("en", "Leading universities took part.", False),
    ("ru", "Протокол привёл к росту числа студентов.", True),
    ("ru", "Благодаря комиссии открыты два центра.", True),
    ("ru", "В результате визита выделены новые места.", True),
    ("ru", "Снижение вызвано закрытием границ.", True),
    ("ru", "Стипендии способствовали притоку магистрантов.", True),
    ("ru", "Из-за пандемии студенты не приехали.", True),
    ("ru", "За два года после протокола записано 25 событий.", False),
    ("ru", "Здесь считаются студенты из-за рубежа.", False),
    ("ru", "Сказать, что рост вызван протоколом, нельзя.", False),
    ("ru", "Неизвестно, привела ли встреча к новым местам.", False),
    ("ru", "О причинах эти числа не говорят.", False),
    ("ru", "Не доказано, что визит способствовал росту.", False),
    ("ky", "Протоколдун натыйжасында эки борбор ачылды.", True),
    ("ky", "Комиссиянын аркасында студенттер көбөйдү.", True),
    ("ky", "Пандемиянын себебинен студенттер келген жок.", True),
    ("ky", "Сапар жаңы орундарга алып келди.", True),
    ("ky", "Эки жылда 25 окуя катталды.", False),
    ("ky", "Бул комиссиянын натыйжасында болгон эмес.", False),
    ("ky", "Борборлор 2024-жылы ачылды.", False),
    ("ky", "Сапардын натыйжасында өскөнү белгисиз.", False),
    ("zh", "协议导致学生人数增加。", True),
    ("zh", "得益于委员会，新建了两个中心。", True),
    ("zh", "访问使得奖学金名额增加。", True),
    ("zh", "奖学金促进了学生来华。", True),
    ("zh", "两年内记录了25项活动。", False),
    ("zh", "这并非由于委员会的工作。", False),
    ("zh", "访问是否导致名额增加，尚不清楚。", False),
    ("zh", "中心于2024年成立。", False),
]


def test_forty_labelled_sentences_are_told_apart():
    flagged = {s for language, s, _ in LABELLED if list(claims_in(s, language))}
    claiming = {s for _, s, claims in LABELLED if claims}
    right = flagged & claiming
    assert len(LABELLED) == len({s for _, s, _ in LABELLED}) == 40
    assert len(right) / len(flagged) >= 0.9, flagged - claiming
    assert len(right) / len(claiming) >= 0.9, claiming - flagged


def test_a_claim_names_its_words_and_its_strength():
    text = "Two centres opened. The visit contributed to it. Growth was driven by quotas."
    found = [(one.strength, one.phrase) for one in claims_in(text, "en")]
    assert found == [("contribution", "contributed to"), ("causal", "driven by")]


def test_a_sentence_may_claim_what_its_evidence_carries():
    contribution, cause = "Scholarships contributed to it.", "It was caused by quotas."
    assert overclaims(contribution, "en", "contribution") == []
    assert len(overclaims(contribution, "en", "comparative")) == 1
    assert overclaims(cause, "en", "causal") == []
    assert len(overclaims(cause, "en", "contribution")) == 1


def test_every_strength_on_the_ladder_has_words_in_every_language():
    rows = factbook.load_csv("wording.csv", wording.COLUMNS)
    found = {(row["language"], row["strength"]) for row in rows}
    for language in ("en", "ru", "ky", "zh"):
        assert {(language, "causal"), (language, "contribution")} <= found


def test_a_language_without_words_claims_nothing():
    assert list(claims_in("Das beruht auf dem Besuch.", "de")) == []


@pytest.fixture(scope="module")
def highest():
    return wording.load_ladder()["highest"]


def test_no_text_of_a_figure_or_page_claims_more_than_two_windows_can_show(highest):
    columns = ("key", "en", "ru", "ky", "zh", "state", "note")
    found = [
        f"{row['key']}, {language}: {one.phrase!r} in {one.sentence}"
        for row in factbook.load_csv("texts.csv", columns)
        for language in ("en", "ru", "ky", "zh")
        for one in overclaims(row[language], language, highest)
    ]
    assert found == []


def test_no_notebook_claims_more_than_two_windows_can_show(highest, project_root):
    found = [
        f"{path.stem}: {one.phrase!r} in {one.sentence}"
        for path in sorted((project_root / "notebooks").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
        for one in overclaims("".join(cell["source"]), "en", highest)
    ]
    assert found == []
