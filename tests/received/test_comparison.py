"""A workbook of next year is compared with the layout of this one, and told in words."""

import pytest

from builders import write_workbook
from exchange_stats.ground.errors import LayoutError, RawFileError
from exchange_stats.received.comparison import compare, drift_text
from small_project import ROWS

MERGES = ("C3:C4", "D3:E3")
NEXT = [*ROWS[:4], ["Kyrgyz Republic", 2017, 10, 4, 6], *ROWS[5:]]


def test_an_unchanged_copy_lies_as_the_layout_says(small, tmp_path):
    copy = write_workbook(tmp_path / "copy.xlsx", {"table 1": ROWS}, merges=MERGES)
    drifts = compare(copy, "ministry_2018", small.root)
    assert drift_text(copy, "ministry_2018", drifts) == (
        "copy.xlsx lies as the layout ministry_2018 says."
    )


def test_a_change_is_told_with_its_cell_and_the_patch(small, tmp_path):
    rows = [["A line"], *NEXT]
    path = write_workbook(tmp_path / "next.xlsx", {"table 1": rows}, merges=("C4:C5", "D4:E4"))
    drifts = compare(path, "ministry_2018", small.root)
    lines = drift_text(path, "ministry_2018", drifts).splitlines()
    assert lines[:4] == [
        "next.xlsx differs from the layout ministry_2018 in 2 points:",
        "table 'students'",
        "  header moved: table 1!A4: the header moved 1 row down, from row 3",
        "  label renamed: table 1!A6: the label 'Kyrgyzstan' became 'Kyrgyz Republic' "
        "(facts/labels.csv knows it)",
    ]
    assert lines[4] == "Proposed for facts/layouts/ministry_2018.toml, applied by nobody:"
    assert '    header = "4:5"  # was header = "3:4"' in lines


def test_the_workbook_of_the_layout_must_be_there_as_registered(small, tmp_path):
    other = write_workbook(tmp_path / "next.xlsx", {"table 1": NEXT}, merges=MERGES)
    with pytest.raises(LayoutError, match=r"layout 'x': .* expected one of ministry_2018"):
        compare(other, "x", small.root)
    small.raw.write_bytes(other.read_bytes())
    with pytest.raises(RawFileError, match="changed since they were registered"):
        compare(other, "ministry_2018", small.root)
    small.raw.unlink()
    with pytest.raises(RawFileError, match="no such file, expected the workbook on which the lay"):
        compare(other, "ministry_2018", small.root)


def test_a_change_is_told_in_russian(small, tmp_path):
    path = write_workbook(tmp_path / "next.xlsx", {"table 1": NEXT}, merges=MERGES)
    drifts = compare(path, "ministry_2018", small.root)
    assert drift_text(path, "ministry_2018", drifts, "ru").splitlines() == [
        "next.xlsx отличается от описания ministry_2018, отличий: 1",
        "таблица 'students'",
        "  подпись изменена: table 1!A5: подпись 'Kyrgyzstan' теперь 'Kyrgyz Republic' "
        "(есть в facts/labels.csv)",
    ]
