"""A proposal that is accepted is read back by its layout file, cell by cell the same."""

import tomllib

import pytest

from builders import write_workbook
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, LayoutError
from exchange_stats.reading.declared import read_declared
from exchange_stats.reading.workbook import read_workbook
from exchange_stats.received import reader
from exchange_stats.received.acceptance import accept
from exchange_stats.received.inspection import inspect

ROWS = [
    ["Students by country"],
    [None, None, None, None, "persons"],
    ["Country", "Kind", "All", "of which", None],
    [None, None, None, "women", "men"],
    ["Osh", "state", 9, 4, "5"],
    [None, "private", 7, "\u2026", "1,5"],
    ["Total", None, 16, 4, 6.5],
]
OTHER = [
    ["Fields of study"],
    ["Field", "2019", "2020"],
    ["Law", 1, 2],
    ["Arts", 3, 4],
]
SAME = ["cell", "row_label", "column_label", "value", "role"]


@pytest.fixture
def book(small):
    return write_workbook(
        small.root / "data" / "raw" / "b.xlsx", {"s": ROWS, "t": OTHER}, merges=("D3:E3",)
    )


def test_the_file_reads_what_was_proposed(small, book):
    accepted = accept(inspect(book), "new", small.root, "maintainers", "2026-11-24")
    declared = tomllib.loads(accepted.path.read_text("utf-8"))
    assert accepted.path == small.facts / "layouts" / "new.toml"
    assert declared["confirmed_by"] == "maintainers"
    assert [table["anchor"]["text"] for table in declared["table"]] == [ROWS[0][0], OTHER[0][0]]
    assert declared["table"][0]["unit"] == {"cell": "E2", "text": "persons"}
    again = read_declared(read_workbook(book), "new", declared, {"\u2026": "O"})
    proposed = reader.read_file(book).cells
    assert again[SAME].to_numpy().tolist() == proposed[SAME].astype("str").to_numpy().tolist()
    assert accepted.to_do[0] == "give these signs their meaning in facts/symbols.toml: \u2026"
    assert len(accepted.to_do) == 2


def test_the_lines_of_the_register_are_given(small, book):
    lines = accept(inspect(book), "new", small.root).lines
    assert lines[0] == "[workbook.new]"
    assert 'path = "data/raw/b.xlsx"' in lines
    assert any(line.startswith('sha256 = "') for line in lines)
    assert tomllib.loads("\n".join(lines))["workbook"]["new"]["layout"] == "new"


def test_a_layout_that_nobody_has_confirmed_is_not_used(small, book):
    accepted = accept(inspect(book), "new", small.root)
    declared = tomllib.loads(accepted.path.read_text("utf-8"))
    with pytest.raises(LayoutError, match="nobody has confirmed this layout"):
        read_declared(read_workbook(book), "new", declared, {"\u2026": "O"})


def test_what_keeps_it_from_being_read_is_told(small):
    rows = [["Country", "a", "b"], ["Osh", 1, None], ["Naryn", 3, 4], ["Talas", 5, 6]]
    path = write_workbook(small.root / "m.xlsx", {"s": rows}, merges=("B2:C2",))
    (to_do,) = accept(inspect(path), "new", small.root).to_do
    assert "s!B2:C2: merged cells among the numbers; say what they cover" in to_do


@pytest.mark.parametrize(
    ("layout_id", "signed", "found"),
    [
        ("", (), r"--as '': no id of a layout, expected small Latin letters"),
        ("../x", (), r"--as '\.\./x': no id"),
        ("ministry_2018", (), r"ministry_2018\.toml: is there already, .* not overwritten"),
        ("new", ("maintainers", "24.11.2026"), "--confirmed-on '24.11.2026': expected a day"),
        ("new", ('a"b', ""), "--confirmed-by 'a\"b': expected a role"),
    ],
)
def test_what_cannot_be_accepted_is_refused(small, book, layout_id, signed, found):
    with pytest.raises(FactError, match=found):
        accept(inspect(book), layout_id, small.root, *signed)


def test_the_facts_of_the_package_are_not_written_to(small, book):
    with factbook.using(factbook.PACKAGED), pytest.raises(FactError, match="copy them and name"):
        accept(inspect(book), "new", small.root)
    assert not (factbook.PACKAGED / "layouts" / "new.toml").exists()
