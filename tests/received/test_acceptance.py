"""A proposal that is accepted is read back by its layout file, cell by cell the same."""

import tomllib

import pytest

from builders import write_workbook
from exchange_stats import pipeline
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, LabelError, LayoutError
from exchange_stats.reading import sources
from exchange_stats.reading.declared import read_declared
from exchange_stats.reading.workbook import read_workbook
from exchange_stats.received import reader
from exchange_stats.received.acceptance import Terms, accept
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
    accepted = accept(inspect(book), Terms("new", "", "maintainers", "2026-11-24"), small.root)
    declared = tomllib.loads(accepted.path.read_text("utf-8"))
    assert accepted.path == small.facts / "layouts" / "new.toml"
    assert declared["confirmed_by"] == "maintainers"
    assert [table["anchor"]["text"] for table in declared["table"]] == [ROWS[0][0], OTHER[0][0]]
    assert declared["table"][0]["unit"] == {"cell": "E2", "text": "persons"}
    again = read_declared(read_workbook(book), "new", declared, {"\u2026": "O"})
    proposed = reader.read_file(book).cells
    assert again[SAME].to_numpy().tolist() == proposed[SAME].astype("str").to_numpy().tolist()
    assert accepted.to_do[0].startswith('facts/symbols.toml, [new]: "\u2026" = "O"  # or what else')


def test_the_lines_of_the_register_are_given_with_a_card_for_a_new_source(small, book):
    lines = accept(inspect(book), Terms("new"), small.root).lines
    register = tomllib.loads("\n".join(lines))
    assert register["workbook"]["new"]["layout"] == "new"
    assert register["workbook"]["new"]["path"] == "data/raw/b.xlsx"
    assert len(register["workbook"]["new"]["sha256"]) == 64
    card = register["source"]["new"]
    assert {"publisher", "population", "period_reading", "symbols", "tier"} <= set(card)
    assert sources.Source(**card, id="new").dictionary == "new"


def test_a_source_without_a_card_is_refused(small, book):
    with pytest.raises(FactError, match=r"--source 'nobody': no card .*, expected one of .*; corr"):
        accept(inspect(book), Terms("new", "nobody"), small.root)


def test_a_return_is_registered_as_one_of_its_source(small):
    folder = small.root / "data" / "raw" / "returns"
    folder.mkdir()
    path = write_workbook(folder / "r.xlsx", {"t": OTHER})
    lines = accept(inspect(path), Terms("r", "ministry"), small.root).lines
    register = tomllib.loads("\n".join(lines))
    assert register["workbook"]["r"]["kind"] == "returns"
    assert register["workbook"]["r"]["source"] == "ministry"
    assert "source" not in register


def test_a_layout_that_nobody_has_confirmed_is_not_used(small, book):
    accepted = accept(inspect(book), Terms("new"), small.root)
    declared = tomllib.loads(accepted.path.read_text("utf-8"))
    with pytest.raises(LayoutError, match="nobody has confirmed this layout"):
        read_declared(read_workbook(book), "new", declared, {"\u2026": "O"})


def test_what_keeps_it_from_being_read_is_told(small):
    rows = [["Country", "a", "b"], ["Osh", 1, None], ["Naryn", 3, 4], ["Talas", 5, 6]]
    path = write_workbook(small.root / "m.xlsx", {"s": rows}, merges=("B2:C2",))
    to_do = accept(inspect(path), Terms("new"), small.root).to_do[0]
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
        accept(inspect(book), Terms(layout_id, "", *signed), small.root)


def add(small, name, *lines):
    text = (small.facts / name).read_text("utf-8")
    small.put(name, "\n".join([text.rstrip("\n"), *lines, ""]))


NEXT = [
    ["Students by country"],
    ["persons"],
    ["No.", "Country", "Year", "All", "of which", None],
    [None, None, None, None, "degree", "short"],
    [1, "Kyrgyzstan", 2019, 10, 4, 6],
    [2, None, 2020, 12, 6, 6],
    [3, "Kazakhstan", 2019, 33, "\u2026", "\u2026"],
    [4, None, 2020, 35, 20, 15],
]


def test_the_build_reads_an_accepted_workbook_once_its_lines_are_added(small, tmp_path):
    """Nothing but what was printed is added: the register, the codes of one new label."""
    merges = ("D3:D4", "E3:F3")
    path = write_workbook(small.raw.with_name("next.xlsx"), {"s": NEXT}, merges=merges)
    terms = Terms("ministry_2020", "ministry", "maintainers", "2026-11-24")
    accepted = accept(inspect(path), terms, small.root)
    assert accepted.to_do == ()
    register = [line.replace('edition = ""', 'edition = "2020"') for line in accepted.lines]
    add(small, "sources.toml", *register)
    with pytest.raises(LabelError, match="category 'of which / short' is not in the labels"):
        pipeline.derive_tables(small.root)
    (label,) = accepted.labels
    coded = label.replace(
        ",,,proposed,,", ",en,programme=nondegree,confirmed,maintainers,2026-11-24"
    )
    later = small.copied(tmp_path / "later")
    add(later, "labels.csv", coded)
    with later.known():
        observed = pipeline.derive_tables(later.root)[0]["observations"]
    ours = observed[observed["workbook_id"] == "ministry_2020"]
    assert len(ours) == 12
    wanted = "origin == 'KGZ' and period == '2020' and programme == 'nondegree'"
    assert list(ours.query(wanted)["value"]) == ["6"]


def test_the_facts_of_the_package_are_not_written_to(small, book):
    with factbook.using(factbook.PACKAGED), pytest.raises(FactError, match="copy them and name"):
        accept(inspect(book), Terms("new"), small.root)
    assert not (factbook.PACKAGED / "layouts" / "new.toml").exists()
