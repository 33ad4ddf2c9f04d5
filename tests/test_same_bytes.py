"""A build elsewhere, on another day, in another time zone and language gives the same bytes."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from small_project import SmallProject

PLACES = {
    "here": {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",  # 26 hours ahead of the other: never the same day
        "LC_ALL": "C.UTF-8",
        "DAYS": "0",
    },
    "elsewhere": {
        "PYTHONHASHSEED": "4242",
        "TZ": "Etc/GMT+12",
        "LC_ALL": "C",  # files are opened as ASCII unless the code says otherwise
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "DAYS": "-8103.4",
    },
}
# Read by Python itself at its start, also by that of a notebook.
MOVED = """
import os, time

DAYS = float(os.environ["DAYS"])
now, at, local, utc, written = time.time, time.time_ns, time.localtime, time.gmtime, time.strftime
time.time = lambda: now() + DAYS * 86400
time.time_ns = lambda: at() + int(DAYS * 86400) * 10**9
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
time.strftime = lambda form, moment=None: written(form, moment or time.localtime())
"""
WORK = """
import os, sys
from exchange_stats.__main__ import main

small, project, out = sys.argv[1:]
done = main(["build", "--project", small])
del os.environ["EXCHANGE_STATS_FACTS"]
kinds = "png,svg,pdf,csv,txt,docx,pptx,xlsx"
for figure, language in (("kyrgyz-students-in-china", "zh"), ("sample-institutions", "ky")):
    looks = ["--lang", language, "--format", kinds, "--out", out, "--project", project]
    done = main(["export", figure, *looks]) or done
sys.exit(done)
"""
KINDS = {".png", ".svg", ".pdf", ".csv", ".txt", ".docx", ".pptx", ".xlsx", ".html", ".js", ".json"}


def started(name, project, project_root, source_root):
    """Start the work in a folder and a place of its own; return the process."""
    folder = project.root.parent
    for one in ("temporary", "home", "moved"):
        (folder / one).mkdir()
    (folder / "moved" / "sitecustomize.py").write_text(MOVED, encoding="utf-8")
    rc = "axes.facecolor: red\nfont.family: serif\n" if name == "elsewhere" else ""
    (folder / "home" / "matplotlibrc").write_text(rc, encoding="utf-8")
    places = [folder / "moved", source_root.parent]
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("LC_")},
        "PYTHONPATH": os.pathsep.join(str(place) for place in places),
        "TMPDIR": str(folder / "temporary"),
        "MPLCONFIGDIR": str(folder / "home"),
        "EXCHANGE_STATS_FACTS": str(project.facts),
        **PLACES[name],
    }
    given = [str(one) for one in (project.root, project_root, folder / "out")]
    with (folder / "said.txt").open("wb") as said:
        order = [sys.executable, "-c", WORK, *given]
        return subprocess.Popen(order, cwd=folder, env=environment, stdout=said, stderr=said)


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for made in ("out", "project/data/processed", "project/reports")
        for path in sorted((folder / made).rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory, project_root, source_root):
    """Do the work in both places at once; return the digest of each file by its path."""
    running = {}
    for name in PLACES:
        folder = tmp_path_factory.mktemp(name)
        project = SmallProject(folder).found()
        project.add_figure()
        project.add_notebook()
        running[folder] = started(name, project, project_root, source_root)
    codes = {folder: process.wait(timeout=900) for folder, process in running.items()}
    for folder, code in codes.items():
        assert code == 0, (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
    return [digests(folder) for folder in running]


def test_every_file_of_a_build_has_the_same_bytes(made):
    here, elsewhere = made
    assert {name for name in here if here[name] != elsewhere.get(name)} == set()
    assert set(here) == set(elsewhere)


def test_every_kind_of_file_is_among_them(made):
    assert {Path(name).suffix for name in made[0]} >= KINDS
