"""Earlier releases: what they tell, differencing, revisions, and one method a release."""

import csv

import pandas as pd
import pytest

from exchange_stats.disclosure.ledger import (
    COLUMNS,
    Release,
    Told,
    join_releases,
    load_releases,
    record_table,
    refuse_two_methods,
)
from exchange_stats.disclosure.policy import Policy
from exchange_stats.disclosure.protection import judge, protect
from exchange_stats.disclosure.tables import Table, cell_key
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DisclosureError, FactError
from table_builders import at, crossed, hidden_cells

REGIONS = "f m\nA: 2 18\nB: 19 14\nC: 10 12\nD: 14 11"
POLICY = Policy(threshold=3)
FIRST = Release("2025-1", "2025-10-01", "suppress")


def released(table: Table, **options) -> list[dict[str, str]]:
    """Return the ledger after a table was protected and published."""
    protected = protect(table, POLICY, releases=(), **options)
    return record_table(table, protected.told, FIRST)


def stated(total: str, row: str = "_T") -> dict[str, str]:
    """Return the row of a headline figure."""
    empty = dict.fromkeys(COLUMNS, "")
    return empty | {
        "release_id": "speech",
        "method": "stated",
        "cell": row,
        "lo": total,
        "hi": total,
    }


def test_the_ledger_of_the_project_can_be_read():
    assert isinstance(load_releases(), list)


