"""Two lists of texts are laid side by side, and partners are those that look alike."""

from exchange_stats.reading.drift.change import ratio, side_by_side


def test_texts_that_stand_still_are_partners():
    assert side_by_side(["a", "b"], ["a", "b"]) == [(0, 0), (1, 1)]


def test_as_many_others_are_partners_one_by_one():
    assert side_by_side(["a", "b", "c"], ["a", "x", "c"]) == [(0, 0), (1, 1), (2, 2)]


def test_of_more_others_only_those_that_look_alike_are_partners():
    pairs = side_by_side(["Osh State University"], ["Talas", "Osh State Universities"])
    assert pairs == [(None, 0), (0, 1)]
    assert side_by_side(["Osh"], ["Talas", "Naryn"]) == [(0, None), (None, 0), (None, 1)]


def test_likeness_goes_from_0_to_1():
    assert (ratio("abc", "abc"), ratio("abc", "xyz")) == (1.0, 0.0)


def test_after_one_without_a_partner_the_next_ones_are_still_looked_for():
    old = ["Osh", "Talas city", "Naryn city"]
    new = ["Talas", "Naryn", "Batken", "Jalal-Abad"]
    assert side_by_side(old, new) == [(0, None), (1, 0), (2, 1), (None, 2), (None, 3)]


def test_partners_are_alike_in_six_letters_of_ten():
    assert ratio("abcxx", "abcyy") == 0.6
    assert side_by_side(["abcxx"], ["abcyy", "."]) == [(0, 0), (None, 1)]
