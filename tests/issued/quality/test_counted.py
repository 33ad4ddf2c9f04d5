"""What the tables say of themselves, on a few rows."""

import pytest

from builders import observations, reconciled
from exchange_stats.issued.quality import counted

MISSING = {"value": "", "lo": "", "hi": "", "qualifier": "", "status": "O"}
ABOUT = {"value": "450", "lo": "445", "hi": "454", "qualifier": "about"}
MORE = {"value": "4200", "lo": "4201", "hi": "", "qualifier": "more_than"}


@pytest.fixture
def observed(small, known):
    rows = [
        *({"period": str(year), "source_id": "ministry"} for year in range(1990, 2010)),
        *({"period": str(year), "source_id": "ministry", **ABOUT} for year in range(2010, 2015)),
        *({"period": str(year), "source_id": "ministry", **MORE} for year in range(2015, 2020)),
        {"period": "2020", "source_id": "ministry", "qualifier": "derived"},
        {"period": "2021", "source_id": "ministry", **MISSING},
        {"period": "2022", "source_id": "ministry", "synthetic": "yes"},
    ]
    return known({"observations": observations(*rows)})


def test_each_definition_of_a_source_is_a_line_without_invented_numbers(observed, texts_of):
    assert texts_of(counted.concept_matrix(observed, "en")) == [
        [
            *("Ministry", "by citizenship", "enrolled", "during the year", "all kinds"),
            *("the whole country", "calendar year", "persons", "32"),
        ]
    ]


def test_a_source_that_counts_two_ways_has_two_lines(small, known, texts_of):
    tables = {"observations": observations({}, {"programme": "degree", "period": "2019"})}
    lines = texts_of(counted.concept_matrix(known(tables), "ru"))
    assert [line[4] for line in lines] == ["все виды", "со степенью"]


def test_numbers_are_exact_rounded_an_interval_or_derived_in_shares_of_a_hundred(
    observed, texts_of
):
    block = counted.exactness(observed, "en")
    assert texts_of(block)[0] == ["Ministry", "65% (20)", "16% (5)", "16% (5)", "3% (1)"]
    assert "add to 100" in block.grids[0].note


def test_what_a_source_has_a_place_for_and_does_not_give_is_told_with_its_reason(
    observed, texts_of
):
    assert texts_of(counted.completeness(observed, "en"))[0] == ["Ministry", "31", "32", "97%"]
    assert texts_of(counted.missing_numbers(observed, "ru")) == [
        ["Ministry of Learning", "причина неизвестна", "1"]
    ]


def test_units_and_kinds_of_year_are_counted(observed, texts_of):
    assert texts_of(counted.units(observed, "ru")) == [["человек", "32"]]
    assert texts_of(counted.kinds_of_year(observed, "en")) == [["calendar year", "32"]]


def test_tables_are_listed_with_all_their_rows(observed, texts_of):
    assert ["observations.csv", "33"] in texts_of(counted.table_list(observed, "en"))


@pytest.mark.parametrize("said", [{"status": "E"}, {"status": "A", "flags": "U I"}])
def test_imputed_and_estimated_numbers_are_counted_by_status_and_by_flag(small, known, said):
    rows = [{"period": str(1990 + year)} for year in range(24)]
    tables = {"reconciled": reconciled(*rows, {"period": "2020", **said}, MISSING)}
    values = counted.imputation(known(tables), "en").values
    assert values == {"imputed": "1", "all": "25", "share": "4%"}


def test_rules_of_choice_are_counted_and_an_unknown_one_is_named(small, known, texts_of):
    tables = {"reconciled": reconciled({"rule": "only source"}, {"period": "2019", "rule": "dice"})}
    assert texts_of(counted.choices(known(tables), "en")) == [
        ["dice", "1"],
        ["only one source", "1"],
    ]
