"""The packages of requirements.lock: name, version, hashes, and who asks for them.

Used by the other tools; needs Python and nothing else.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^\s;]+)(?: ; (?P<where>[^\\]+))?")
ASKED = re.compile(r"(?m)^    #   (?:via )?([a-z][a-z0-9.-]*)")
OURS = "exchange-stats"


@dataclass(frozen=True)
class Locked:
    """One package of the lock."""

    name: str
    version: str
    where: str
    """The machines that it is for; empty for all."""
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]


def read_lock(text: str) -> list[Locked]:
    """Return the packages of a lock in its order.

    Raises
    ------
    ValueError
        If it has none, or a line that is not understood.
    """
    found = []
    for entry in re.split(r"(?m)^(?![ #]|$)", text)[1:]:
        pin = PIN.match(entry)
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry))
        if not pin or not hashes:
            line = entry.splitlines()[0]
            message = (
                f"requirements.lock: {line!r} found, expected name==version and hashes; "
                "write the lock with make lock"
            )
            raise ValueError(message)
        by = ASKED.findall(entry.replace("# via ", "#   "))
        found.append(
            Locked(pin["name"], pin["version"], (pin["where"] or "").strip(), hashes, tuple(by))
        )
    if not found:
        message = "requirements.lock: no package found; write the lock with make lock"
        raise ValueError(message)
    return found


def direct(packages: list[Locked]) -> list[str]:
    """Return the packages that the project itself asks for, tests and notebooks included."""
    return [one.name for one in packages if OURS in one.wanted_by]


def needed_to_run(packages: list[Locked]) -> set[str]:
    """Return the packages that a build needs: those of `dependencies`, and what these ask for."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {re.split(r"[^A-Za-z0-9._-]", line)[0] for line in settings["project"]["dependencies"]}
    while more := {one.name for one in packages if found & {*one.wanted_by}} - found:
        found |= more
    return found
