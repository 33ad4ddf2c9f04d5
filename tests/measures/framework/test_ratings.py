"""Results are counted by rating, reason and level, none left out."""

import pytest

from exchange_stats.ground.stages import INDICATORS, RESULTS
from exchange_stats.measures.framework.aims import load_results
from exchange_stats.measures.framework.ratings import add_ratings


def result(name, level, rating="grey", reason="no_data", actual=""):
    known = {"actual": actual, "rating": rating, "rating_reason": reason}
    sourced = {"source_ids": "register", "fact_id": f"res-{name}"}
    return {"result_id": name, "as_of": "2026-03-12", "level": level, **known, **sourced}


@pytest.fixture
def counted():
    table = RESULTS.frame(
        [
            result("a", "commitment"),
            result("a-money", "input"),
            result("a-activity", "activity", "blue", "complete", "1"),
            result("a-output", "output"),
            result("a-outcome", "outcome"),
        ]
    )
    found = add_ratings(INDICATORS.empty(), table, load_results())
    return {f"{row.indicator_id} {row.series}": row for row in found.itertuples()}


def test_each_rating_is_a_row_also_when_no_result_has_it(counted):
    numbers = {name.split()[1]: row.value for name, row in counted.items() if "_rating" in name}
    assert numbers == {"all": "3", "green": "0", "amber": "0", "red": "0", "grey": "2", "blue": "1"}


def test_reasons_add_up_to_all_and_name_what_they_count(counted):
    assert counted["results_by_reason no_data"].value == "2"
    assert counted["results_by_reason complete"].inputs == "res-a-activity"


def test_levels_are_counted_and_what_is_known_of_them(counted):
    assert counted["results_by_level outcome"].value == "1"
    assert counted["results_by_level outcome:known"].value == "0"
    assert counted["results_by_level activity:known"].value == "1"


def test_no_results_are_no_rows():
    assert add_ratings(INDICATORS.empty(), RESULTS.empty(), load_results()).empty
