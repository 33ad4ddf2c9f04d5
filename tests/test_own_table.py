"""A table of one's own leaves as printed, is refused in words, and is attacked when invented."""

import pandas as pd
import pytest

from exchange_stats.ground.errors import DisclosureError
from exchange_stats.own_table import add_totals, audit_table, protect_table

NAMES = ["institution", "isced_level"]
COUNTS = {"A": (20, 13, 25), "B": (25, 3, 16), "C": (31, 14, 18)}
SAID = {
    **{"origin": "CHN", "host": "KGZ", "period": "2031", "population": "citizenship"},
    **{"measure": "enrolled", "basis": "at_date", "isced_field": "_T", "sex": "_T"},
    **{"funding": "_T", "unit": "persons"},
}


def parts(counts=COUNTS, **said):
    rows = [
        {"institution": name, "isced_level": level, "value": number, "synthetic": "yes", **said}
        for name, numbers in counts.items()
        for level, number in zip("678", numbers, strict=False)
    ]
    return pd.DataFrame(rows)


def full(counts=COUNTS, **said):
    return add_totals(parts(counts, **said), NAMES)


def wide(table, column="shown"):
    return table.pivot(index="institution", columns="isced_level", values=column)


def hide(table, *cells):
    """Return a table as printed by hand."""
    found = [cell in cells for cell in table[NAMES].itertuples(index=False, name=None)]
    return table.assign(shown=table["value"].astype(str).mask(found, "c"))


def test_totals_are_sums_of_the_parts():
    table = wide(full(), "value")
    assert table.loc["_T"].tolist() == [76, 30, 59, 165]
    assert table["_T"].tolist() == [58, 44, 63, 165]


def test_a_total_that_is_given_stays():
    given = pd.concat([parts(), pd.DataFrame([{**parts().iloc[0], "isced_level": "_T"}])])
    assert wide(add_totals(given, NAMES), "value").loc["A", "_T"] == 20


def test_a_total_of_a_missing_part_is_missing_and_of_none_that_can_exist_cannot_exist():
    table = parts({"A": (20, None, 12), "B": (25, None, 16)})
    table["status"] = ["A", "O", "A", "A", "M", "A"]
    statuses = wide(add_totals(table, NAMES), "status")
    assert statuses.loc[["A", "B", "_T"], "_T"].tolist() == ["O", "A", "O"]
    table["status"] = table["status"].replace("O", "M")
    assert wide(add_totals(table, NAMES), "status").loc["_T", "7"] == "M"


def test_a_small_cell_is_hidden_with_those_that_would_tell_it():
    safe = protect_table(full(), NAMES)
    assert wide(safe.table).to_numpy().tolist() == [
        ["20", "13", "25", "58"],
        ["25", "c", "c", "44"],
        ["31", "c", "c", "63"],
        ["76", "30", "59", "165"],
    ]
    assert list(safe.table) == [*NAMES, "shown", "status", "how", "synthetic"]
    assert (safe.how, safe.hidden_share) == ("cheapest", 25)
    assert "coarser" in safe.messages[0]


def test_the_same_table_is_rounded_so_that_it_adds_up():
    safe = protect_table(full(), NAMES, method="round")
    numbers = wide(safe.table).astype(int)
    assert (numbers % 5 == 0).all().all()
    assert (numbers[["6", "7", "8"]].sum(axis=1) == numbers["_T"]).all()
    assert (safe.how, safe.hidden_share) == ("rounded", 0)


def test_what_nothing_protects_is_refused_with_the_reason():
    harmless = [full().query(f"isced_level == '{level}'") for level in ("6", "8", "_T")]
    told = [protect_table(table, ["institution"]) for table in harmless]
    assert {safe.how for safe in told} == {"nothing_hidden"}
    # B: 44 - 25 - 16 = 3
    with pytest.raises(DisclosureError, match="institution=B isced_level=7"):
        protect_table(full(), NAMES, earlier=told)


def test_a_table_that_does_not_add_up_is_refused():
    table = full()
    table.loc[len(table) - 1, "value"] = 170
    with pytest.raises(DisclosureError, match="total 170"):
        protect_table(table, NAMES)


def test_a_column_with_several_codes_is_refused():
    table = parts(period="2031")
    table.loc[0, "period"] = "2030"
    with pytest.raises(DisclosureError, match=r"(?s)period: 2030, 2031.*make it a dimension"):
        protect_table(table, NAMES)


def test_what_is_not_counted_in_persons_is_refused():
    with pytest.raises(DisclosureError, match="unit 'percent', expected counts of persons"):
        protect_table(parts(unit="percent"), NAMES)


@pytest.mark.parametrize(
    ("table", "found"),
    [(parts().drop(columns="value"), "no column value"), (parts()[:0], "no row")],
)
def test_a_table_that_lacks_something_is_refused(table, found):
    with pytest.raises(DisclosureError, match=found):
        add_totals(table, NAMES)


def test_real_persons_are_protected_only_by_the_columns_that_the_ledger_knows():
    with pytest.raises(DisclosureError, match="no column origin, host, period"):
        protect_table(full(synthetic=""), NAMES)
    safe = protect_table(full(synthetic="", **SAID), NAMES)
    assert "host=KGZ" in safe.ledger["cell"][0]


def test_a_revision_by_one_person_is_refused_and_a_larger_one_is_not():
    first = protect_table(full(), NAMES)
    with pytest.raises(DisclosureError, match=r"institution=C isced_level=6 was revised by fewer"):
        protect_table(full({**COUNTS, "C": (32, 14, 18)}), NAMES, earlier=[first])
    later = protect_table(full({**COUNTS, "C": (41, 14, 18)}), NAMES, earlier=[first])
    assert later.how == "cheapest"


def test_a_cell_that_was_shown_before_protects_nothing_now():
    first = protect_table(full(), NAMES)
    masters = full().query("isced_level == '7'")
    assert list(protect_table(masters, ["institution"]).table["shown"]) == ["c", "c", "14", "30"]
    safe = protect_table(masters, ["institution"], earlier=[first])
    assert list(safe.table["shown"]) == ["13", "c", "c", "30"]


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
