"""A command finds its project folder, and a running build its own tables."""

import pytest

from exchange_stats.ground.errors import RawFileError
from exchange_stats.project import PROCESSED, TABLES_VARIABLE, find_root, tables_folder


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "notebooks" / "deep").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("start", [".", "notebooks", "notebooks/deep", "data/raw"])
def test_the_nearest_folder_upwards_with_raw_data_is_the_project(root, start):
    assert find_root(root / start) == root


def test_the_search_begins_where_we_stand(root, monkeypatch):
    monkeypatch.chdir(root / "notebooks")
    assert find_root() == root


def test_no_project_upwards_is_refused_with_the_option_to_use(tmp_path):
    with pytest.raises(RawFileError, match=r"no data/raw here or above, .*; use --project"):
        find_root(tmp_path)


def test_the_tables_stand_in_the_project_unless_a_build_names_its_own(root, monkeypatch):
    monkeypatch.delenv(TABLES_VARIABLE, raising=False)
    assert tables_folder(root) == root / PROCESSED
    monkeypatch.setenv(TABLES_VARIABLE, str(root / "staged"))
    assert tables_folder(root) == root / "staged"
