"""A number is spoken with a last word, which its ending follows."""

import pytest

from exchange_stats.publishing.texts import endings


@pytest.mark.parametrize(
    ("written", "word"),
    [
        *(
            ("7", "7"),
            ("17", "7"),
            ("20", "20"),
            ("120", "20"),
            ("300", "100"),
            ("4\u00a0200", "100"),
        ),
        *(("5\u00a0000", "1000"), ("100\u00a0000", "1000"), ("2\u00a0000\u00a0000", "1000000")),
        *(("16,9", "9"), ("0", "0"), ("", "")),
    ],
)
def test_the_last_word_is_the_last_that_is_not_zero(written, word):
    assert endings.last_word(written) == word


def test_the_mark_of_decimals_is_that_of_the_language():
    assert endings.last_word("4,200", ".") == "100"
    assert endings.last_word("4,200", ",") == "100"
    assert endings.last_word("4.5", ".") == "5"
