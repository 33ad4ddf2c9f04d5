import pytest

from exchange_stats.publishing.drawing import breaks


@pytest.mark.parametrize(
    ("words", "language", "pieces"),
    [
        ("метод назвал бы от 4", "ru", ["метод ", "назвал бы ", "от 4"]),
        ("өсүштү да, башканы да көрсөт", "ky", ["өсүштү да, ", "башканы да ", "көрсөт"]),
        ("темп 2013\u20132018 гг.: 9", "ru", ["темп ", "2013\u20132018 гг.: ", "9"]),
        ("да или нет", "ru", ["да или ", "нет"]),
    ],
)
def test_a_leaning_word_and_a_unit_stay_with_what_is_before_them(words, language, pieces):
    assert breaks.pieces(words, language) == pieces
    assert "".join(pieces) == words


def test_pieces_of_two_words_part_where_they_are_too_wide_together():
    assert breaks.apart("назвал бы ", "ru") == ["назвал ", "бы "]
