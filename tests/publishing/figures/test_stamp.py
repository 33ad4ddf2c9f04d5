"""A stamp says which figure a piece shows, and its seal breaks when the piece is changed."""

import pytest

from exchange_stats.publishing.figures import stamp

LINE = "exchange_stats \u00b7 two-flows \u00b7 v1.2 \u00b7 data 3f9a1c"


def test_a_stamp_is_found_in_a_text_with_and_without_its_seal():
    closed = stamp.close_stamp(LINE, "ru", "0123456789ab")
    found = stamp.find_stamps(f"Words, {LINE}; {closed}. {closed}")
    plain = stamp.Stamp("two-flows", "1.2", "3f9a1c")
    assert found == [plain, stamp.Stamp("two-flows", "1.2", "3f9a1c", "ru", "0123456789ab")]
    assert stamp.find_stamps("exchange_stats and nothing else") == []


def test_a_stamp_of_two_languages_is_found_and_so_is_an_id_that_keeps_together():
    closed = stamp.close_stamp(LINE.replace(" ", "\u00a0"), "ky-zh", "0123456789ab")
    assert stamp.find_stamps(closed)[0].language == "ky-zh"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be"])
def test_the_seal_of_a_file_breaks_when_a_byte_of_it_changes(encoding):
    content = f"before {stamp.open_stamp(LINE, 'ru')} after".encode(encoding)
    made = stamp.seal_file(content, encoding)
    (found,) = stamp.find_stamps(made.decode(encoding))
    assert found.seal != "0" * 12
    assert stamp.is_sealed(made, found.seal, encoding)
    assert not stamp.is_sealed(made + b"!", found.seal, encoding)


def test_the_seal_of_numbers_is_that_of_what_is_shown_not_of_how_it_is_written():
    whole = stamp.seal_of_numbers(["2017", "2018"], [("Students", [4031, None])])
    assert stamp.seal_of_numbers(("2017", "2018"), [("Students", ("4031.0", None))]) == whole
    assert stamp.seal_of_numbers(["2017", "2018"], [("Students", [4031, 0])]) != whole
    assert stamp.seal_of_numbers(["2017", "2019"], [("Students", [4031, None])]) != whole
