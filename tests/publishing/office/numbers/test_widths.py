"""Columns of a table in print are no wider than the page, and break no word that finds room."""

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.numbers.listing import Cell, Listing, list_figure
from exchange_stats.publishing.office.numbers.widths import least_widths, widths_of

WIDTH, SIZE = 453.5, 9.0


def table(*rows):
    cells = tuple((Cell(name), Cell(number, 1.0)) for name, number in rows)
    return Listing(("what", "n"), (False, True), cells)


def test_the_table_of_no_figure_is_wider_than_the_page_or_breaks_a_word(tables):
    for one in figures.load_definitions().values():
        listing = list_figure(one, tables, "ru")
        widths = widths_of(listing, WIDTH, SIZE)
        assert sum(widths) <= WIDTH + 1, one.id
        least = least_widths(listing, SIZE)
        assert all(a >= b - 0.1 for a, b in zip(widths, least, strict=True)), one.id


def test_a_word_longer_than_the_page_makes_no_column_wider_than_the_page():
    assert sum(widths_of(table(("w" * 300, "1")), WIDTH, SIZE)) <= WIDTH + 1


def test_names_that_find_room_stand_on_one_line_and_long_ones_on_several():
    short, number = widths_of(table(("two words", "1")), WIDTH, SIZE)
    assert short >= sum(least_widths(table(("two words", "1")), SIZE)[:1])
    assert number == 120.0
    long, _ = widths_of(table(("word " * 40, "1")), WIDTH, SIZE)
    assert 0.6 * WIDTH - 1 <= long < WIDTH - 50


def test_larger_words_need_wider_columns():
    listing = table(("name", "1,234"))
    assert least_widths(listing, 18.0)[0] > 1.9 * least_widths(listing, 9.0)[0]
