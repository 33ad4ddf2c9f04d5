"""Nothing that is not free reaches an output."""

import pytest

from builders import observations
from exchange_stats import pipeline, processed
from exchange_stats.ground import codes
from exchange_stats.ground.errors import DisclosureError
from exchange_stats.ground.stages import PROCESSED
from exchange_stats.issued.confidentiality import free_tables
from exchange_stats.reading.sources import RawWorkbook

KEPT = sorted(set(codes.codes("conf_status")) - {"F"})


def book(**card):
    known = {"id": "book", "source": "ministry", "path": "data/raw/book.xlsx", "sha256": "0"}
    return RawWorkbook(**known, edition="2018", layout="", kind="series", **card)


def observed(status):
    return {"observations": observations({"conf_status": status, "workbook_id": "book"})}


def test_free_numbers_pass_as_they_are():
    tables = observed("F")
    assert free_tables(tables, [book()])["observations"] is tables["observations"]


@pytest.mark.parametrize("status", KEPT)
def test_a_number_that_is_not_free_stops_the_set(status):
    with pytest.raises(DisclosureError, match=rf"numbers that may not leave.*\n.*: {status}, "):
        free_tables(observed(status), [book()])


@pytest.mark.parametrize("status", KEPT)
def test_a_workbook_that_is_not_free_stops_the_set_whatever_its_rows_say(status):
    with pytest.raises(DisclosureError, match=rf"book \(data/raw/book\.xlsx\): {status}, "):
        free_tables(observed("F"), [book(conf_status=status)])


@pytest.mark.parametrize("day", ["", "2026-11-30"])
def test_an_embargoed_number_stays_before_its_day(day):
    embargoed = book(conf_status="E", embargo_until="2026-12-01")
    with pytest.raises(DisclosureError, match="E, embargoed, then free, until 2026-12-01"):
        free_tables(observed("E"), [embargoed], day)


@pytest.mark.parametrize("day", ["2026-12-01", "2027-01-01"])
def test_an_embargoed_number_is_free_from_its_day_on(day):
    embargoed = book(conf_status="E", embargo_until="2026-12-01")
    found = free_tables(observed("E"), [embargoed], day)
    assert set(found["observations"]["conf_status"]) == {"F"}


def test_an_embargo_without_a_day_never_ends():
    with pytest.raises(DisclosureError, match="E, embargoed, then free"):
        free_tables(observed("E"), [book(conf_status="E")], "2099-01-01")


def test_an_internal_number_is_not_freed_by_the_day_of_an_embargo():
    internal = book(conf_status="N", embargo_until="2026-12-01")
    with pytest.raises(DisclosureError, match="N, internal"):
        free_tables(observed("N"), [internal], "2026-12-02")


def test_no_set_is_written_of_a_workbook_that_is_internal(small, tmp_path):
    text = (small.facts / "sources.toml").read_text(encoding="utf-8")
    small.put("sources.toml", text.replace('kind = "series"', 'kind = "series"\nconf_status = "N"'))
    tables, books = pipeline.derive_tables(small.root)
    assert set(tables["observations"]["conf_status"]) == {"N"}
    with pytest.raises(DisclosureError, match="ministry_2018"):
        processed.write_set(tables, books, tmp_path)
    assert not list(tmp_path.glob("*.csv"))


def test_the_released_set_of_the_project_is_free(derived):
    tables, books = derived
    assert set(free_tables(tables, books)) >= {stage.name for stage in PROCESSED}
