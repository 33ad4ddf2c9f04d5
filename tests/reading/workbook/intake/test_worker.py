"""The working process answers with bytes, and says in a letter what became of the work."""

import importlib.util
import json
import os
import resource
import subprocess
import sys

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, InputError
from exchange_stats.reading.workbook.intake import worker

SERVED = """
import sys
from exchange_stats.reading.workbook.intake import worker

def work(content, name):
    if content == b"memory":
        return b"x" * 2**40
    if content == b"write":
        open(sys.argv[1], "wb", buffering=0).write(b"x")
    return content + name.encode()

worker.serve(work, 0, 1)
"""


def request_of(*contents):
    return b"".join(requested([("a.csv", content)]) for content in contents)


def requested(files):
    limits = {"seconds": 60, "memory": 2**30}
    told = [(name, len(content)) for name, content in files]
    header = {"files": told, "facts": str(factbook.PACKAGED), "asked": {}, **limits}
    packed = json.dumps(header).encode()
    return worker.LENGTH.pack(len(packed)) + packed + b"".join(content for _, content in files)


def told(answered):
    found, place = [], 0
    while place < len(answered):
        kind, leaves, length = worker.ANSWER.unpack_from(answered, place)
        place += worker.ANSWER.size + length
        found.append((kind, leaves, answered[place - length : place]))
    return found


def answers(*contents, path="/dev/null"):
    return answers_on(request_of(*contents), path)


def answers_on(request, path="/dev/null"):
    done = subprocess.run(
        [sys.executable, "-c", SERVED, str(path)], input=request, capture_output=True, check=True
    )
    return told(done.stdout)


def test_one_process_works_for_one_request_after_the_other():
    assert answers(b"1", b"2") == [(b"A", False, b"1a.csv"), (b"A", False, b"2a.csv")]


def test_memory_that_is_used_up_ends_the_process():
    assert answers(b"memory", b"1") == [(b"M", True, b"")]


def test_files_of_one_request_have_an_answer_each():
    files = [("a.csv", b"1"), ("b.csv", b"write"), ("c.csv", b""), ("d.csv", b"2")]
    found = answers_on(requested(files), path="/no/such/folder/file")
    assert [kind for kind, _, _ in found] == [b"A", b"X", b"A", b"A"]
    assert [answer for _, _, answer in found] == [b"1a.csv", b"", b"c.csv", b"2d.csv"]


def test_no_file_can_be_written(tmp_path):
    path = tmp_path / "written"
    assert answers(b"write", path=path)[0][0] == b"X"
    assert path.read_bytes() == b""


HARD = {"RLIMIT_CORE": 0, "RLIMIT_CPU": 30}  # what the system allows at most


@pytest.fixture
def noted(monkeypatch):
    """Serve in this process, as a stand-in: the limits it would get are noted instead."""
    limits = {}
    names = {getattr(resource, name): name for name in dir(resource) if name[:7] == "RLIMIT_"}

    def set_limit(kind, most):
        limits[names[kind]] = most

    def leave(status):
        raise SystemExit(status)

    def allowed(kind):
        return 0, HARD.get(names[kind], resource.RLIM_INFINITY)

    monkeypatch.setattr(resource, "getrlimit", allowed)
    monkeypatch.setattr(resource, "setrlimit", set_limit)
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    monkeypatch.setattr(worker, "own_sizes", lambda: (5 * 2**30, 2**30))
    monkeypatch.setattr(os, "_exit", leave)
    return limits


def served(tmp_path, work, *contents, cut=0):
    """Return what work answers to requests, the last of which is cut by some bytes."""
    request = request_of(*contents)
    (tmp_path / "request").write_bytes(request[: len(request) - cut])
    source = os.open(tmp_path / "request", os.O_RDONLY)
    sink = os.open(tmp_path / "answers", os.O_WRONLY | os.O_CREAT)
    try:
        with pytest.raises(SystemExit) as left:
            worker.serve(work, source, sink)
    finally:
        os.close(source)
        os.close(sink)
    assert left.value.code == 0
    return told((tmp_path / "answers").read_bytes())


