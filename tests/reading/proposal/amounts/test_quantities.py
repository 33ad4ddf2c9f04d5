"""Numbers in words are known as such; where a sheet has no others they stand for numbers."""

import pytest

from builders import sheet_of
from exchange_stats.reading.proposal.amounts import is_quantity, with_quantities
from exchange_stats.reading.proposal.grid import NUMBER, grid_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("около 4 000", True),
        ("более 17 000 чел.", True),
        ("от 4 000 до 4 200", True),
        ("не менее 500", True),
        ("450 и более", True),
        ("≈ 1200", True),
        ("4000左右", True),
        ("20–25", True),
        ("more than half", False),
        ("до 2020 г.", False),
        ("Grade 5", False),
        ("на 1 октября 2021 г.", False),
        ("455", False),
    ],
)
def test_a_bound_or_a_span_is_a_number_in_words(text, told):
    assert is_quantity(text) == told


def test_a_sheet_without_numbers_has_its_numbers_in_words():
    drawing = "Country|Guess|By\nChina|about 400|us\nIndia|<5|us"
    told = with_quantities(grid_of(sheet_of(drawing)))
    assert [*map(tuple, (told.kinds == NUMBER).nonzero())] == [(1, 2), (1, 1)]


def test_a_sheet_with_numbers_or_without_words_stays_as_it_is():
    for drawing in ("x|n|m\na|about 400|5\nb|<5|7", "x|by\na|about 400", "x|by\na|us"):
        grid = grid_of(sheet_of(drawing))
        assert with_quantities(grid) is grid
