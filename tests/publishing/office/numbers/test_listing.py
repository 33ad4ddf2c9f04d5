"""A figure as one table: units in the head, numbers typed, a mark where there is none."""

import pytest

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.numbers.listing import list_figure

FIGURES = figures.load_definitions()


def words(listing):
    return [[cell.words for cell in row] for row in listing.rows]


def test_the_unit_stands_in_the_head_and_a_gap_is_marked(tables):
    listing = list_figure(FIGURES["kyrgyz-students-in-china"], tables, "ru")
    assert listing.heading == ("Год", "Ежегодник министерства, человек", "заявления, человек")
    assert listing.numeric == (False, True, True)
    by_year = {row[0]: row[1:] for row in words(listing)}
    assert by_year["2010"] == ["1\u00a0441", "[x]"]
    assert by_year["2019"] == ["[x]", "[x]"]
    assert by_year["2025"] == ["[x]", "более 4\u00a0200"]
    assert listing.rows[-1][2].value == 4200


def test_the_head_of_a_chinese_table_holds_the_unit_in_brackets(tables):
    listing = list_figure(FIGURES["growth-by-year"], tables, "zh")
    assert listing.heading[1].endswith("（%）")


def test_panels_of_the_same_lines_stand_one_below_another(tables):
    listing = list_figure(FIGURES["five-countries-degree"], tables, "en")
    assert listing.heading == ("Item", "Year", "All students, persons", "Degree students, persons")
    assert len(listing.rows) == 5 * 9
    assert words(listing)[0] == ["Kazakhstan", "2010", "7,874", "2,897"]


def test_a_fan_is_listed_with_its_bounds_and_without_what_was_refused(tables):
    listing = list_figure(FIGURES["fan-2027-kyrgyz"], tables, "en")
    assert listing.heading == ("Date", "What", "Number, persons")
    assert words(listing)[-1] == ["2027", "ASSUMPTION, as last stated", "4,201\u20134,299"]
    assert all(row[2].value is not None for row in listing.rows)


def test_a_date_is_no_more_precise_than_it_is_known(tables):
    listing = list_figure(FIGURES["cooperation-events"], tables, "en")
    dates = {row[1]: row[0] for row in words(listing)}
    assert dates["SCO agreement on education"].split() == ["15", "June", "2006"]
    assert dates["Confucius Institute at Kyrgyz National University"] == "2008"


def test_promises_are_listed_with_number_unit_and_state(tables):
    listing = list_figure(FIGURES["commitments-2027"], tables, "en")
    internships = words(listing)[0]
    assert internships[0] == "2027"
    assert internships[2:] == ["10 persons", "Pledged"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_figure_has_a_table_without_an_empty_cell(tables, language):
    for one in FIGURES.values():
        listing = list_figure(one, tables, language)
        assert listing.rows
        assert {len(row) for row in listing.rows} == {len(listing.heading)}
        assert all(all(row) for row in words(listing))
