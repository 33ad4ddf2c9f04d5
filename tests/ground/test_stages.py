"""The shape of the table at every stage."""

import pytest

from exchange_stats.ground.stages import (
    DEFINITION,
    LABEL_DIMENSIONS,
    OBSERVATIONS,
    PROCESSED,
    RECONCILED,
    REPORTED,
    SLOT,
)

pytestmark = pytest.mark.usefixtures("facts")


@pytest.mark.parametrize("stage", [REPORTED, *PROCESSED], ids=lambda stage: stage.name)
def test_every_stage_names_a_column_once_and_has_its_key_among_them(stage):
    assert len(set(stage.columns)) == len(stage.columns)
    assert set(stage.key) <= set(stage.columns)


def test_every_stage_has_its_own_name():
    names = [stage.name for stage in (REPORTED, *PROCESSED)]
    assert names == [
        *("reported", "observations", "reconciled", "ledger", "release", "indicators"),
        *("projections", "claims", "cooperation", "results", "findings"),
    ]


def test_the_slot_is_in_the_key_of_observations_and_of_reconciled():
    assert set(SLOT) <= set(OBSERVATIONS.key)
    assert set(SLOT) <= set(RECONCILED.key)


def test_the_definition_of_a_figure_is_in_its_key():
    assert set(DEFINITION) <= set(OBSERVATIONS.key)


def test_reported_has_a_label_column_for_every_dimension():
    labels = {f"{dimension}_label" for dimension in LABEL_DIMENSIONS}
    assert labels <= set(REPORTED.columns)
