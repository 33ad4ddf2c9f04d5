"""A table of one's own leaves as printed, held against what was told before, or is refused."""

import pandas as pd
import pytest

from exchange_stats.ground.errors import DisclosureError
from exchange_stats.own_table.protected import protect_table
from own_counts import COUNTS, NAMES, SAID, full, wide


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


def test_real_persons_are_protected_only_by_the_columns_that_the_ledger_knows():
    with pytest.raises(DisclosureError, match="no column origin, host, period"):
        protect_table(full(synthetic=""), NAMES)
    safe = protect_table(full(synthetic="", **SAID), NAMES)
    assert "host=KGZ" in safe.ledger["cell"][0]


STATED = {**SAID, "period": "2024/25", "isced_level": "_T", "programme": "all"}  # 445 to 454


def by_institution(counts, **said):
    return pd.DataFrame([{"institution": name, "value": n, **said} for name, n in counts.items()])


def test_a_statement_on_the_same_persons_hides_more_of_a_real_table():
    """No total is printed, but 454 at most are stated: 212 and 240 shown leave the third 0 to 2."""
    counts = by_institution({"A": 212, "B": 240, "C": 2}, **STATED)
    assert list(protect_table(counts, ["institution"]).table["shown"]) == ["c", "240", "c"]
    other_year = counts.assign(period="2031")
    assert list(protect_table(other_year, ["institution"]).table["shown"]) == ["212", "240", "c"]


def test_a_statement_says_nothing_of_invented_persons():
    counts = by_institution({"A": 212, "B": 240, "C": 2}, synthetic="yes", **STATED)
    assert list(protect_table(counts, ["institution"]).table["shown"]) == ["212", "240", "c"]


def test_invented_persons_need_not_be_as_many_as_the_stated_ones():
    """Of 443 real ones a reader would learn that two fewer came than the least that was stated."""
    counts = by_institution({"A": 203, "B": 240, "_T": 443}, **STATED)
    with pytest.raises(DisclosureError, match=r"statement-2025-07 CK019.*revised by fewer than 5"):
        protect_table(counts, ["institution"])
    assert protect_table(counts.assign(synthetic="yes"), ["institution"]).how == "nothing_hidden"


@pytest.mark.parametrize(("before", "now"), [("yes", ""), ("", "yes")])
def test_invented_and_real_persons_are_never_held_against_each_other(before, now):
    first = protect_table(full(synthetic=before, **SAID), NAMES)
    with pytest.raises(DisclosureError, match="earlier table 1 is"):
        protect_table(full(synthetic=now, **SAID), NAMES, earlier=[first])


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


def test_those_on_language_courses_are_not_held_for_all_students():
    """By a key without programme, 30 at A would be a revision of the 40 that are all students."""
    every = by_institution({"A": 40, "B": 60}, **SAID | {"programme": "all", "isced_level": "_T"})
    language = every.assign(value=[12, 28], programme="language", isced_level="_Z")
    first = protect_table(every, ["institution"])
    assert "programme" not in first.ledger["cell"][0]
    second = protect_table(language, ["institution"], earlier=[first])
    assert list(second.table["shown"]) == ["12", "28"]
    assert "programme=language" in second.ledger["cell"][0]
    near = language.assign(value=[38, 28])  # two of A on other studies would be told
    assert "c" in set(protect_table(near, ["institution"], earlier=[first]).table["shown"])
