"""The suspect is the one cell whose change repairs most; where none stands out, none is named."""

import pytest

from exchange_stats.evidence.totals.sums import Sum
from exchange_stats.evidence.totals.suspects import find_suspects, slip_rank


def cell(name, value):
    return {"workbook_id": "book", "sheet": "s", "cell": name, "value": str(value), "fact_id": ""}


def grid(lines, unit=0.0):
    """Return the sums of lines and columns whose first are totals."""
    cells = [
        [cell(f"{'BCDEFG'[to]}{at + 1}", value) for to, value in enumerate(line)]
        for at, line in enumerate(lines)
    ]
    down = [Sum("c", "rows", line[0], tuple(line[1:]), unit) for line in zip(*cells, strict=True)]
    along = [Sum("c", "columns", line[0], tuple(line[1:]), unit) for line in cells]
    return [*down, *along]


LINES = [[210, 100, 110], [130, 60, 70], [80, 40, 40]]


def named(sums):
    return {(one.cell["cell"], one.value, one.repairs) for one in find_suspects(sums).values()}


def with_slip(row, column, value):
    lines = [list(line) for line in LINES]
    lines[row][column] = value
    return grid(lines)


def test_sums_that_hold_have_no_suspect():
    assert find_suspects(grid(LINES)) == {}


@pytest.mark.parametrize(
    ("row", "column", "wrong", "name"),
    [(1, 1, 90, "C2"), (2, 2, 400, "D3"), (0, 0, 120, "B1"), (1, 0, 310, "B2"), (0, 2, 101, "D1")],
)
def test_a_slip_anywhere_in_a_table_with_both_totals_is_named(row, column, wrong, name):
    assert named(with_slip(row, column, wrong)) == {(name, LINES[row][column], 2)}


def test_both_failing_sums_speak_of_the_same_suspect():
    assert sorted(find_suspects(with_slip(1, 1, 90))) == [1, 4]


def test_two_slips_apart_are_two_suspects():
    lines = [[1110, 500, 610], [130, 60, 70], [80, 40, 40], [900, 400, 500]]
    lines[1][1], lines[3][2] = 90, 700
    assert named(grid(lines)) == {("C2", 60, 2), ("D4", 500, 2)}


def test_a_lone_sum_names_the_only_cell_that_a_slip_explains():
    total, parts = cell("B1", 4914), (cell("B2", 4200), cell("B3", 2514))
    assert named([Sum("c", "rows", total, parts)]) == {("B2", 2400, 1)}


def test_a_lone_sum_with_several_slips_or_none_names_nothing():
    for total, parts in ((4614, (2401, 2214)), (4614, (2317, 2214))):
        cells = tuple(cell(f"B{at}", value) for at, value in enumerate(parts, start=2))
        assert named([Sum("c", "rows", cell("B1", total), cells)]) == set()


def test_no_count_becomes_negative_and_a_cell_without_number_is_no_suspect():
    sums = [Sum("c", "rows", cell("B1", 5), (cell("B2", ""), cell("B3", 9)))]
    assert named(sums) in (set(), {("B3", 5.0, 1)}, {("B1", 9.0, 1)})
    assert all(one.value >= 0 and one.cell["value"] for one in find_suspects(sums).values())


def test_whole_numbers_stay_whole():
    assert all(float(value).is_integer() for _, value, _ in named(with_slip(1, 1, 90)))


@pytest.mark.parametrize(
    ("printed", "other", "rank"),
    [
        *[("4530", "4350", 2), ("4530", "4531", 2), ("4530", "453", 1), ("453", "4530", 1)],
        *[("4530", "4305", 0), ("4530", "5340", 0), ("5", "50", 0), ("12.5", "12.6", 2)],
    ],
)
def test_slips_of_the_pen_are_ranked(printed, other, rank):
    assert slip_rank(printed, other) == rank
