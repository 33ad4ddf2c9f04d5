"""What a report is made from, with a few rows of one's own."""

import pytest

from exchange_stats.ground.stages import PROCESSED
from exchange_stats.issued.quality.parts import Known
from exchange_stats.reading.sources import load_sources, load_workbooks


@pytest.fixture
def known():
    """Return a maker of what a report is made from: tables, and what else is said."""

    def made(tables=None, **said):
        empty = {stage.name: stage.empty() for stage in PROCESSED}
        provenance = {"workbooks": {}, "corrections": [], "tables": {}, "facts": {"version": "1"}}
        return Known(
            empty | (tables or {}),
            provenance | said.pop("provenance", {}),
            load_sources(),
            load_workbooks(),
            **said,
        )

    return made


@pytest.fixture
def texts_of():
    """Return the texts of the cells of the only table of a block."""

    def told(block):
        (found,) = block.grids
        return [[cell.text for cell in row] for row in found.rows]

    return told
