"""The working process answers with bytes, and says in a letter what became of the work."""

import json
import subprocess
import sys

import pytest

from exchange_stats.ground import factbook
from exchange_stats.reading.workbook.intake import worker

SERVED = """
import sys
from exchange_stats.reading.workbook.intake import worker
from exchange_stats.ground.errors import FactError
from exchange_stats.reading.workbook.intake.refusals import reject

def work(content, name):
    if content == b"refuse":
        reject("E_EMPTY")
    if content == b"facts":
        raise FactError("no such fact")
    if content == b"memory":
        return b"x" * 2**40
    if content == b"stop":
        raise SystemExit(3)
    if content == b"write":
        open(sys.argv[1], "wb", buffering=0).write(b"x")
    return content + name.encode()

worker.serve(work, 0, 1)
"""


def answers(*contents, path="/dev/null"):
    limits = {"seconds": 60, "memory": 2**30}
    header = {"name": "a.csv", "facts": str(factbook.PACKAGED), "asked": {}, **limits}
    packed = json.dumps(header).encode()
    request = b"".join(worker.LENGTHS.pack(len(packed), len(c)) + packed + c for c in contents)
    done = subprocess.run(
        [sys.executable, "-c", SERVED, str(path)], input=request, capture_output=True, check=True
    )
    found, place = [], 0
    while place < len(done.stdout):
        kind, leaves, length = worker.ANSWER.unpack_from(done.stdout, place)
        place += worker.ANSWER.size + length
        found.append((kind, leaves, done.stdout[place - length : place]))
    return found


def test_one_process_works_for_one_request_after_the_other():
    assert answers(b"1", b"2") == [(b"A", False, b"1a.csv"), (b"A", False, b"2a.csv")]


@pytest.mark.parametrize(
    ("content", "kind"), [(b"refuse", b"R"), (b"facts", b"F"), (b"stop", b"X"), (b"memory", b"M")]
)
def test_what_becomes_of_the_work_is_told_and_memory_ends_the_process(content, kind):
    ((told, leaves, _), *_) = answers(content, b"1")
    assert told == kind
    assert leaves == (kind == b"M")


def test_no_file_can_be_written(tmp_path):
    path = tmp_path / "written"
    assert answers(b"write", path=path)[0][0] == b"X"
    assert path.read_bytes() == b""
