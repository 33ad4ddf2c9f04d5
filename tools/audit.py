"""Ask for known vulnerabilities of every package of requirements.lock; fail unless all were asked.

Run by ``make audit``, which installs pip-audit. Words after the name of this file are the program
to ask in its place. Exit code: 0 all audited and none vulnerable, 1 vulnerable, 2 not all audited.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from locked import LOCK, Locked, read_lock

VULNERABLE, NOT_AUDITED = 1, 2
ADVICE = "check the network and the service (make audit SERVICE=osv asks another), then run again"


@dataclass(frozen=True)
class Answer:
    """What the program that asks said: exit code, standard output, its other words."""

    code: int
    out: str
    said: str


def main(program: list[str]) -> int:
    """Audit the lock, print what came out, and return the exit code."""
    packages = read_lock(LOCK.read_text(encoding="utf-8"))
    lines, code = judge(packages, ask(packages, program or [sys.executable, "-m", "pip_audit"]))
    print("\n".join(lines), file=sys.stderr if code else sys.stdout)
    return code


def ask(packages: list[Locked], program: list[str]) -> Answer:
    """Return what the program answers about the packages, those of other machines included."""
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        pins.write_text("".join(map(pin, packages)), encoding="utf-8")
        options = ["--strict", "--disable-pip", "--no-deps", "--progress-spinner", "off"]
        command = [*program, *options, "--format", "json", "--requirement", str(pins)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    return Answer(done.returncode, done.stdout, done.stderr)


def pin(package: Locked) -> str:
    """Return a package as a line of requirements, for whatever machine it is."""
    hashes = "".join(f" --hash=sha256:{digest}" for digest in package.hashes)
    return f"{package.name}=={package.version}{hashes}\n"


def judge(packages: list[Locked], answer: Answer) -> tuple[list[str], int]:
    """Return what to tell about an answer, and the exit code."""
    expected = {(one.name, one.version) for one in packages}
    told = _told(answer.out)
    audited = {(one["name"], one.get("version", "")) for one in told if "vulns" in one} & expected
    vulnerable = [_vulnerable(one) for one in told if one.get("vulns")]
    missing = sorted(name for name, _ in expected - audited)
    if missing or not audited or (answer.code and not vulnerable):
        return [*vulnerable, *_not_audited(len(audited), missing, answer)], NOT_AUDITED
    count = f"audited {len(audited)} of {len(expected)} packages of requirements.lock"
    if vulnerable:
        return [*vulnerable, f"{count}: {len(vulnerable)} vulnerable"], VULNERABLE
    return [f"{count}: no known vulnerability"], 0


def _told(out: str) -> list[dict[str, Any]]:
    """Return what an answer says of each package; nothing when it is no answer."""
    try:
        found = json.loads(out)
        return [dict(one) for one in found["dependencies"] if "name" in one]
    except (ValueError, TypeError, KeyError):
        return []


def _vulnerable(one: dict[str, Any]) -> str:
    found = ", ".join(
        f"{vuln['id']} (mended in {', '.join(vuln.get('fix_versions', [])) or 'no version'})"
        for vuln in one["vulns"]
    )
    return f"{one['name']} {one['version']}: {found}"


def _not_audited(audited: int, missing: list[str], answer: Answer) -> list[str]:
    some = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
    last = next((line for line in reversed(answer.said.splitlines()) if line.strip()), "nothing")
    return [
        f"audit FAILED: {audited} packages audited, expected all {audited + len(missing)} of "
        f"requirements.lock (not: {some or 'none'}); {ADVICE}",
        f"  pip-audit ended with {answer.code} and said: {last.strip()[:300]}",
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
