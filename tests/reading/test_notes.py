"""One line below a table can be a note, a legend, or both."""

from builders import sheet_of
from exchange_stats.reading.notes import legend_of, notes_of, table_notes
from exchange_stats.reading.proposal.draft import propose_layouts


def test_a_line_is_read_as_a_note_and_as_a_legend():
    sheet = sheet_of("x|n|m\na|5|7*\nb|-|8\n* provisional; - none")
    layout = propose_layouts(sheet)[0].layout
    assert table_notes(sheet, layout) == {"*": "provisional; - none"}
    assert notes_of(sheet, layout).tolist()[0] == ["", "provisional; - none"]
    assert {sign: means.said for sign, means in legend_of(sheet, layout).items()} == {
        "*": "* provisional",
        "-": "- none",
    }
