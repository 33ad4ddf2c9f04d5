"""Totals are found by their word and by arithmetic."""

import numpy as np
import pytest

from builders import sheet_of
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.label_columns import Columns
from exchange_stats.reading.proposal.totals import totals_of
from exchange_stats.reading.words import SUBTOTAL, total_words


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("Всего", 1),
        ("ИТОГО:", 1),
        ("合  计", 1),
        ("小计", SUBTOTAL),
        ("World", 1),
        ("Totten", 0),
        ("", 0),
    ],
)
def test_a_label_says_what_it_is(label, verdict):
    assert total_words([label]).get(label, 0) == verdict


def layout(drawing):
    return propose_layouts(sheet_of(drawing))[0].layout


def test_a_row_that_is_the_sum_of_the_others_is_the_total():
    found = layout("x|n|m\nKyrgyz Republic|40|60\nOsh|10|20\nNaryn|30|40")
    assert found.total_rows == {1}


def test_groups_that_add_up_are_subtotals_of_the_total():
    drawing = "x|n|m\nAll|100|200\nNorth|30|60\na|10|20\nb|20|40\nSouth|70|140\nc|30|60\nd|40|80"
    found = layout(drawing)
    assert found.total_rows == {1}
    assert found.subtotal_rows == {2, 5}


def test_a_total_that_closes_the_table_is_found():
    assert layout("x|n|m\nOsh|10|20\nNaryn|30|40\nAll told|40|60").total_rows == {3}


def test_a_word_in_most_rows_names_no_totals():
    found = layout("x|y|n\n2020|All|9\n2020|women|4\n2021|All|7\n2022|All|5\n2023|All|8")
    assert found.total_rows == found.subtotal_rows == set()


def test_shares_that_add_up_to_nothing_are_no_totals():
    assert layout("x|n|m\na|20.5|30.1\nb|10.2|20.7\nc|30.3|40.9").total_rows == frozenset()


def test_a_total_of_one_column_by_chance_is_not_believed():
    assert layout("x|n\na|3\nb|1\nc|2").total_rows == frozenset()


def test_a_named_total_column_is_a_total():
    assert layout("x|Total|men|women\na|8|3|5\nb|9|4|5").total_columns == {1}
    assert layout("x|men|women|% of total\na|3|5|47\nb|4|5|53").total_columns == set()


def test_why_a_row_is_a_total_is_said():
    grid = grid_of(sheet_of("x|n|m\nTotal|40|60\na|10|20\nb|30|40"))
    numbers = np.array([[40.0, 60], [10, 20], [30, 40]])
    found = totals_of(grid, Columns((0,), (1, 2)), (1, 2, 3), numbers, ["n", "m"])
    assert found.reasons == ("row 2: named a total", "row 2: equals the sum of 2 rows")


def test_a_table_too_long_to_add_up_is_judged_by_word():
    grid = grid_of(sheet_of("x|n|m\nTotal|40|60\na|10|20\n小计|30|40"))
    found = totals_of(grid, Columns((0,), (1, 2)), (1, 2, 3), np.empty((0, 2)), ["n", "m"])
    assert (found.rows, found.subtotal_rows) == ({1}, {3})


def test_counts_add_up_beside_shares_that_do_not():
    drawing = "x|n|%|m\nAll|123456|50.1|2345\na|100000|40.2|2000\nb|23456|70.3|345"
    assert layout(drawing).total_rows == {1}


def test_one_slip_in_a_column_does_not_hide_a_total():
    drawing = "x|n|m|k\nAll|49990|55753|58610\na|40000|50000|51000\nb|9990|5000|7610"
    assert layout(drawing).total_rows == {1}


@pytest.mark.parametrize(
    "total", ["Total (persons)", "\u5408  \u8ba1", "To\u00adtal 1)", "World (sum)"]
)
def test_a_total_is_found_among_many_labels_in_whatever_way_it_is_written(total):
    others = ["Osh (oblast)", "Talas", "\u5965\u4ec0 \u5dde"]
    assert total_words([*others, total]) == {total: 1}
    assert total_words(others) == {}


def test_where_most_rows_are_named_totals_the_word_names_none():
    drawing = "x|n|m\nTotal a|5|7\nTotal b|6|8\nTotal c|1|2\n{}|3|4\nb|1|1"
    assert layout(drawing.format("Total d")).total_rows == set()
    assert layout("x|n|m\na|5|7\nb|6|8\nc|1|2\nTotal|12|17").total_rows == {4}


def test_the_only_total_of_a_table_need_not_be_its_greatest_row():
    assert layout("x|n|m\nTotal|10|20\nOsh|30|40\nNaryn|1|5").total_rows == {1}
    assert layout("x|n|m\na|10|20\nb|20|40\nAll told|30|60\nc|50|70").total_rows == {3}


def test_several_rows_named_totals_are_subtotals_where_none_is_as_great_as_the_greatest_row():
    found = layout("x|n|m\nTotal north|10|20\nOsh|30|40\nTotal south|11|21\nTalas|30|40")
    assert (found.total_rows, found.subtotal_rows) == (frozenset(), {1, 3})


def test_a_total_is_as_great_as_the_greatest_row_but_for_two_in_a_hundred():
    found = layout("x|n|m\nTotal all|98|980\nOsh|100|1000\nTotal south|97|979\nTalas|3|4")
    assert (found.total_rows, found.subtotal_rows) == ({1}, {3})


def test_a_column_named_total_is_one_among_three_and_not_among_two():
    assert layout("x|Total|n|m\na|9|4|5\nb|8|3|5").total_columns == {1}
    assert layout("x|Total|n\na|9|4\nb|8|3").total_columns == frozenset()
    assert layout("x|Total|% of total|n|m\na|9|4|5|1\nb|8|3|5|1").total_columns == {1}


def test_the_total_of_groups_stands_at_their_other_end():
    groups = "x|n|m\nA|300|150\na|100|60\nb|200|90\nB|100|50\nc|60|30\nd|40|20"
    found = layout(f"{groups}\nthe land|400|200")
    assert (found.total_rows, found.subtotal_rows) == ({7}, {1, 4})
    assert layout(f"{groups}\nthe land|400|210").total_rows == frozenset()
