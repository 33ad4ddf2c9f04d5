"""What every test has: the project's folder, repeatable examples, and no network."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

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
def derived(project_root: Path) -> tuple[dict[str, Any], list[Any]]:
    """Return the processed tables of the project's own raw data, and its workbooks."""
    from exchange_stats import pipeline

    return pipeline.derive_tables(project_root)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallProject]:
    """A small project with facts of its own, in use for one test."""
    project = SmallProject(tmp_path).found()
    with project.known():
        yield project


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
