"""The second reader is heard where the first stops, counts other cells or garbles letters."""

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.second import choice
from exchange_stats.reading.workbook.second.choice import First, read_twice
from exchange_stats.reading.workbook.sheets import Look, Sheet


def told(monkeypatch, sheets, second, filled=None, *, beside=True):
    monkeypatch.setitem(choice.READERS, "xls", second)
    known = {"s": SheetLooks(filled=filled)} if beside else {}
    found, notes = read_twice("xls", b"", First(sheets, known))
    return found, [note.told("en") for note in notes]


def gives(values, looks=None):
    return lambda content, beside: [Sheet("s", values, looks or {})]


def stops(content, beside):
    raise ValueError


def test_a_reading_that_counts_what_the_bytes_tell_is_taken_alone(monkeypatch):
    sheets = (Sheet("s", [[1.0]]),)
    assert told(monkeypatch, sheets, stops, 1) == (sheets, [])


def test_another_count_lets_the_nearer_reader_decide_and_names_the_first_cell(monkeypatch):
    found, notes = told(monkeypatch, (Sheet("s", [[1.0]]),), gives([[1.0, 2.0]]), 2)
    assert found[0].values == [[1.0, 2.0]]
    assert notes == [
        "W_READERS_DIFFER: two readers differ in 1 cells, first s!B1; open in Excel and save"
    ]


def test_where_the_first_stops_the_second_reads_and_says_so(monkeypatch):
    found, notes = told(monkeypatch, None, gives([[2.0]]))
    assert found[0].values == [[2.0]]
    assert notes[0].startswith("W_SECOND_READER: read by the second reader (the first one stopped)")
    with pytest.raises(InputError, match=r"^E_CORRUPT: "):
        told(monkeypatch, None, stops)


def test_letters_of_no_language_give_way_to_those_of_the_second_reader(monkeypatch):
    garbled = Sheet("s", [["\xd1\xf2\xf0\xe0\xed\xe0"]])
    found, notes = told(monkeypatch, (garbled,), gives([["\u0421\u0442\u0440\u0430\u043d\u0430"]]))
    assert found[0].values == [["\u0421\u0442\u0440\u0430\u043d\u0430"]]
    assert "letters of no language" in notes[0]


def test_letters_cut_into_two_bytes_give_way_to_those_of_the_second_reader(monkeypatch):
    found, notes = told(monkeypatch, (Sheet("s", [["H\0i\0"]]),), gives([["Hi"]]))
    assert found[0].values == [["Hi"]]
    assert "letters of no language" in notes[0]


def test_error_cells_of_records_that_cannot_be_followed_come_from_the_second(monkeypatch):
    looks = {(0, 1): Look(error="#REF!")}
    found, notes = told(
        monkeypatch, (Sheet("s", [[1.0]]),), gives([[1.0, None]], looks), beside=False
    )
    assert (found[0].looks, notes) == (looks, [])
    _, notes = told(monkeypatch, (Sheet("s", [[1.0]]),), stops, beside=False)
    assert notes[0].startswith("W_CONTAINER: an unusual container (records that cannot be followed")


def test_a_sheet_too_large_to_be_read_twice_is_told_by_its_count(monkeypatch):
    two, three = [[1.0, 2.0]], [[1.0, 2.0, 3.0]]
    with asking({"limits": {"second_cells": 2}}):
        assert told(monkeypatch, (Sheet("s", two),), gives(three), 3)[0][0].values == three
    with asking({"limits": {"second_cells": 1}}):
        found, notes = told(monkeypatch, (Sheet("s", two),), gives(three), 3)
    assert found[0].values == two
    assert notes == [
        "W_READERS_DIFFER: two readers differ in 1 cells, first s; open in Excel and save"
    ]


def test_where_nobody_counts_the_reading_with_fewer_cells_is_taken(monkeypatch):
    garbled = Sheet("s", [["\xd1\xf2\xf0\xe0", "\xd1\xf2\xf0\xe0", None]])
    found, _ = told(monkeypatch, (garbled,), gives([["\xd1\xf2\xf0\xe0", "\xd1\xf2\xf0\xe0", 1.0]]))
    assert found[0].values == garbled.values


def test_a_sheet_that_only_our_own_reader_finds_is_added():
    own = [Sheet("a", [[1.0]]), Sheet("b", [[2.0]])]
    found, notes = read_twice("ods", b"", First(tuple(own[:1]), {}, own))
    assert ([sheet.name for sheet in found], notes) == (["a", "b"], [])
    assert read_twice("ods", b"", First(tuple(own), {}, own)) == (tuple(own), [])


def test_where_the_first_stops_our_own_reading_is_taken_if_there_is_one():
    own = [Sheet("a", [[1.0]])]
    found, notes = read_twice("ods", b"", First(None, {}, own))
    assert (found, [note.code for note in notes]) == (tuple(own), ["W_SECOND_READER"])
    with pytest.raises(InputError, match=r"^E_CORRUPT: damaged \(the reader stopped\)"):
        read_twice("ods", b"", First(None, {}, []))


def test_of_a_sheet_that_we_read_whole_the_filled_cells_are_counted():
    own = [Sheet("a", [[1.0]], {}), Sheet("b", [[1.0, None, 2.0]], {})]
    first = First(None, {"c": SheetLooks(filled=7)}, own)
    assert [first.told(Sheet(name, [], {})) for name in ("a", "b", "c", "d")] == [1, 2, 7, None]


@pytest.mark.parametrize("error", [InputError("E_DTD: x"), MemoryError(), NameError()])
def test_a_refusal_and_a_defect_of_ours_are_not_taken_for_a_damaged_file(monkeypatch, error):
    def refuses(content, beside):
        raise error

    with pytest.raises(type(error)):
        told(monkeypatch, None, refuses)
