"""A workbook of next year is compared with the layout of this one, and told in words."""

import pytest

from builders import write_workbook
from drifted import LAYOUT, OTHER, TABLE, moved_merges, with_cell, with_column
from drifted import MERGES as OLD_MERGES
from drifted import ROWS as OLD_ROWS
from exchange_stats import pipeline
from exchange_stats.__main__ import main
from exchange_stats.ground.errors import ExchangeStatsError, LayoutError, RawFileError
from exchange_stats.reading.declared.written import table_text
from exchange_stats.received.comparison import compare, drift_text
from small_project import LABELS, ROWS

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


COPIES = {
    "column added": (
        {"rows": with_column(5, [None, "short", 1, 1, 1, 1])},
        "column appeared: data!F4: column F 'short' appeared beside E 'of which / language'",
        "data!F5:F8: numbers under 'short' beside table 'students', a column that it does not have",
    ),
    "header moved": (
        {"rows": [OLD_ROWS[0], ["a line"], *OLD_ROWS[1:]], "merges": moved_merges(1)},
        "header moved: data!A4: the header moved 1 row down, from row 3",
        "data!E2 holds '', expected the unit 'persons'; it stands in E3",
    ),
    "label renamed": (
        {"rows": with_cell("A5", "Kyrgystan")},
        "label renamed: data!A5: the label 'Kyrgyzstan' became 'Kyrgystan' (not in facts/labels",
        "C5: origin 'Kyrgystan' is not in the labels of ministry; spelt alike, for review: 'kyrgyz",
    ),
    "unit changed": (
        {"rows": with_cell("E2", "thousand persons")},
        "unit changed: data!E2: the unit 'persons' became 'thousand persons'",
        "data!E2 holds 'thousand persons', expected the unit 'persons'",
    ),
    "total hidden": (
        {"rows": OLD_ROWS, "hidden_rows": [8]},
        "total hidden: data!A8: the total 'Total / 2018' of row 8 is hidden",
        "data!A8: the total 'Total / 2018' of table 'students' is hidden",
    ),
    "table added": (
        {"rows": [*OLD_ROWS, *OTHER]},
        "table added: data!A13: a table of 2 rows was added at A13:C15",
        "data!B13:C15: numbers that no table of the layout has",
    ),
}


@pytest.fixture
def declared(small):
    """Return the small project with one workbook of countries, whose total is not wanted."""
    fixed = {"fixed": {"host": "CHN"}}
    small.put("layouts/ministry_2018.toml", table_text({**TABLE, **fixed}))
    small.label(*LABELS, "ministry,origin,Total,en,-")
    write_workbook(small.raw, {"data": OLD_ROWS}, merges=OLD_MERGES)
    small.register()
    assert LAYOUT["table"] == [TABLE]
    return small


@pytest.mark.parametrize("name", COPIES)
def test_each_of_six_changed_copies_is_named_by_the_command_and_by_the_build(
    name, declared, tmp_path, capsys
):
    how, told, refused = COPIES[name]
    how = {"merges": OLD_MERGES, **how}
    rows = how.pop("rows")
    copy = write_workbook(tmp_path / "next.xlsx", {"data": rows}, **how)
    assert pipeline.derive_tables(declared.root)[0]["observations"].shape[0] == 9
    asked = ["--layout", "ministry_2018", "--project", str(declared.root)]
    assert main(["inspect", str(copy), *asked]) == 1
    assert told in capsys.readouterr().out
    declared.raw.write_bytes(copy.read_bytes())
    declared.register()
    with pytest.raises(ExchangeStatsError) as why:
        pipeline.derive_tables(declared.root)
    assert refused in str(why.value)
