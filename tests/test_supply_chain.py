"""What the project rests on is known: audited, listed with its licence, and told in a bill.

And nothing of it is fetched when the project runs.
"""

import importlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from email.message import Message

import pytest


@pytest.fixture(scope="module")
def tools(project_root):
    """Return the tools of the project by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(project_root / "tools")
        yield {
            name: importlib.import_module(name) for name in ("audit", "licences", "locked", "sbom")
        }


@pytest.fixture(scope="module")
def packages(tools):
    return tools["locked"].read_lock(tools["locked"].LOCK.read_text(encoding="utf-8"))


# --- the lock, as the tools read it ---

TWO = """\
# made by make lock
alpha-one==1.2 ; sys_platform == 'darwin' \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via
    #   -c held-back.txt
    #   exchange-stats (pyproject.toml)
    #   beta
beta==3.0rc1 \\
    --hash=sha256:{b}
    # via exchange-stats (pyproject.toml)
"""


def test_a_lock_is_read_with_versions_hashes_machines_and_who_asks(tools):
    first, second = tools["locked"].read_lock(TWO.format(a="a" * 64, b="b" * 64))
    assert (first.name, first.version, first.where) == (
        "alpha-one",
        "1.2",
        "sys_platform == 'darwin'",
    )
    assert first.hashes == ("a" * 64, "b" * 64)
    assert first.wanted_by == ("exchange-stats", "beta")
    assert (second.name, second.version, second.where) == ("beta", "3.0rc1", "")
    assert second.wanted_by == ("exchange-stats",)


@pytest.mark.parametrize("text", ["", "# nothing\n", "numpy==1\n    # via x\n", "numpy>=1 \\\n"])
def test_a_lock_without_packages_or_hashes_is_refused(tools, text):
    with pytest.raises(ValueError, match=r"^requirements.lock: .* found.*; write the lock"):
        tools["locked"].read_lock(text)


def test_the_whole_lock_is_read(packages, project_root):
    text = (project_root / "requirements.lock").read_text(encoding="utf-8")
    assert len(packages) == text.count("==") - text.count("sys_platform ==") - len(
        re.findall(r"(?:os_name|version|implementation_name) == ", text)
    )
    assert sum(len(one.hashes) for one in packages) == text.count("--hash=sha256:")
    assert all(one.wanted_by for one in packages)


# --- the audit: a program that answers as pip-audit does ---

FAKE = """\
import json, re, sys
words, lines = sys.argv[1:], open(sys.argv[-1], encoding="utf-8").read().splitlines()
pins = [re.match(r"([^=]+)==(\\S+) --hash=sha256:", line).groups() for line in lines]
told = [{"name": name, "version": version, "vulns": []} for name, version in pins]
code = 0
# and then this:
print(json.dumps({"dependencies": told, "fixes": []}))
sys.exit(code)
"""
WORM = {"id": "PYSEC-2026-1", "fix_versions": ["9.9"]}
ANSWERS = {
    "all": ("", 0, ["audited {n} of {n} packages of requirements.lock: no known vulnerability"]),
    "none": ("told = []", 2, ["audit FAILED: 0 packages audited, expected all {n} "]),
    "no answer": (
        "print('no route to the service', file=sys.stderr); sys.exit(1)",
        2,
        ["audit FAILED: 0 packages audited", "ended with 1 and said: no route to the service"],
    ),
    "none, and exit code 0": ("sys.exit(0)", 2, ["audit FAILED: 0 packages audited"]),
    "something else": ("print('{}'); sys.exit(0)", 2, ["audit FAILED: 0 packages audited"]),
    "one was skipped": (
        "told[3] = {'name': told[3]['name'], 'skip_reason': 'not found'}",
        2,
        ["audit FAILED: {n-1} packages audited, expected all {n} ", "(not: {third})"],
    ),
    "one of another version": (
        "told[3]['version'] = '0'",
        2,
        ["audit FAILED: {n-1} packages audited", "(not: {third})"],
    ),
    "a vulnerability": (
        f"told[3]['vulns'] = [{WORM}]; code = 1",
        1,
        [
            "{third} {version}: PYSEC-2026-1 (mended in 9.9)",
            "audited {n} of {n} ",
            ": 1 vulnerable",
        ],
    ),
    "a vulnerability that nobody mended, and exit code 0": (
        "told[3]['vulns'] = [{'id': 'A'}]",
        1,
        ["{third} {version}: A (mended in no version)"],
    ),
    "a vulnerability, and one skipped": (
        f"told[3]['vulns'] = [{WORM}]; told.pop(4)",
        2,
        ["{third} {version}: PYSEC-2026-1", "audit FAILED: {n-1} packages audited"],
    ),
    "all, and yet a failure": ("code = 3", 2, ["audit FAILED: {n} packages", "ended with 3"]),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_audit_fails_unless_every_package_was_audited(tools, packages, answer, tmp_path, capsys):
    change, code, expected = ANSWERS[answer]
    fake = tmp_path / "fake.py"
    fake.write_text(FAKE.replace("# and then this:", change), encoding="utf-8")
    assert tools["audit"].main([sys.executable, str(fake)]) == code
    said = capsys.readouterr()
    assert bool(said.err) == bool(code)
    third, count = packages[3], len(packages)
    for text in expected:
        whole = text.replace("{n}", str(count)).replace("{n-1}", str(count - 1))
        whole = whole.replace("{third}", third.name).replace("{version}", third.version)
        assert whole in said.out + said.err


# --- licences ---


@pytest.fixture(scope="module")
def listed(tools):
    return tools["licences"].read_list()


def allowed_of(project_root):
    lines = (project_root / "docs" / "licences_allowed.csv").read_text(encoding="utf-8")
    return {line.partition(",")[0]: line.partition(",")[2] for line in lines.splitlines()[1:]}


def test_each_package_of_the_lock_is_listed_and_nothing_else(listed, packages):
    found = {(row.package, row.version) for row in listed if not row.package.startswith("font ")}
    assert found == {(one.name, one.version) for one in packages}
    assert len(listed) == len({row.package for row in listed})


def test_each_font_is_listed_with_the_package_that_it_was_cut_from(listed, project_root):
    fonts = {row.package: row.version for row in listed if row.package.startswith("font ")}
    files = (project_root / "src/exchange_stats/publishing/drawing/typefaces").glob("*.ttf")
    assert sorted(fonts) == sorted(f"font {path.name}" for path in files)
    makefile = (project_root / "Makefile").read_text(encoding="utf-8")
    pinned = re.findall(r'"([a-z-]+)==([\d.]+)"', makefile.partition("FONT_SOURCES")[2])
    assert set(fonts.values()) <= {" ".join(pin) for pin in pinned}


def test_each_licence_is_on_the_list_of_compatible_ones(listed, project_root):
    allowed = allowed_of(project_root)
    assert all(allowed.values())
    incompatible = {
        f"{row.package}: {row.licence or 'none'}"
        for row in listed
        if not any(  # of several to choose from one is enough; what is joined holds together
            set(choice.split(" AND ")) <= set(allowed) for choice in row.licence.split(" OR ")
        )
    }
    assert incompatible == set()
    used = {name for row in listed for name in re.split(" AND | OR ", row.licence)}
    assert set(allowed) - used == set()


def test_the_list_is_what_the_installed_packages_say(tools, listed, packages):
    rows = {row.package: row for row in listed}
    checked = 0
    for one in packages:
        try:
            same = importlib.metadata.version(one.name) == one.version
        except importlib.metadata.PackageNotFoundError:
            continue
        if same and not rows[one.name].read_in.startswith("by hand"):
            assert tools["licences"].row_of(one, None) == rows[one.name]
            checked += 1
    assert checked > 100


class Installed:
    """An installed package with these metadata and licence files."""

    def __init__(self, text="", **said):
        self.metadata = Message()
        for name, value in said.items():
            self.metadata[name.replace("_", "-")] = value
        self.files = [Licence(text)] if text else []


class Licence(str):
    def __new__(cls, text):
        made = super().__new__(cls, "beta-1.dist-info/licenses/LICENSE.txt")
        made.text = text
        return made

    def read_text(self, encoding):
        return self.text


OSI = "License :: OSI Approved :: "
TWO_CLAUSES = "Redistributions of source\ncode must retain"
THREE_CLAUSES = f"{TWO_CLAUSES}; nor may the names be used to\nendorse or promote products"
SAID = {
    "an expression": (Installed(License_Expression="mit"), "MIT"),
    "a licence that is an expression": (Installed(License="MPL-2.0 and mit"), "MPL-2.0 AND MIT"),
    "a name that means one licence": (Installed(License="Apache 2.0"), "Apache-2.0"),
    "a classifier that means one": (Installed(Classifier=f"{OSI}MIT License"), "MIT"),
    "BSD of two clauses": (Installed(TWO_CLAUSES, Classifier=f"{OSI}BSD License"), "BSD-2-Clause"),
    "BSD of three": (Installed(THREE_CLAUSES, Classifier=f"{OSI}BSD License"), "BSD-3-Clause"),
    "the text in the metadata": (Installed(License=THREE_CLAUSES), "BSD-3-Clause"),
    "BSD without a text": (Installed(Classifier=f"{OSI}BSD License"), ""),
    "another text": (Installed("All rights reserved", License="UNKNOWN"), ""),
    "nothing": (Installed(), ""),
}


@pytest.mark.parametrize("case", SAID)
def test_a_licence_is_read_where_it_stands_and_never_guessed(tools, case):
    package, licence = SAID[case]
    found, where = tools["licences"].licence_of(package)
    assert found == licence
    assert bool(where) == bool(licence)


def test_two_classifiers_are_a_choice_that_a_person_makes(tools):
    package = Installed(Classifier=f"{OSI}MIT License")
    package.metadata["Classifier"] = f"{OSI}GNU General Public License (GPL)"
    assert tools["licences"].licence_of(package) == ("", "")


def test_a_row_by_hand_stays_until_the_version_changes(tools):
    locked, row = tools["locked"].Locked, tools["licences"].Row
    by_hand = row("beta", "1", "MIT", "by hand: its licence file")
    assert tools["licences"].row_of(locked("beta", "1", "", (), ()), by_hand) == by_hand
    assert tools["licences"].row_of(locked("beta", "2", "", (), ()), by_hand) == row(
        "beta", "2", "", ""
    )


# --- the bill of materials ---


@pytest.fixture(scope="module")
def bill(tools, packages):
    return tools["sbom"].bill_of(packages)


def test_the_bill_has_each_package_with_its_hashes_and_licence(bill, packages, listed):
    libraries = {one["name"]: one for one in bill["components"] if one["type"] == "library"}
    licences = {row.package: row.licence for row in listed}
    assert sorted(libraries) == sorted(one.name for one in packages)
    for one in packages:
        found = libraries[one.name]
        assert found["version"] == one.version
        assert found["purl"] == found["bom-ref"] == f"pkg:pypi/{one.name}@{one.version}"
        told = [entry["content"] for entry in found["externalReferences"][0]["hashes"]]
        assert told == list(one.hashes)
        licence = found["licenses"][0]
        assert licences[one.name] in (
            licence.get("expression"),
            licence.get("license", {}).get("id"),
        )


def test_the_bill_says_who_needs_what(bill, tools, packages):
    known = {one["bom-ref"] for one in bill["components"]} | {
        bill["metadata"]["component"]["bom-ref"]
    }
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert set(needs) | {ref for refs in needs.values() for ref in refs} <= known
    version = {one.name: one.version for one in packages}
    assert f"pkg:pypi/numpy@{version['numpy']}" in needs[f"pkg:pypi/pandas@{version['pandas']}"]
    scopes = {one["name"]: one["scope"] for one in bill["components"]}
    assert (scopes["pandas"], scopes["python-dateutil"]) == ("required", "required")
    assert (scopes["pytest"], scopes["ruff"], scopes["frictionless"]) == ("optional",) * 3


def test_the_same_lock_gives_the_same_bill_and_another_lock_another(bill, tools, packages):
    again = tools["sbom"].bill_of(packages)
    assert json.dumps(again) == json.dumps(bill)
    assert "timestamp" not in json.dumps(bill)
    fewer = tools["sbom"].bill_of([one for one in packages if one.name != "ruff"])
    assert fewer["serialNumber"] != bill["serialNumber"]


# --- nothing is fetched ---

REFUSING = """\
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        with open({log!r}, "a") as file:
            file.write(event + " " + repr(arguments) + "\\n")
        raise OSError("sockets are refused")

