"""An invented table is attacked as its reader would; a table of real persons never."""

import pytest

from exchange_stats.ground.errors import DisclosureError
from exchange_stats.own_table.attacked import audit_table
from exchange_stats.own_table.totals import add_totals
from own_counts import NAMES, SAID, full, hide, parts


def test_an_invented_table_shows_what_a_reader_works_out():
    table = full()
    alone = audit_table(table, hide(table, ("B", "7")), NAMES).iloc[0]
    assert (alone["lowest"], alone["highest"]) == (3, 3)
    assert "exactly" in alone["learnt"]
    four = hide(table, ("B", "7"), ("B", "8"), ("A", "7"), ("A", "8"))
    safe = audit_table(table, four, NAMES).set_index(NAMES)
    # B has 19 in levels 7 and 8; A and B have 16 in level 7 and 41 in level 8, A 38 in both
    assert safe.loc[("B", "7"), ["lowest", "highest"]].tolist() == [0, 16]
    assert set(safe["learnt"]) == {""}
    assert set(safe["synthetic"]) == {"yes"}


def test_whoever_is_counted_is_named_without_what_all_cells_share():
    table = full({"A": (18, 30, 2), "B": (17, 30, 3)}, period="2031")
    four = hide(table, ("A", "6"), ("A", "8"), ("B", "6"), ("B", "8"))
    told = audit_table(table, four, NAMES).set_index(NAMES).loc[("B", "8"), "learnt"]
    assert told == "known to whoever is counted in institution=A isced_level=8"


def test_rounding_each_cell_by_itself_is_unpicked():
    table = add_totals(parts({"A": (3, 3, 3)}).assign(institution="A"), ["isced_level"])
    printed = table.assign(shown=["0", "0", "0", "5"])
    found = audit_table(table, printed, ["isced_level"], rounded_to=5)
    assert found["highest"].max() == 4


def test_what_can_be_worked_out_of_real_persons_is_never_shown():
    table = full(synthetic="", **SAID)
    with pytest.raises(DisclosureError, match="not marked synthetic"):
        audit_table(table, hide(table, ("B", "7")), NAMES)
