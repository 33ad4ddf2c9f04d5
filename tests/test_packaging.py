"""pyproject.toml, requirements.lock, environment.yml, the Makefile and CI say the same."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

# conda's name for a package, where it is not that of the Python Package Index
CONDA_NAMES = {"matplotlib-base": "matplotlib"}

# import name, where it is not the name of the package
IMPORT_NAMES = {
    "pillow": "PIL",
    "python-calamine": "python_calamine",
    "sdmx1": "sdmx",
    "fonttools": "fontTools",
    "python-docx": "docx",
    "python-pptx": "pptx",
}

# declared, though no module, notebook or test imports it
USED_OTHERWISE = {
    "flit-core": "builds the package",
    "ipykernel": "runs the notebooks",
    "jupyterlab": "opens the notebooks",
    "mypy": "make check",
    "pytest-cov": "pytest --cov",
    "ruff": "make check",
}

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@pytest.fixture(scope="module")
def project(project_root: Path) -> dict[str, object]:
    """Return the section [project] of pyproject.toml."""
    return tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def declared(project: dict[str, object]) -> dict[str, SpecifierSet]:
    """Return every package of pyproject.toml with its bounds."""
    lines = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(r.name): r.specifier for r in requirements}


@pytest.fixture(scope="module")
def conda(project_root: Path) -> dict[str, SpecifierSet]:
    """Return every package of environment.yml with its bounds."""
    text = (project_root / "environment.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^  - ([a-z][^\s:]*)$", text.partition("dependencies:")[2], re.MULTILINE)
    found = {}
    for line in listed:
        requirement = Requirement(line)
        found[CONDA_NAMES.get(requirement.name, requirement.name)] = requirement.specifier
    return found


@pytest.fixture(scope="module")
def lock_text(project_root: Path) -> str:
    """Return the lock, one package a line."""
    text = (project_root / "requirements.lock").read_text(encoding="utf-8")
    return text.replace("\\\n", " ")


@pytest.fixture(scope="module")
def locked(lock_text: str) -> dict[str, Version]:
    """Return every package of the lock with its version."""
    return {name: Version(version) for name, version in pinned(lock_text)}


def pinned(lock_text: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the version of every line of a lock."""
    for line in lock_text.splitlines():
        if line and not line.startswith((" ", "#")):
            name, _, rest = line.partition("==")
            yield canonicalize_name(name), rest.split()[0]


def lock_faults(lock_text: str) -> list[str]:
    """Return what a lock must not have: a line without a hash, an address, a second version."""
    faults = []
    seen = set()
    for line in lock_text.splitlines():
        if re.search(r"://|--(index|extra-index|find-links|trusted)|(?<!\w)/\w", line):
            faults.append(f"address: {line[:60]}")
        if line.startswith(("#", " ")) or not line:
            continue
        name = re.split(r"[=<>~ ]", line)[0]
        if not HASH.search(line) or "==" not in line:
            faults.append(f"not pinned with a hash: {name}")
        if name in seen:
            faults.append(f"two versions: {name}")
        seen.add(name)
    return faults


def test_conda_lists_the_packages_of_pyproject_with_the_same_bounds(
    conda: dict[str, SpecifierSet], declared: dict[str, SpecifierSet], project: dict[str, object]
) -> None:
    expected = declared | {
        "python": SpecifierSet(str(project["requires-python"])),
        "pip": SpecifierSet(),
    }
    assert conda == expected


def test_conda_installs_the_project_itself(project_root: Path) -> None:
    text = (project_root / "environment.yml").read_text(encoding="utf-8")
    assert text.endswith("  - pip:\n      - -e .\n")


def test_every_package_of_pyproject_is_locked_within_its_bounds(
    declared: dict[str, SpecifierSet], locked: dict[str, Version]
) -> None:
    outside = {
        name: f"{locked.get(name)} is not {bounds}"
        for name, bounds in declared.items()
        if name not in locked or locked[name] not in bounds
    }
    assert outside == {}


def test_every_package_has_a_lower_and_an_upper_bound(declared: dict[str, SpecifierSet]) -> None:
    loose = [
        name
        for name, bounds in declared.items()
        if {s.operator for s in bounds} != {">=", "<"} and name != "packaging"
    ]
    assert loose == []


def test_the_build_backend_is_locked(project_root: Path, locked: dict[str, Version]) -> None:
    settings = tomllib.loads((project_root / "pyproject.toml").read_text())
    needed = [Requirement(line) for line in settings["build-system"]["requires"]]
    assert needed
    assert all(locked[canonicalize_name(r.name)] in r.specifier for r in needed)


