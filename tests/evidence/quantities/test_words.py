"""Words beside a number name one qualifier, on their side, and not when they are denied."""

import pytest

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
