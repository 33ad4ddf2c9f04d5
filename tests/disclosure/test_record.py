"""What a release adds to the ledger; small revisions of an earlier release are caught."""

import pytest

from exchange_stats.disclosure.ledger import Release, load_releases
from exchange_stats.disclosure.record import record_returns
from exchange_stats.disclosure.release import load_release
from exchange_stats.ground.errors import DisclosureError
from released import COUNTS, SPEC, returned

FIRST, SECOND = Release("2026-11", "2026-11-25", ""), Release("2027-05", "2027-05-25", "")


def revised(number):
    """Return the counts with one cell that the first release shows given another number."""
    return COUNTS | {"b": (number, "40", "11")}


def recorded(releases=(), spec=SPEC, release=FIRST, **counts):
    return record_returns(returned(counts.get("counts", COUNTS)), spec, release, releases)


def cell(institution, level):
    return (
        f"basis=during_year host=CHN institution={institution} isced_level={level} "
        "measure=enrolled origin=KGZ period=2018 population=citizenship unit=persons"
    )


def test_every_cell_is_recorded_with_what_it_told_and_its_sums():
    found = {row["cell"]: row for row in recorded()}
    assert len(found) == 16  # three institutions and three levels, with their totals
    small, shown = found[cell("a", "7")], found[cell("b", "6")]
    assert (small["shown"], small["lo"], small["hi"]) == ("c", "0", "")
    assert (shown["shown"], shown["lo"], shown["hi"]) == ("30", "30", "30")
    assert (shown["release_id"], shown["released_on"]) == ("2026-11", "2026-11-25")
    assert shown["method"] == "suppress"
    assert shown["parents"] == "institution:_T isced_level:_T"


def test_invented_samples_are_not_recorded():
    assert record_returns(returned(COUNTS, synthetic="yes"), SPEC, FIRST, ()) == []


def test_the_same_numbers_may_be_released_again():
    earlier = recorded()
    assert len(recorded(earlier, release=SECOND)) == len(earlier)


def test_two_releases_whose_difference_is_one_student_are_caught():
    shown = next(row for row in recorded() if row["cell"] == cell("b", "6"))
    assert shown["shown"] == "30"
    with pytest.raises(DisclosureError, match=r"2027-05: small revisions of earlier releases"):
        recorded(recorded(), release=SECOND, counts=revised("31"))


def test_a_large_revision_may_be_released():
    assert recorded(recorded(), release=SECOND, counts=revised("70"))


def test_a_small_revision_may_be_released_when_somebody_has_signed_for_it():
    earlier = recorded()
    with pytest.raises(DisclosureError) as refused:
        recorded(earlier, release=SECOND, counts=revised("31"))
    named = [
        line.split(": ", 2) for line in str(refused.value).splitlines() if " was revised" in line
    ]
    signed = [
        {"release": "2026-11", "table": table.removeprefix("  - 2026-11 ")}
        | {"cell": rest.partition(" was revised")[0]}
        | {"reason": "misprint", "signed_by": "maintainers", "signed_on": "2027-05-20"}
        for table, rest in named
    ]
    assert recorded(earlier, SPEC | {"revision": signed}, SECOND, counts=revised("31"))
    unsigned = [signed[0] | {"signed_by": ""}]
    with pytest.raises(
        DisclosureError, match=r"\[\[revision\]\]: not signed in full.*\n.*signed_by"
    ):
        recorded(earlier, SPEC | {"revision": unsigned}, SECOND, counts=revised("31"))


def test_a_later_release_is_protected_with_the_earlier_one():
    earlier = recorded()
    hidden = {row["cell"] for row in earlier if row["shown"] == "c"}
    later = record_returns(returned(revised("70")), SPEC, SECOND, earlier)
    assert hidden <= {row["cell"] for row in later if row["shown"] == "c"}


def test_the_headline_totals_are_in_the_ledger_and_meet_the_tables_that_are_released(derived):
    stated = {row["table_id"]: row for row in load_releases() if row["method"] == "stated"}
    assert (stated["CK019"]["shown"], stated["CK019"]["lo"], stated["CK019"]["hi"]) == (
        *("about 450", "445", "454"),
    )
    assert (stated["KC055"]["lo"], stated["KC055"]["hi"]) == ("4201", "4299")
    real = derived[0]["reconciled"].assign(synthetic="")
    cells = {row["cell"] for row in record_returns(real, load_release(), FIRST, ())}
    assert {row["cell"] for row in stated.values()} <= cells
