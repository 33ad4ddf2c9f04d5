"""Words beside a number name one qualifier, on their side, and not when they are denied."""

import pytest

from exchange_stats.evidence.quantities import parse_quantity
from exchange_stats.evidence.quantities.words import is_joint, plain, qualifier_of
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError

HEAD = "qualifier,language,phrase,position,note\n"


@pytest.fixture
def few_words(tmp_path):
    """Facts of a few phrases; "next" must touch the number, "none" only hides what it holds."""
    rows = (
        "more_than,en,over,before,\nup_to,en,not over,before,\nabout,zh,odd,next,\n"
        "nearly,en,near,before,\nnone,en,near by,before,\nnegation,en,not,before,\n"
        "range,en,to,between,\nrange,en,and,inside,\n"
    )
    (tmp_path / "qualifiers.csv").write_text(HEAD + rows, encoding="utf-8")
    with factbook.using(tmp_path):
        yield


@pytest.mark.parametrize(
    ("head", "tail", "qualifier"),
    [
        ("", "", "exact"),
        ("Over ", "", "more_than"),
        ("NOT\u00a0over ", "", "up_to"),
        ("near ", "", "nearly"),
        ("near by ", "", "exact"),
        ("", "odd", "about"),
        ("", " persons of odd age", "exact"),
    ],
)
def test_the_longest_phrase_counts_and_one_that_must_touch_the_number_does(
    few_words, head, tail, qualifier
):
    assert qualifier_of("phrase", head, tail) == qualifier


@pytest.mark.parametrize(
    ("head", "tail", "found"),
    [
        ("over near ", "", "says more_than and nearly, expected one qualifier"),
        ("not near ", "", "'near' is denied, expected a phrase that says what is meant"),
        ("", " over", "'over' after the number, expected it before"),
        ("odd ", "", "'odd' before the number, expected it after"),
    ],
)
def test_words_that_contradict_stray_or_are_denied_are_refused(few_words, head, tail, found):
    with pytest.raises(ValueTextError, match=f"^'phrase': .*{found}"):
        qualifier_of("phrase", head, tail)


def test_a_joint_of_a_range_may_need_a_word_before_it(few_words):
    assert is_joint(" to ", "exact")
    assert is_joint(" and ", "range")
    assert not is_joint(" and ", "exact")
    assert not is_joint(" to the ", "exact")


def test_spaces_signs_and_capitals_are_of_one_kind():
    assert plain("Не\u2009Более \uff1e\u3000") == "не более > "


@pytest.mark.parametrize(
    ("phrase", "bounds"),
    [
        ("1200余万元", (12_000_001, 12_999_999)),
        ("150多万元", (1_500_001, 1_599_999)),
        ("4 hundred students", (400, 400)),
        ("4 сотни студентов", (400, 400)),
        ("2 десятка", (20, 20)),
        ("1.5 mln yuan", (1_500_000, 1_500_000)),
        ("4200дөн көбүрөөк", (4201, 4299)),
        ("35тен 37 миңге чейин", (35_000, 37_000)),
        ("450дөн 500гө чейин", (450, 500)),
        ("至多五十人", (0, 50)),
        ("今年在华学生4200名", (4200, 4200)),
    ],
)
def test_scales_and_joints_of_the_four_languages_are_read_whole(phrase, bounds):
    found = parse_quantity(phrase).interval()
    assert (found.lo, found.hi) == bounds


@pytest.mark.parametrize(
    "phrase",
    [
        *("two thirds of students", "three quarters", "одна треть", "две трети", "3成"),
        *("увеличилось в 2 раза", "10-fold", "twice 450", "вдвое 450", "2倍", "2 эсе"),
        *("two dozen", "12 dozen", "4 m yuan", "4 k", "4,2к", "hardly 500", "едва 500"),
        *("minus 5", "минус 5", "负5", "ни одного", "No. 5", "第3届", "в 2024 году", "2024年"),
        *("not 450", "не 450", "450 эмес"),
    ],
)
def test_a_number_that_counts_nothing_for_sure_is_refused(phrase):
    with pytest.raises(ValueTextError, match=r"a part, a multiple, a year|the number is denied"):
        parse_quantity(phrase)


@pytest.mark.parametrize(
    ("reading", "expected"), [("pragmatic", (445, 454)), ("strict", (440, 459))]
)
def test_how_wide_about_is_stands_in_a_fact_for_each_reading(tmp_path, reading, expected):
    (tmp_path / "precedence.toml").write_text("[about]\nstrict = 2\n", encoding="utf-8")
    quantity = parse_quantity("about 450")
    with factbook.using(tmp_path):
        found = quantity.interval(reading)
    assert (found.lo, found.hi) == expected
