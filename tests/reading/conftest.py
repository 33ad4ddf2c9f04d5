"""A copy of a declared workbook with something changed, compared with its layout."""

from functools import partial

import pytest

from drifted import drift_of


@pytest.fixture
def changed(tmp_path):
    return partial(drift_of, tmp_path)
