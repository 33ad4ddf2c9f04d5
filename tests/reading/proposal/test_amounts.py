"""The texts of a table decide its decimal mark, and are then read under it."""

from exchange_stats.reading.proposal.amounts import Amounts, column_texts, decimals_of


def test_a_text_with_two_readings_is_read_by_the_mark_that_the_others_have():
    cells = ["1.284,5", "12,25", "2.300", 7.0]
    known = Amounts(decimals_of(cells[:3]))
    assert column_texts(cells, known)[0] == ["1284.5", "12.25", "2300", "7"]