sys.addaudithook(refuse)
"""
COMMANDS = """\
import socket, sys
from exchange_stats.__main__ import main
try:
    socket.create_connection(("127.0.0.1", 9))
except OSError as error:
    print(error)
for words in {commands!r}:
    print(words[0], main(words), flush=True)
"""


@pytest.fixture
def refusing(built, tmp_path):
    """Return the surroundings of a process in which each socket is refused and written down."""
    hook = tmp_path / "hook"
    hook.mkdir()
    refusal = REFUSING.format(log=str(tmp_path / "log"))
    (hook / "sitecustomize.py").write_text(refusal, encoding="utf-8")
    places = [str(hook), *filter(None, [os.environ.get("PYTHONPATH")])]
    facts = {"EXCHANGE_STATS_FACTS": str(built.facts)}
    return {**os.environ, **facts, "PYTHONPATH": os.pathsep.join(places)}


def test_no_command_opens_a_socket(built, refusing, tmp_path):
    sent, at = built.raw, ["--project", str(built.root)]
    commands = [
        ["read", str(sent), "--to", str(tmp_path / "read.csv")],
        ["inspect", str(sent), "--to", str(tmp_path / "seen.html")],
        ["check", *at],
        ["build", "--only", "processed", "--force", *at],
        ["export", "growth", "--lang", "en", "--out", str(tmp_path / "out"), *at],
        ["export", "--sdmx", "--out", str(tmp_path / "out"), *at],
    ]
    program = [sys.executable, "-c", COMMANDS.format(commands=commands)]
    done = subprocess.run(program, env=refusing, capture_output=True, text=True)
    first, *others = re.findall(r"(?m)^(sockets are refused|\w+ \d)$", done.stdout)
    assert first == "sockets are refused", done.stderr
    assert others == [f"{words[0]} 0" for words in commands], done.stderr
    tried = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert len(tried) == 1  # what the test itself tried
    assert tried[0].startswith("socket.getaddrinfo ('127.0.0.1', 9")
