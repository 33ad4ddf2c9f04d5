"""The dimensions of a proposed table are named as far as the words decide, and no further."""

import pytest

from builders import sheet_of
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.sources import load_sources
from exchange_stats.received.dimensions import find_dimensions


def found(drawing, source=""):
    sheet = sheet_of(drawing)
    return find_dimensions(sheet, propose_layouts(sheet)[0], load_sources().get(source))


def test_the_countries_of_a_source_of_one_host_are_those_of_origin():
    table = found("Students\nCountry|2017|2018\nKyrgyzstan|5|6\nKazakhstan|7|8", "unesco_uis")
    assert table.known == {"period": "header 2"}
    assert table.missing[0].startswith('origin = "A"  # if the students come from these countries')
    table = found("Students\nCountry|2017|2018\nKyrgyzstan|5|6\nMongolia|7|8", "moe_china_yearbook")
    assert table.known == {"origin": "A", "period": "header 2"}
    assert table.fixed == {"host": "CHN"}
    assert table.missing == []


@pytest.mark.parametrize(
    ("heading", "side", "other"),
    [("Citizenship", "origin", "host"), ("Destination", "host", "origin")],
)
def test_a_heading_can_say_which_countries_they_are(heading, side, other):
    table = found(f"Students\n{heading}|2017|2018\nKyrgyzstan|5|6\nKazakhstan|7|8")
    assert table.known[side] == "A"
    assert table.missing == [f'[table.fixed] {other} = "KGZ"  # the code of the {other} country']


def test_headings_and_sections_that_are_no_years_are_categories():
    table = found(
        "Students in 2018\nCountry|Total|Women\nDegree|<|<\nKyrgyzstan|5|2\nMongolia|7|3\n"
        "Language|<|<\nKyrgyzstan|6|1\nMongolia|8|4",
        "moe_china_yearbook",
    )
    assert table.known == {"origin": "A", "category": "section", "period": "A1"}
    assert table.missing == [
        "category = \"header 2\"  # or another dimension: 'Total', 'Women'; category is 'section' "
        "already"
    ]


def test_labels_that_the_dictionary_of_the_source_lacks_are_given_as_its_lines():
    table = found(
        "Students, 2018\nCountry|Total|Odd ones\nKyrgyzstan|5|2\nNowhere|7|3\nMongolia|1|1",
        "moe_china_yearbook",
    )
    assert table.labels == [
        "moe_china_yearbook,origin,Nowhere,,,proposed,,,",
        "moe_china_yearbook,category,Total,,,proposed,,,",
        "moe_china_yearbook,category,Odd ones,,,proposed,,,",
    ]


def test_a_table_without_a_year_asks_for_one():
    table = found("Country|Total|Women\nKyrgyzstan|5|2\nMongolia|7|3", "moe_china_yearbook")
    assert table.missing == [
        '[table.fixed] period = "2024/25"  # no year stands above the table: which one is it?'
    ]


def test_institutions_fields_and_years_down_the_side_are_told_apart():
    table = found(
        "Institution|Field of study|Year|n|m\nA|Law|2017|1|2\nA|Arts|2018|3|4\nB|Law|2018|5|6"
    )
    assert table.known == {
        **{"institution": "A", "field": "B", "period": "C"},
        **{"category": "header 1"},
    }


def test_headings_of_two_rows_without_years_are_one_category():
    table = found(
        "Students, 2018\nCountry|Total|of which|<\n^|^|women|men\nKyrgyzstan|5|2|3\nMongolia|7|3|4",
        "moe_china_yearbook",
    )
    assert table.known["category"] == "header"
    assert "moe_china_yearbook,category,of which / women,,,proposed,,," in table.labels


def test_admitted_students_are_not_taken_for_enrolled_ones():
    rows = "Country|2017|2018\nKyrgyzstan|5|6\nMongolia|7|8"
    assert found(f"Students admitted\n{rows}").fixed == {"measure": "new_entrants"}
    both = found(f"Students enrolled and admitted\n{rows}")
    assert 'measure = "new_entrants"  # or "enrolled"' in both.missing[-1]
    assert found(f"Students enrolled\n{rows}").fixed == {}
