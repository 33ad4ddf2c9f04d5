"""In a declared table a sign means what its workbook says, and else what its source holds."""

import pytest

from builders import write_workbook
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.reading.declared import read_declared
from exchange_stats.reading.workbook import read_workbook

ROWS = [["Students"], ["Country", "2017", "2018"], ["Osh", 5, "\u2013"], ["Naryn", "\u2026", 0]]
TABLE = {
    **{"id": "t", "sheet": "data", "anchor": {"cell": "A1", "text": "Students"}, "header": "2"},
    **{"labels": "A", "values": "B:C", "body": "3:4"},
}
POLICY = {"\u2013": "O", "\u2026": "O"}


def read(folder, *lines, policy=POLICY, rows=ROWS, sheets=(), **changed):
    path = write_workbook(
        folder / "w.xlsx", {"data": [*rows, *([line] for line in lines)], **dict(sheets)}
    )
    declared = {"table": [{**TABLE, **changed}]}
    cells = read_declared(read_workbook(path), "w", declared, policy).set_index("cell")
    return cells[["value", "status", "legend", "policy"]].agg(tuple, axis=1)


def test_without_a_legend_the_policy_of_the_source_decides(tmp_path):
    cells = read(tmp_path)
    assert cells["C3"] == cells["B4"] == ("", "O", "", "")
    assert cells["C4"] == ("0", "A", "", "")


def test_a_legend_wins_and_is_quoted_with_what_the_policy_holds(tmp_path):
    cells = read(tmp_path, "\u2013 none; \u2026 no data")
    assert cells["C3"] == ("0", "A", "\u2013 none", "O")
    assert cells["B4"] == ("", "O", "\u2026 no data", "")
    assert cells["B3"] == ("5", "A", "", "")


@pytest.mark.parametrize(
    ("line", "value", "status"),
    [
        ("0 = less than half the unit", "0", "N"),
        ("0 - no data", "", "O"),
        ("\u2026 none", "0", "A"),
    ],
)
def test_a_nought_means_what_the_legend_says(tmp_path, line, value, status):
    assert read(tmp_path, line)["C4"][:2] == (value, status)


def test_a_sign_that_only_the_legend_knows_is_read(tmp_path):
    with pytest.raises(ValueTextError, match="data!C3"):
        read(tmp_path, policy={"\u2026": "O"})
    assert read(tmp_path, "\u2013 none", policy={"\u2026": "O"})["C3"] == (
        "0",
        "A",
        "\u2013 none",
        "",
    )


def test_a_legend_is_sought_on_the_sheets_that_hold_no_table(tmp_path):
    notes = [("notes", [["Zero values are shown as \u2013"]])]
    assert read(tmp_path, sheets=notes)["C3"] == ("0", "A", "Zero values are shown as \u2013", "O")


def test_a_proposed_word_decides_nothing(tmp_path):
    assert read(tmp_path, "\u2013 \u043a\u0443\u043f\u0443\u044f")["C3"] == ("", "O", "", "")


def test_a_blank_and_a_mark_mean_what_the_legend_says(tmp_path):
    rows = [*ROWS[:2], ["Osh", "5*", None], ["Naryn", 6, 7]]
    cells = read(tmp_path, "* provisional; blank = not applicable", rows=rows)
    assert cells["B3"] == ("5", "P", "* provisional", "")
    assert cells["C3"] == ("", "M", "blank = not applicable", "")


def test_a_mark_beside_a_number_cannot_say_that_there_is_none(tmp_path):
    rows = [*ROWS[:2], ["Osh", "5*", 4], ["Naryn", 6, 7]]
    cells = read(tmp_path, "* suppressed", rows=rows, notes="5")
    assert cells["B3"] == ("5", "A", "", "")


FLAGGED = [["Students"], ["Country", "2017", "", "2018"], ["Osh", 5, "c", "7"], ["Naryn", 6, "", 8]]


def test_a_flag_beside_a_number_means_what_the_legend_or_the_policy_says(tmp_path):
    layout = {"values": "B, D", "flags": "C"}
    cells = read(tmp_path, policy={"c": "Q"}, rows=FLAGGED, **layout)
    assert (cells["B3"], cells["B4"], cells["D3"]) == (
        *(("", "Q", "", ""), ("6", "A", "", "")),
        ("7", "A", "", ""),
    )
    cells = read(tmp_path, "c = provisional", policy={}, rows=FLAGGED, **layout)
    assert cells["B3"][:3] == ("5", "P", "c = provisional")


def test_a_flag_that_nothing_explains_is_refused(tmp_path):
    with pytest.raises(ValueTextError, match="data!B3: the flag 'c' beside it, which neither"):
        read(tmp_path, policy={}, rows=FLAGGED, values="B, D", flags="C")
