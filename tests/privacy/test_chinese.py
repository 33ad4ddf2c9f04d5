"""Chinese names are read as surnames are read, and spelled as Russian spells them."""

import pytest

from exchange_stats.privacy.chinese import is_pinyin_name, russian, split_pinyin, syllables


@pytest.mark.parametrize(
    ("written", "surname", "given"),
    [
        ("王小明", ["wang"], ["xiao", "ming"]),
        ("单雨", ["shan"], ["yu"]),
        ("仇英", ["qiu"], ["ying"]),
        ("解放", ["xie"], ["fang"]),
        ("查良", ["zha"], ["liang"]),
        ("曾红", ["zeng"], ["hong"]),
        ("任丽", ["ren"], ["li"]),
        ("区明", ["ou"], ["ming"]),
        ("盖文", ["ge"], ["wen"]),
        ("尉迟恭", ["yu", "chi"], ["gong"]),
        ("欧阳锋", ["ou", "yang"], ["feng"]),
        ("欧阳", ["ou"], ["yang"]),  # two characters: no surname of two without a given name
        ("王", ["wang"], []),
    ],
)
def test_surnames_are_read_as_surnames(written, surname, given):
    assert syllables(written) == (surname, given)


@pytest.mark.parametrize(
    ("pinyin", "cyrillic"),
    [
        (["xu"], "сюй"),
        (["jiang"], "цзян"),
        (["wang"], "ван"),
        (["wan"], "вань"),
        (["lv"], "люй"),
        (["xiao", "ming"], "сяомин"),
    ],
)
def test_pinyin_is_spelled_by_the_palladius_system(pinyin, cyrillic):
    assert russian(pinyin) == cyrillic


def test_a_word_of_pinyin_is_split_in_every_way():
    assert split_pinyin("xiaoming") == [
        *[("xi", "a", "o", "ming"), ("xi", "ao", "ming")],
        *[("xia", "o", "ming"), ("xiao", "ming")],
    ]
    assert ("ao",) * 9 in split_pinyin("ao" * 9)
    assert split_pinyin("ao" * 9 + "a") == []  # too long for a name
    assert split_pinyin("lyu") == split_pinyin("lv") == [("lv",)]
    assert split_pinyin("nyu") == split_pinyin("nv") == [("nv",)]


@pytest.mark.parametrize("word", ["bakyt", "zhumabek", "xianxianxianxianxian"])
def test_another_word_is_not_split(word):
    assert split_pinyin(word) == []


def test_a_frequent_surname_first_or_last_and_syllables_are_a_name_in_pinyin():
    for words in (["WANG", "Xiaoming"], ["Xiaoming", "Wang"], ["Ouyang", "Na"], ["Li", "Na", "Na"]):
        assert is_pinyin_name(words)
    for words in (["Wang"], ["Beijing", "Daxue"], ["John", "Li"], ["Wang", "Li", "Na", "Xi"]):
        assert not is_pinyin_name(words)
