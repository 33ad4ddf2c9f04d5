"""Lines above a table are titles, units or the corner that holds a unit."""

import pytest

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings import header_of
from exchange_stats.reading.proposal.headings.lines import is_title, is_unit, is_unit_line


def judged(judge, drawing, row=0):
    grid = grid_of(sheet_of(drawing))
    return judge(grid, row, areas_of(grid)[0])


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(тыс. человек)", True),
        ("тысяч человек", True),
        ("Персонал, человек", False),
        ("1,000 persons", True),
        ("Students by thousand-year-old universities of the region", False),
    ],
)
def test_a_unit_behind_a_comma_is_that_of_its_heading(text, unit):
    assert is_unit(text) is unit


def test_a_text_over_the_whole_table_is_a_title():
    assert judged(is_title, "All students|<|<\nx|n|m\na|5|7\nb|6|8")


def test_a_merge_from_the_labels_over_values_is_a_title_beside_a_unit_or_another_title():
    assert judged(is_title, "All students|<||persons\nx|n|m|k\na|5|7|9\nb|6|8|9")
    assert judged(is_title, "All students|<|||Tous\nx|n|m|k|x\na|5|7|9|a\nb|6|8|9|b")
    assert not judged(is_title, "Name|<|Men|Women\nx|n|m|k\na|5|7|9\nb|6|8|9")


def test_a_text_in_the_corner_or_with_gaps_is_a_unit_line():
    assert judged(is_unit_line, "|||tis. Kc\nx|n|m|k\na|5|7|9\nb|6|8|9")
    assert judged(is_unit_line, "单位：人|||(heads)\nx|n|m|k\na|5|7|9\nb|6|8|9")
    assert judged(is_unit_line, "||tis. Kc||tis. Kc\nx|n|m|k|j\na|5|7|9|8\nb|6|8|9|7")
    assert not judged(is_unit_line, "|||Men|Men\nx|n|m|k|j\na|5|7|9|8\nb|6|8|9|7")
    assert not judged(is_unit_line, "|of which|||\nx|n|m|k|j\na|5|7|9|1\nb|6|8|9|2")


def test_a_line_of_units_that_tells_the_columns_apart_is_header():
    drawing = "|persons|<|per cent|<\n^|2019|2020|2019|2020\na|5|7|9|8\nb|6|8|9|7"
    grid = grid_of(sheet_of(drawing))
    assert header_of(grid, areas_of(grid)[0]).rows == (0, 1)


BODY = "\nx|n|m|k\na|5|7|9\nb|6|8|9"


@pytest.mark.parametrize(
    ("line", "is_so"),
    [
        ("t" * 91 + "|||", True),  # longer than any heading of labels
        ("t" * 90 + "|||", False),
        ("All|All|All|All", True),
        ("All|All||", False),
        ("|All|All|All", False),
        ("All|Men|Men|Men", False),
    ],
)
def test_one_text_is_a_title_where_it_is_long_or_said_again_and_again(line, is_so):
    assert judged(is_title, line + BODY) is is_so


@pytest.mark.parametrize(("merge", "is_so"), [("T|<|<||", True), ("T|<|||", False)])
def test_a_merge_over_three_columns_of_labels_is_a_title(merge, is_so):
    drawing = f"{merge}\nx|y|z|n|m\na|b|c|5|7\nd|e|f|6|8"
    assert judged(is_title, drawing) is is_so


@pytest.mark.parametrize(
    ("line", "is_so"),
    [
        *(("||tis. Kc|", True), ("|||tis. Kc", True), ("|tis. Kc||", False)),
        *(("|||of which", False), ("|||Total", False), ("|||2019", False)),
        *(("|||" + "t" * 40, True), ("|||" + "t" * 41, False)),
    ],
)
def test_a_corner_is_over_one_of_the_last_two_columns_short_and_no_heading(line, is_so):
    assert judged(is_unit_line, line + BODY) is is_so


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(("\uff08\u4e07\u4eba\uff09", True), ("(in thousand persons, all)", True)),
        *(("(all the thousand persons in Osh", False), ("in thousand persons of Osh)", False)),
        *(("[in thousand persons, all]", False), ("thousand, persons", True)),
    ],
)
def test_a_unit_in_brackets_is_closed_on_both_sides(text, unit):
    assert is_unit(text) is unit