def test_the_lock_has_hashes_and_no_address(lock_text: str) -> None:
    assert lock_faults(lock_text) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("numpy==2.4.6", "not pinned with a hash: numpy"),
        (f"numpy>=2.4 --hash=sha256:{'0' * 64}", "not pinned with a hash: numpy"),
        ("--index-url https://example.org/simple", "address: --index-url https"),
        ("    # via -r /home/somebody/requirements.in", "address:     # via -r /home"),
        ("--find-links wheels", "address: --find-links wheels"),
        (f"a==1 --hash=sha256:{'0' * 64}\na==2 --hash=sha256:{'0' * 64}", "two versions: a"),
    ],
)
def test_a_faulty_lock_is_named(line: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in lock_faults(line))


def imported(folder: Path) -> set[str]:
    """Return the libraries that the Python files of a folder import, also inside functions."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).split(".")[0])
    return found - set(sys.stdlib_module_names) - {"exchange_stats"}


def import_names(lines: list[str]) -> set[str]:
    """Return the import names of declared packages."""
    names = [canonicalize_name(Requirement(line).name) for line in lines]
    return {IMPORT_NAMES.get(n, n.replace("-", "_")) for n in names if n not in USED_OTHERWISE}


def test_src_imports_what_pyproject_declares_and_nothing_else(
    project: dict[str, object], project_root: Path
) -> None:
    assert imported(project_root / "src") == import_names(project["dependencies"])


def test_tests_import_what_pyproject_declares(
    project: dict[str, object], project_root: Path
) -> None:
    tests = project_root / "tests"
    ours = {path.stem for path in tests.rglob("*.py")} | {"tests"}
    extras = project["optional-dependencies"]
    used = imported(tests)
    declared = import_names(project["dependencies"]) | import_names(extras["test"])
    assert used - ours - declared - {"openpyxl"} == set()
    assert import_names(extras["test"]) - used == set()


def test_the_command_is_declared(project: dict[str, object]) -> None:
    assert project["scripts"] == {"exchange-stats": "exchange_stats.__main__:main"}


def test_python_311_is_the_oldest_everywhere(project_root: Path) -> None:
    settings = tomllib.loads((project_root / "pyproject.toml").read_text())
    assert settings["project"]["requires-python"] == ">=3.11"
    assert settings["tool"]["ruff"]["target-version"] == "py311"
    assert settings["tool"]["mypy"]["python_version"] == "3.11"
    makefile = (project_root / "Makefile").read_text()
    assert "sys.version_info < (3, 11)" in makefile
    assert "--python-version 3.11" in makefile


def test_ci_checks_tests_and_compares_the_processed_tables(project_root: Path) -> None:
    script = (project_root / ".ci" / "run").read_text()
    lines = [line.strip() for line in script.splitlines()]
    steps = [
        lines.index("set -euo pipefail"),
        lines.index("make check"),
        next(i for i, line in enumerate(lines) if line.startswith("make test")),
        next(i for i, line in enumerate(lines) if "build --only processed" in line),
        next(i for i, line in enumerate(lines) if line.startswith("git diff --exit-code")),
    ]
    assert steps == sorted(steps)


needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def make(project_root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a shell, though make may be running these tests."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    command = ["make", *arguments]
    return subprocess.run(
        command, cwd=project_root, capture_output=True, text=True, env=environment
    )


@needs_make
@pytest.mark.parametrize("target", ["report", "test", "data", "notebooks", "check"])
def test_every_target_first_installs_the_lock(target: str, project_root: Path) -> None:
    would_do = make(project_root, "--dry-run", "--always-make", target).stdout
    assert "--require-hashes -r requirements.lock" in would_do
    assert "--no-deps --no-build-isolation --editable ." in would_do


@needs_make
def test_make_without_a_target_lists_the_targets(project_root: Path) -> None:
    listed = re.findall(r"^make (\w+) ", make(project_root).stdout, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", (project_root / "Makefile").read_text(), re.MULTILINE)
    assert listed
    assert sorted(listed) == sorted(phony[1].split())


@needs_make
def test_make_says_what_to_do_when_no_python_will_do(project_root: Path) -> None:
    done = make(project_root, "lock", "PYTHON=")
    assert done.returncode != 0
    assert "No Python of version 3.11 or later" in done.stderr
    assert "make report PYTHON=/path/to/python3" in done.stderr


IGNORED = [
    "data/raw/returns/university.xlsx",
    "data/raw/returns/2025/list.csv",
    "reports/index.html",
    ".venv/bin/python",
    "src/exchange_stats.egg-info/PKG-INFO",
]
KEPT = ["data/raw/sample_returns/a.xlsx", "data/processed/observations.csv", "src/x/build.py"]


@pytest.mark.parametrize("path", [*IGNORED, *KEPT])
def test_git_ignores_returns_and_what_is_built(
    path: str, project_root: Path, tmp_path: Path
) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text((project_root / ".gitignore").read_text())
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.touch()
    done = subprocess.run(["git", "check-ignore", "--quiet", path], cwd=tmp_path)
    assert (done.returncode == 0) == (path in IGNORED)


def test_no_return_of_an_institution_is_in_the_repository(project_root: Path) -> None:
    command = ["git", "ls-files", "data/raw/returns"]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True)
    assert done.stdout == ""
