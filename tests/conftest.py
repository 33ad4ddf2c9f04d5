"""What every test has: the project's folder, repeatable examples, and no network."""

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import settings

from exchange_stats import processed
from small_project import SmallProject

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the folder of the project."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def source_root(project_root: Path) -> Path:
    """Return the folder of the package."""
    return project_root / "src" / "exchange_stats"


@pytest.fixture(scope="session")
def tables(project_root: Path) -> dict[str, pd.DataFrame]:
    """Return the processed tables as they are committed, every value as text."""
    return processed.read_set(project_root / "data" / "processed")


@pytest.fixture(scope="session")
def published_root(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project's raw data as published, without returns put in by hand."""
    root = tmp_path_factory.mktemp("published")
    by_hand = shutil.ignore_patterns("returns")
    shutil.copytree(project_root / "data" / "raw", root / "data" / "raw", ignore=by_hand)
    return root


@pytest.fixture(scope="session")
def derived(published_root: Path) -> tuple[dict[str, Any], list[Any]]:
    """Return the processed tables of the project's own raw data, and its workbooks."""
    from exchange_stats import pipeline

    return pipeline.derive_tables(published_root)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallProject]:
    """A small project with facts of its own, in use for one test."""
    project = SmallProject(tmp_path).found()
    with project.known():
        yield project


@dataclass(frozen=True)
class Built:
    """A small project after its first build, what the build said, and its summary."""

    project: SmallProject
    said: list[str]
    summary: Any


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a small project with a figure, built once; tests work on copies of it."""
    from exchange_stats.build import build

    project = SmallProject(tmp_path_factory.mktemp("built")).found()
    project.add_figure()
    said: list[str] = []
    with project.known(), project.built_by_own_code():
        summary = build(project.root, said.append)
    return Built(project, said, summary)


@pytest.fixture
def built(built_small: Built, tmp_path: Path) -> Iterator[SmallProject]:
    """A copy of the built project, its facts and code in use for one test."""
    copy = built_small.project.copied(tmp_path)
    with copy.known(), copy.built_by_own_code():
        yield copy


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and not str(host).startswith(LOOPBACK):
            message = f"a test may not read the network: {address}"
            raise RuntimeError(message)
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield
