"""The table of results: the whole chain, both sources of a conflict, and nothing made up."""

import pandas as pd
import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.stages import COOPERATION, RESULTS
from exchange_stats.measures.framework import aims
from exchange_stats.measures.framework.results import judge_results


@pytest.fixture(scope="module")
def register(project_root):
    path = project_root / "data" / "processed" / "cooperation.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def results(register):
    table = judge_results(register, aims.load_results())
    return {row["result_id"]: row for row in table.to_dict("records")}


def test_the_chain_goes_from_commitment_by_activity_and_output_to_outcome(results):
    chain, name = [], "internships-outcome"
    while name:
        chain.append(results[name]["level"])
        name = results[name]["parent_id"]
    assert chain == ["outcome", "output", "activity", "commitment"]
    assert {row["commitment_id"] for row in results.values()} == {
        *("internships", "competition", "laboratories", "institutes", "managers", "railway"),
        "meeting",
    }


def test_a_pledge_without_news_has_a_target_and_no_number(results):
    row = results["internships-output"]
    assert (row["baseline"], row["target"], row["actual"], row["unit"]) == (
        "0",
        "10",
        "",
        "persons",
    )
    assert (row["status"], row["rating"], row["rating_reason"]) == ("O", "grey", "no_data")
    assert row["target_date"] == "2027"
    assert float(row["expected_by_now"]) == pytest.approx(
        237 / 896, abs=1e-4
    )  # 18.07.2025, 12.03.2026
    assert row["claim_ids"] == "CO007"


def test_outcomes_that_nobody_measures_are_rows_without_a_number(results):
    outcomes = [row for row in results.values() if row["level"] == "outcome"]
    assert len(outcomes) == 6
    assert {(row["actual"], row["status"], row["rating"]) for row in outcomes} == {
        ("", "O", "grey")
    }


def test_laboratories_are_counted_from_dated_steps_and_none_is_new_since_the_pledge(results):
    row = results["laboratories-output"]
    assert (row["baseline"], row["actual"], row["target"]) == ("2", "2", "4")
    assert (row["progress_lo"], row["progress_hi"]) == ("0", "0")
    assert (row["rating"], row["rating_reason"]) == ("grey", "no_due_date")
    assert "coo-L-veterinary-unveiled" in row["inputs"]


def test_the_call_was_announced_and_the_third_meeting_is_not_due(results):
    call, meeting = results["competition-activity"], results["meeting-activity"]
    assert (call["rating"], call["actual_date"]) == ("blue", "2025-11-23")
    assert (meeting["rating_reason"], meeting["target_date"]) == ("not_due", "2027")


def test_both_sources_of_the_funding_are_quoted(results):
    cap, floor = results["competition-input-cap"], results["competition-input-floor"]
    assert (cap["shown"], floor["shown"]) == ("\u2264 1.50 m CNY", "\u2265 1.50 m CNY")
    assert (cap["qualifier"], floor["qualifier"]) == ("up_to", "at_least")
    assert "\u2265 1.50 m CNY (CO050)" in cap["conflict"]
    assert "\u2264 1.50 m CNY (CO008)" in floor["conflict"]


def test_ten_projects_under_the_ceiling_are_printed_with_their_sign(results):
    assert results["competition-input-all-cap"]["shown"] == "\u2264 15.0 m CNY"
    assert results["competition-input-all-cap"]["claim_ids"] == "CO008 CO047"


def test_money_without_a_rate_of_its_day_stays_in_yuan_and_says_so(results):
    row = results["competition-input-cap"]
    assert (row["shown_kgs"], row["shown_usd"], row["rate_date"]) == ("", "", "")
    assert "CNY on 2025-07-18: no rate" in row["not_converted"]


def test_money_with_a_rate_of_its_day_is_shown_beside_the_original(register, tmp_path):
    for name in ("results.toml", "framework.toml", "wording.csv", "codes.toml", "countries.csv"):
        (tmp_path / name).write_bytes(factbook.load_bytes(name))
    rates = factbook.load_bytes("rates_nbkr.csv").decode().replace("2026-06-11", "2025-07-12")
    (tmp_path / "rates_nbkr.csv").write_text(rates, encoding="utf-8")
    with factbook.using(tmp_path):
        table = judge_results(register, aims.load_results()).set_index("result_id")
    row = table.loc["competition-input-all-cap"]
    assert row["shown"] == "\u2264 15.0 m CNY"
    assert row["shown_kgs"] == "\u2264 194 m KGS"
    assert row["shown_usd"] == "\u2264 2.21 m USD"
    assert (row["rate_date"], row["not_converted"]) == ("2025-07-12", "")


def test_a_commitment_is_rated_as_the_result_that_it_is_judged_by(results):
    assert results["laboratories"]["rating_reason"] == "no_due_date"
    assert results["laboratories"]["rating_rule"].endswith("laboratories-output")
    assert results["meeting"]["rating_reason"] == "not_due"


def test_every_result_says_how_it_would_be_seen_and_what_may_be_said_of_it(results):
    for name, row in results.items():
        assert row["rating_rule"], name
        assert row["evidence_level"] == "descriptive", name
        assert row["verification"] or row["level"] == "commitment", name
        assert row["statement_ru"] != row["statement"], name


def test_every_number_comes_from_the_register(results, register):
    known = set(register["fact_id"])
    for name, row in results.items():
        assert set(row["inputs"].split()) <= known
        assert row["inputs"] or not (row["target"] or row["actual"]), name


def test_a_register_without_entries_has_no_results():
    table = judge_results(COOPERATION.empty(), aims.load_results())
    assert list(table.columns) == list(RESULTS.columns)
    assert table.empty
