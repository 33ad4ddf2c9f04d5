"""The door of the results framework: from register to counted ratings."""

from exchange_stats.ground.stages import COOPERATION, INDICATORS
from exchange_stats.measures import framework


def test_a_register_is_counted_and_its_commitments_are_judged(derived):
    register = COOPERATION.check(derived[0]["cooperation"])
    promised = framework.load_results()
    results = framework.judge_results(register, promised)
    counts = framework.add_counts(INDICATORS.empty(), register, framework.load_framework())
    rated = framework.add_ratings(counts, results, promised)
    assert set(results["level"]) == set(promised["levels"])
    assert {"commitments_by_state", "results_by_rating"} <= set(rated["indicator_id"])


def test_the_tables_of_the_project_hold_what_the_framework_says(derived):
    tables, _ = derived
    promised = framework.load_results()
    expected = framework.judge_results(tables["cooperation"], promised)
    assert tables["results"].equals(expected)
    by_rating = tables["indicators"].query("indicator_id == 'results_by_rating'")
    numbers = dict(zip(by_rating["series"], by_rating["value"].astype(int), strict=True))
    assert numbers.pop("all") == sum(numbers.values()) == 19
