"""Labels fill the cells that they leave empty: downwards, upwards or not at all."""

from builders import sheet_of
from exchange_stats.reading.proposal.areas import areas_of
from exchange_stats.reading.proposal.fills import fills_of
from exchange_stats.reading.proposal.grid import grid_of
from exchange_stats.reading.proposal.headings import header_of
from exchange_stats.reading.proposal.label_columns import columns_of
from exchange_stats.reading.proposal.row_roles import rows_of


def fills(drawing):
    grid = grid_of(sheet_of(drawing))
    area = areas_of(grid)[0]
    header = header_of(grid, area)
    columns = columns_of(grid, area, header)
    return fills_of(grid, columns, list(rows_of(grid, area, header, columns).body))


def test_a_label_on_the_first_of_its_rows_fills_down():
    assert fills("y|m|n\na|Jan|5\n|Feb|6\nb|Jan|7\n|Feb|8") == (frozenset({0}), frozenset())


def test_a_label_on_the_last_row_of_its_group_fills_up():
    drawing = "y|m|n\n|Jan|5\n|Feb|6\na total||11\n|Jan|7\n|Feb|8\nb total||15"
    assert fills(drawing) == (frozenset(), frozenset({0}))


def test_a_label_that_is_written_out_again_and_again_does_not_fill():
    drawing = "r|c|n\nAsia|a|5\nAsia|b|6\n|c|7\nAfrica|d|8\nAfrica|e|9"
    assert fills(drawing) == (frozenset(), frozenset())


def test_a_code_does_not_fill_the_row_of_the_total():
    assert fills("c|f|n\n'510|a|5\n'520|b|6\n'550|c|7\n|Total|18") == (frozenset(), frozenset())


def test_a_label_that_stands_in_the_middle_of_its_rows_fills_neither_way():
    drawing = "y|m|n\n|Jan|5\na|Feb|6\n|Mar|7\n|Jan|7\nb|Feb|8\n|Mar|9"
    assert fills(drawing) == (frozenset(), frozenset())
