"""How large a file may be and what reading it may cost, from ``facts/limits.toml``."""

from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook

MIB = 2**20


def limit(group: str, name: str) -> int:
    """Return a limit of the fact file."""
    return _limits(factbook.facts_folder())[group][name]


@cache
def _limits(folder: Path) -> dict[str, dict[str, int]]:
    del folder
    return factbook.load_toml("limits.toml")
