"""A return of next year is read by the layout of this one, or told what has changed in it."""

import pytest

from builders import write_workbook
from exchange_stats import pipeline
from exchange_stats.evidence import harmonise
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading import sources
from exchange_stats.reading.returns import register_returns
from exchange_stats.received.acceptance import Terms, accept
from exchange_stats.received.inspection import inspect

ROWS = [
    ["Students by country"],
    ["Year: 2024/25"],
    ["Country", "All", "of which", None],
    [None, None, "degree", "language"],
    ["Kyrgyzstan", 10, 4, 6],
    ["Kazakhstan", 12, 6, 6],
]
MERGES = ("A3:A4", "B3:B4", "C3:D3")
NEXT = [ROWS[0], ["Year: 2025/26"], *ROWS[2:4], ["Kyrgyzstan", 11, 5, 6], ["Mongolia", 9, 2, 7]]


@pytest.fixture
def folder(small):
    """Return the folder of returns with one that was accepted and registered."""
    folder = small.root / "data" / "raw" / "returns"
    folder.mkdir()
    path = write_workbook(folder / "2024.xlsx", {"s": ROWS}, merges=MERGES)
    terms = Terms("returned_2024", "ministry", "maintainers", "2026-11-24")
    accepted = accept(inspect(path), terms, small.root)
    assert accepted.to_do == accepted.labels == ()
    known = (small.facts / "sources.toml").read_text("utf-8")
    small.put("sources.toml", "\n".join([known, *accepted.lines, ""]))
    return folder


def registered(small):
    return {book.id: book for book in pipeline.registered_workbooks(small.root)}


def test_an_accepted_return_is_read_by_its_layout(small, folder):
    books = registered(small)
    assert set(books) == {"ministry_2018", "return:2024.xlsx"}
    book = books["return:2024.xlsx"]
    assert (book.layout, book.source, book.kind) == ("returned_2024", "ministry", "returns")
    _, cells = pipeline.read_registered(small.root, book)
    assert list(cells["value"]) == ["10", "4", "6", "12", "6", "6"]
    assert set(cells["period_label"]) == {"Year: 2024/25"}


def test_next_year_with_other_numbers_and_countries_follows_it(small, folder):
    write_workbook(folder / "2025.xlsx", {"s": NEXT}, merges=MERGES)
    book = registered(small)["return:2025.xlsx"]
    assert book.layout == "returned_2024"
    _, cells = pipeline.read_registered(small.root, book)
    assert list(cells["origin_label"].unique()) == ["Kyrgyzstan", "Mongolia"]
    assert set(cells["period_label"]) == {"Year: 2025/26"}
    pipeline.derive_tables(small.root)


@pytest.mark.parametrize(
    ("rows", "how", "told"),
    [
        ([["A line"], *NEXT], {"merges": ("A4:A5", "B4:B5", "C4:D4")}, "header moved: s!A4: the"),
        ([[*row, n] for n, row in enumerate(NEXT)], {"merges": MERGES}, "column appeared: s!E4"),
        (NEXT, {"merges": MERGES, "hidden_rows": [6]}, "row hidden: s!A6: row 6 is hidden"),
    ],
)
def test_next_year_laid_out_otherwise_is_refused_with_every_change(small, folder, rows, how, told):
    write_workbook(folder / "2025.xlsx", {"s": rows}, **how)
    with pytest.raises(LayoutError, match=r"2025.xlsx: differs from data/raw/returns/2024") as why:
        pipeline.registered_workbooks(small.root)
    assert told in str(why.value)
    assert "--accept --as ID --source ministry" in str(why.value)


def test_an_anchor_over_other_headings_makes_no_likeness(small, folder):
    rows = [["Students by country"], ["Institution", "2024/25"], ["Somewhere", 3], ["Elsewhere", 4]]
    write_workbook(folder / "other.xlsx", {"s": rows})
    with pytest.raises(LayoutError, match="follows none of the return forms"):
        pipeline.registered_workbooks(small.root)


def test_a_registered_return_that_is_not_there_is_no_part_of_the_build(small, folder):
    (folder / "2024.xlsx").unlink()
    assert set(registered(small)) == {"ministry_2018"}


def test_without_the_workbook_of_the_layout_the_anchor_alone_decides(small, folder):
    forms = [book for book in sources.load_workbooks().values() if book.kind == "returns"]
    (folder / "2024.xlsx").unlink()
    write_workbook(folder / "2025.xlsx", {"s": NEXT}, merges=MERGES)
    (book,) = register_returns(small.root, forms, harmonise.label_codes)
    assert book.layout == "returned_2024"
    write_workbook(folder / "2025.xlsx", {"s": [["A line"], *NEXT]})
    with pytest.raises(LayoutError, match=r"A1 holds 'A line', expected the anchor"):
        register_returns(small.root, forms, harmonise.label_codes)
