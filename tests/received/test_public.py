"""What speaks of persons does not leave the workbook, and a note says where it stood."""

from pathlib import Path

from builders import sheet_of
from exchange_stats.reading.workbook import Workbook
from exchange_stats.received.public import without_persons

COUNTS = "School|Students|Phone\nOsh|5|312612345\nNaryn|6|312612346"


def test_a_sheet_of_persons_and_columns_of_telephones_are_gone_and_told():
    persons = sheet_of("Passport No|Score\nAN1234567|5\nAN7654321|4")
    book = Workbook(Path("a.xlsx"), "xlsx", (sheet_of(COUNTS), persons))
    public = without_persons(book)
    assert [sheet.values for sheet in public.sheets] == [
        [["School", "Students", None], ["Osh", 5.0, None], ["Naryn", 6.0, None]]
    ]
    assert [note.code for note in public.notes] == ["W_CONTACTS", "W_PERSONS"]


def test_a_workbook_of_counts_is_left_as_it_is():
    book = Workbook(Path("a.xlsx"), "xlsx", (sheet_of("School|Students\nOsh|5\nNaryn|6"),))
    assert without_persons(book) == book
