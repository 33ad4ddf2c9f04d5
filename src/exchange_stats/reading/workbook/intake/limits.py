"""How large a file may be and what reading it may cost, from ``facts/limits.toml``.

A limit can be another one for a while, and a text file can be said to have an encoding.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from exchange_stats.ground import factbook

MIB = 2**20
NOTHING: Mapping[str, Any] = MappingProxyType({})
_asked: ContextVar[Mapping[str, Any]] = ContextVar("limits_asked_for", default=NOTHING)


def limit(group: str, name: str) -> int:
    """Return a limit: the one asked for, else that of the fact file."""
    asked = _asked.get().get("limits", {})
    return int(asked[name]) if name in asked else _limits(factbook.facts_folder())[group][name]


def encoding() -> str:
    """Return the encoding that a text file is said to have, empty where nothing is said."""
    return str(_asked.get().get("encoding", ""))


def is_second_try() -> bool:
    """Return whether a file is read anew, as its first reader has ended the memory."""
    return bool(_asked.get().get("again", False))


def what_is_asked() -> Mapping[str, Any]:
    """Return what :func:`asking` was given, to be handed to another process."""
    return _asked.get()


@contextmanager
def asking(asked: Mapping[str, Any]) -> Iterator[None]:
    """Read with other ``limits``, by name, and with an ``encoding`` within a ``with`` block."""
    token = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(token)


def known_limits() -> dict[str, int]:
    """Return all limits of the fact file by name: no two have the same."""
    groups = _limits(factbook.facts_folder()).values()
    return {name: value for group in groups for name, value in group.items()}


@cache
def _limits(folder: Path) -> dict[str, dict[str, int]]:
    del folder
    return factbook.load_toml("limits.toml")