@pytest.mark.parametrize(
    ("column", "text"), [("cell", "row"), ("parents", "row=A"), ("lo", ""), ("hi", "about 5")]
)
def test_a_row_of_another_form_is_refused_by_number(tmp_path, column, text):
    row = stated("43") | {column: text}
    with (tmp_path / "releases.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(row)
    with factbook.using(tmp_path), pytest.raises(FactError, match="row 2"):
        load_releases()


def test_a_release_is_read_back_as_it_was_told():
    table = crossed(REGIONS)
    known, revised = join_releases(released(table), {}, 3)
    assert revised == []
    told = {cell.key: (cell.lo, cell.hi) for cell in known}
    assert told[at("A", "f")] == (0, float("inf"))
    assert told[at("B", "f")] == (19, 19)
    parents = {cell.key: cell.parents for cell in known}
    assert parents[at("A", "f")] == (("row", at("_T", "f")), ("column", at("A")))
    assert parents[at()] == ()


def test_sums_that_are_not_shown_are_recorded_for_the_equations():
    cells = pd.DataFrame({"x": ["1", "2"], "value": ["30", "40"]})
    rows = record_table(Table("t", cells, ("x",)), {(("x", "1"),): Told("30", 30, 30)}, FIRST)
    assert [(row["cell"], row["shown"], row["hi"]) for row in rows] == [
        ("_T", "", ""),
        ("x=1", "30", "30"),
        ("x=2", "", ""),
    ]


def test_codes_that_the_ledger_cannot_separate_are_refused():
    cells = pd.DataFrame({"x": ["first year", "2"], "value": ["30", "40"]})
    with pytest.raises(DisclosureError, match="x=first year"):
        record_table(Table("t", cells, ("x",)), {}, FIRST)


def test_two_releases_that_are_safe_alone_give_a_cell_away_together():
    table = crossed(REGIONS)
    earlier = released(table)  # hides A and C
    later = protect(table, POLICY, keep=[at("C", "f")], releases=())  # hides A and D
    assert at("D", "f") in hidden_cells(later)
    assert judge([table], later.table, POLICY).passed
    together = judge([table], later.table, POLICY, releases=earlier)
    assert "column=f row=A: can be worked out exactly" in together.failures


def test_a_new_release_hides_what_the_earlier_one_hid_or_is_refused():
    table = crossed(REGIONS)
    earlier = released(table, keep=[at("C", "f")])  # hides A and D, which is not the cheapest
    assert hidden_cells(protect(table, POLICY, releases=earlier)) == {
        at(r, c) for r in "AD" for c in "fm"
    }
    with pytest.raises(DisclosureError, match="column=f row=A"):
        protect(table, POLICY, keep=[at("D", "f")], releases=earlier)


def test_a_linked_table_is_protected_with_the_earlier_one():
    # regions by sex hid A and C; the same regions in halves must not tell the sum of two of them
    earlier = released(crossed(REGIONS))
    halves = {"_T": ["north", "south"], "north": ["A", "B"], "south": ["C", "D"]}
    counts = {"north": 21, "south": 24, "_T": 45, "A": 2, "B": 19, "C": 10, "D": 14}
    cells = pd.DataFrame({"row": counts.keys(), "value": counts.values()})
    women = Table("women", cells, ("row",), {"row": halves}, {"column": "f"})
    protected = protect(women, POLICY, releases=earlier)
    shown = dict(zip(protected.table["row"], protected.table["shown"], strict=True))
    assert {row for row, text in shown.items() if text == "c"} == {"A", "C", "north", "south"}


def by_city(north: str) -> list[dict[str, str]]:
    """Return a released table: two cities and their region, of which one city is shown."""
    cells = pd.DataFrame({"city": ["x", "y", "_T"], "value": ["2", north, "20"]})
    table = Table("cities", cells, ("city",), context={"row": "A", "column": "m"})
    told = {cell_key({"row": "A", "column": "m", "city": "y"}): Told(north, 18, 18)}
    told |= {key: Told("c", 0, float("inf")) for key in table.row_keys() if key not in told}
    return record_table(table, told, FIRST)


def test_a_new_release_does_not_give_away_a_cell_that_only_an_earlier_one_has():
    # city x, hidden with the sum of A men, is that sum less 18: it must stay hidden
    table = crossed("f m\nA: 16 20\nB: 19 14\nC: 10 12")
    earlier = by_city("18")
    plain = protect(table, POLICY, releases=())
    assert hidden_cells(plain) == set()
    assert (
        "city=x column=m row=A: can be worked out exactly"
        in judge([table], plain.table, POLICY, releases=earlier).failures
    )
    protected = protect(table, POLICY, releases=earlier)
    assert at("A", "m") in hidden_cells(protected)
    assert len(hidden_cells(protected)) == 4
    assert protected.reasons["cell"].str.contains("city").sum() == 0
    quick = protect(table, Policy(threshold=3, seconds=0), releases=earlier)
    assert at("A", "m") in hidden_cells(quick)


def test_a_total_in_a_speech_counts_as_released():
    cells = pd.DataFrame({"row": ["A", "B", "C"], "value": ["2", "40", "50"]})
    table = Table("t", cells, ("row",))
    alone = protect(table, POLICY, releases=())
    assert alone.table["shown"].tolist() == ["c", "40", "50"]
    after = protect(table, POLICY, releases=[stated("92")])
    assert after.table["shown"].tolist() == ["c", "c", "50"]


def test_a_small_count_that_was_published_cannot_be_protected_any_more():
    table = crossed(REGIONS)
    with pytest.raises(DisclosureError, match="column=f row=A"):
        protect(table, POLICY, releases=[stated("2", "column=f row=A")])


def test_a_revision_is_named_when_the_difference_is_small():
    table = crossed(REGIONS)
    earlier = released(table)
    revised = crossed(REGIONS.replace("14 11", "15 11"))
    values = dict(zip(revised.row_keys(), revised.cells["value"].astype(float), strict=True))
    known, messages = join_releases(earlier, values, 3)
    assert len(messages) == 4  # the cell and its three totals
    assert any("column=f row=D was revised by fewer than 3" in text for text in messages)
    assert all(cell.parents == () for cell in known)
    assert {at("D", "f"), at()}.isdisjoint(cell.key for cell in known)
    assert set(messages) <= set(protect(revised, POLICY, releases=earlier).messages)


def test_what_else_a_revised_table_told_no_longer_counts():
    known, _ = join_releases(released(crossed(REGIONS)), {at("A"): 20.0, at("B"): 36.0}, 3)
    assert [cell.key for cell in known] == [at("A")]


def test_a_cell_that_is_missing_now_is_no_revision():
    assert (
        join_releases([stated("43", "row=A")], {cell_key({"row": "A"}): float("nan")}, 3)[1] == []
    )


def test_a_large_revision_is_not_named():
    values = {cell_key({"row": "A"}): 90.0}
    assert join_releases([stated("43", "row=A")], values, 3) == ([], [])


def test_one_release_has_one_method():
    earlier = released(crossed(REGIONS))
    headline = stated("20", "row=A") | {"release_id": FIRST.id}
    refuse_two_methods([*earlier, headline], [at("A")], FIRST)
    refuse_two_methods(earlier, [at("A")], FIRST._replace(id="2025-2", method="round"))
    with pytest.raises(DisclosureError, match="two methods of protection in one release"):
        refuse_two_methods(earlier, [at("A")], FIRST._replace(method="round"))