def test_the_limits_are_set_and_a_stricter_one_of_the_system_is_kept(tmp_path, noted):
    assert served(tmp_path, lambda content, name: content, b"1") == [(b"A", False, b"1")]
    endless = resource.RLIM_INFINITY
    assert noted["RLIMIT_FSIZE"] == noted["RLIMIT_NPROC"] == (0, endless)
    assert noted["RLIMIT_CORE"] == (0, 0)
    assert noted["RLIMIT_CPU"] == (30, 30)  # of 60 seconds and what this process has used
    assert noted["RLIMIT_AS"] == (4 * 2**30 + 2**30, endless)  # unused addresses cost nothing


def test_time_is_limited_beyond_what_is_used(tmp_path, noted, monkeypatch):
    monkeypatch.setitem(HARD, "RLIMIT_CPU", resource.RLIM_INFINITY)
    used = resource.struct_rusage((7.5, 1.0, *[0] * 14))
    monkeypatch.setattr(resource, "getrusage", lambda who: used)
    served(tmp_path, lambda content, name: content, b"1")
    assert noted["RLIMIT_CPU"] == (8 + 60 + 1, resource.RLIM_INFINITY)


def test_where_the_system_tells_no_sizes_memory_is_not_limited(tmp_path, noted, monkeypatch):
    monkeypatch.setattr(worker, "own_sizes", lambda: (0, 0))
    served(tmp_path, lambda content, name: content, b"1")
    assert "RLIMIT_AS" not in noted


def test_every_end_of_the_work_has_its_letter(tmp_path, noted):
    ends = {
        b"refused": InputError("E_EMPTY: a", {"en": "a", "ru": "b"}),
        b"facts": FactError("no such fact"),
        b"broken": SystemExit(3),
        b"memory": MemoryError(),
    }

    def work(content, name):
        raise ends[content]

    assert served(tmp_path, work, *ends, b"never asked") == [
        (b"R", False, b'["E_EMPTY: a", {"en": "a", "ru": "b"}]'),
        (b"F", False, b"no such fact"),
        (b"X", False, b""),
        (b"M", True, b""),
    ]


def test_a_process_that_has_grown_leaves(tmp_path, noted, monkeypatch):
    sizes = iter([(2**30, 0), (2**30 + 2**28, 0), (2**30 + 2**28 + 1, 0)])
    monkeypatch.setattr(worker, "own_sizes", lambda: next(sizes))
    found = served(tmp_path, lambda content, name: content, b"1", b"2", b"3")
    assert found == [(b"A", False, b"1"), (b"A", True, b"2")]


def test_a_request_that_is_cut_off_is_not_worked_on(tmp_path, noted):
    assert served(tmp_path, lambda content, name: content, b"123", cut=1) == []


def test_an_answer_of_any_length_comes_whole(tmp_path, noted):
    long = b"x" * (3 * worker.PIECE)
    assert served(tmp_path, lambda content, name: long, b"1") == [(b"A", False, long)]


def test_the_sizes_of_a_process_are_told_in_bytes(monkeypatch):
    space, resident = worker.own_sizes()
    assert space > resident > 2**20
    monkeypatch.setattr(worker.Path, "read_text", lambda *_, **__: "300 20 5 1 0 40 0")
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4096}.__getitem__)
    assert worker.own_sizes() == (300 * 4096, 20 * 4096)


def test_where_the_system_does_not_tell_the_sizes_are_nought(monkeypatch):
    def unknown(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr(worker.Path, "read_text", unknown)
    assert worker.own_sizes() == (0, 0)


@pytest.mark.parametrize("missing", ["resource", "fcntl"])
def test_where_the_system_knows_no_limits_or_forks_that_is_known(monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    spec = importlib.util.spec_from_file_location("worker_there", worker.__file__)
    there = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(there)
    assert not there.IS_LIMITABLE


def test_a_limit_that_the_system_does_not_know_is_not_set(tmp_path, noted, monkeypatch):
    monkeypatch.delattr(resource, "RLIMIT_NPROC")
    served(tmp_path, lambda content, name: content, b"1")
    assert {"RLIMIT_CORE", "RLIMIT_FSIZE"} <= {*noted}
    assert "RLIMIT_NPROC" not in noted
