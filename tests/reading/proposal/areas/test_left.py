"""Numbers that no table has are named; numbers of lines and of columns are none of them."""

from builders import sheet_of
from exchange_stats.reading.proposal.draft import draft_of
from exchange_stats.reading.workbook import cell_name


def left(drawing):
    return [cell_name(*place) for place in draft_of(sheet_of(drawing), lists=True)[1]]


def test_all_numbers_of_a_plain_table_are_read():
    assert left("x|code|n|m\nA|B|1|2\na|7|5|7\nb|8|6|8\nx|code|n|m\nc|9|6|8") == []


def test_a_column_without_a_heading_and_a_lone_number_are_left():
    drawing = "x|n|m||\na|5|7||1\nb|6|8||1" + 12 * "\n" + "all in all|||455"
    assert left(drawing) == ["E2", "E3", "D15"]


def test_numbers_among_remarks_are_left():
    assert left(
        "x|n|remark\na|5|late\nb|6|12\nc|7|late\nd|8|late\ne|9|late\nf|5|late\ng|5|late"
    ) == ["C3"]


def test_the_number_of_a_table_or_of_a_note_is_none():
    assert left("5.2|Students\nx|n|m\na|5|7\nb|6|8\n\n1|with branches\n2|without") == []
    assert left("5\nStudents\nx|n|m\na|5|7\nb|6|8") == []


def test_the_numbers_of_a_list_of_names_count_it():
    assert left("Names\n1|Osh\n2|Naryn\n3|Talas") == []
    assert left("No|Name|Code\n1|Osh|021\n2|Naryn|022\n3|Talas|023") == []


def test_a_number_under_a_sheet_without_tables_is_left():
    assert left("Indicator||2023\n\nStudents||455") == ["C3"]
