"""Whatever happens to the working process, this one lives on and says what it was."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import deeds
from deeds import work
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, InputError
from exchange_stats.reading.workbook.intake import guard
from exchange_stats.reading.workbook.intake.handover import from_bytes
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.intake.refusals import naming
from exchange_stats.reading.workbook.intake.worker import own_sizes


@pytest.fixture(autouse=True)
def new_process(monkeypatch):
    folder = str(Path(deeds.__file__).parent)  # a program of its own finds the work there
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")]))
    guard.end_process()
    yield
    guard.end_process()


@pytest.fixture
def in_three_seconds(tmp_path):
    shutil.copytree(factbook.PACKAGED, tmp_path / "facts")
    path = tmp_path / "facts" / "limits.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("seconds = 60", "seconds = 3").replace(
        "answer_mib = 1024", "answer_mib = 1"
    )
    path.write_text(text, encoding="utf-8")
    with factbook.using(tmp_path / "facts"):
        yield


def test_another_process_works_the_same_one_for_all():
    first = guard.guarded(work, b"pid", "a")
    assert first != str(os.getpid()).encode()
    assert guard.guarded(work, b"pid", "a") == first
    assert guard.guarded(work, b"name", "a.xlsx") == b"a.xlsx"


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (b"abort", "E_TOO_BIG"),
        (b"memory", "E_TOO_BIG"),
        (b"time", "E_TOO_SLOW"),
        (b"dies", "E_CORRUPT"),
        (b"exit", "E_CORRUPT"),
        (b"refuses", "E_EMPTY"),
    ],
)
def test_every_end_of_the_work_is_one_code_and_the_next_file_is_worked_on(deed, code):
    with naming("a.xlsx"), pytest.raises(InputError) as caught:
        guard.guarded(work, deed, "a.xlsx")
    assert caught.value.code == code
    assert guard.guarded(work, b"name", "b.xlsx") == b"b.xlsx"


@pytest.mark.parametrize("deed", [b"memory once", b"aborts once"])
def test_where_memory_ends_a_small_file_is_read_again_by_the_second_reader(deed):
    assert guard.guarded(work, deed, "a.xls") == b"read again"


def test_a_large_file_is_not_read_again_where_memory_ends():
    with asking({"limits": {"again_mib": 0}}), pytest.raises(InputError, match=r"^E_TOO_BIG: "):
        guard.guarded(work, b"memory once", "a.xls")


def test_the_process_holds_no_more_memory_than_its_limit():
    most = own_sizes()[1] // 2**20 + 200  # what this process holds when the other one is forked
    with asking({"limits": {"memory_mib": most}}):
        held = int(guard.guarded(work, b"resident", "a.csv"))
    shared = 50  # pages of libraries count as its own when it first looks at them
    assert most - 150 < held <= most + shared


def test_a_fault_of_our_own_facts_stays_one():
    with pytest.raises(FactError, match=r"facts/none\.toml: no such file"):
        guard.guarded(work, b"facts", "a")


def test_work_without_an_end_is_stopped_and_leaves_no_process(in_three_seconds):
    number = int(guard.guarded(work, b"pid", "a"))
    with pytest.raises(InputError, match=r'^E_TOO_SLOW: "a": not read in 3 s'):
        guard.guarded(work, b"hangs", "a")
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_an_answer_over_the_limit_is_not_taken(in_three_seconds):
    with pytest.raises(InputError, match=r'^E_TOO_BIG: "a": too large: 2 MiB of memory'):
        guard.guarded(work, b"big", "a")
    assert guard.guarded(work, b"name", "b") == b"b"


def test_a_killed_process_is_replaced():
    number = int(guard.guarded(work, b"pid", "a"))
    os.kill(number, signal.SIGKILL)
    with asking({"limits": {"again_mib": 0}}), pytest.raises(InputError, match=r"^E_TOO_BIG"):
        guard.guarded(work, b"pid", "a")
    assert int(guard.guarded(work, b"pid", "a")) != number


def told(found):
    return [one.code if isinstance(one, InputError) else one.decode() for one in found]


@pytest.mark.parametrize(
    ("deed", "becomes"),
    [
        (b"abort", "E_TOO_BIG"),
        (b"dies", "E_CORRUPT"),
        (b"exit", "E_CORRUPT"),
        (b"refuses", "E_EMPTY"),
        (b"memory once", "read again"),
    ],
)
def test_files_handed_over_together_have_each_its_own_end(deed, becomes):
    files = [("a", b"name"), ("b", deed), ("c", b"name"), ("d", b"name")]
    found = guard.guarded_together(work, files)
    assert told(found) == ["a", becomes, "c", "d"]
    if deed in (b"abort", b"dies", b"exit"):
        assert str(found[1]).startswith(f'{becomes}: "b": ')


def test_answers_that_come_together_are_told_apart_whatever_their_length():
    files = [(str(place), b"name" if place % 3 else b"big") for place in range(12)]
    found = guard.guarded_together(work, files)
    assert [len(one) for one in found[::3]] == [3_000_000] * 4
    assert found[1:3] + found[4:6] == [b"1", b"2", b"4", b"5"]


def test_a_fault_of_our_own_facts_among_files_leaves_no_answer_behind():
    with pytest.raises(FactError, match=r"facts/none\.toml"):
        guard.guarded_together(work, [("a", b"facts"), ("b", b"name")])
    assert guard.guarded(work, b"name", "c") == b"c"


@pytest.fixture
def unlimited(monkeypatch):
    monkeypatch.setattr(guard, "IS_LIMITED", False)


def test_where_the_system_knows_no_limits_the_work_is_done_here(unlimited):
    assert guard.guarded(work, b"pid", "a") == str(os.getpid()).encode()


def test_files_together_are_worked_on_here_as_well(unlimited):
    assert told(guard.guarded_together(work, [("a", b"refuses"), ("b", b"name")])) == [
        "E_EMPTY",
        "b",
    ]


@pytest.mark.parametrize(
    ("deed", "code"),
    [(b"exit", "E_CORRUPT"), (b"memory", "E_TOO_BIG"), (b"refuses", "E_EMPTY")],
)
def test_every_end_of_work_that_is_done_here_is_one_code_as_well(unlimited, deed, code):
    with naming("a.xlsx"), pytest.raises(InputError, match=rf'^{code}: "a.xlsx": '):
        guard.guarded(work, deed, "a.xlsx")


FORGOTTEN = """
import gc, os
from deeds import work
from exchange_stats.reading.workbook.intake.guard import guarded
gc.disable()
files = [open(os.devnull) for _ in range(90)]
files.append(files)
del files
print(guarded(work, b"collected", "a"))
"""


def test_files_that_the_program_forgot_to_close_cost_the_process_none_of_its_own():
    done = subprocess.run([sys.executable, "-c", FORGOTTEN], capture_output=True, text=True)
    assert done.stdout == "b'True'\n"


@pytest.fixture
def another_thread():
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    yield
    stop.set()
    other.join()


def test_beside_other_threads_a_program_of_its_own_works(another_thread):
    from exchange_stats.reading.workbook.opening import parsed

    answer = guard.guarded(parsed, b"a,1\n", "a.csv")
    assert from_bytes(answer, Path("a.csv")).sheets[0].values == [["a", "1"]]


def test_beside_other_threads_an_end_of_the_work_is_one_code_as_well(another_thread):
    with naming("a.xlsx"), pytest.raises(InputError) as caught:
        guard.guarded(work, b"memory", "a.xlsx")
    assert caught.value.code == "E_TOO_BIG"
    assert guard.guarded(work, b"name", "b.xlsx") == b"b.xlsx"


def test_an_answer_that_comes_in_many_pieces_is_whole():
    assert guard.guarded(work, b"big", "a") == b"x" * 3_000_000


def test_a_fork_of_the_program_leaves_the_process_of_its_parent_alone(monkeypatch):
    first = int(guard.guarded(work, b"pid", "a"))
    monkeypatch.setattr(guard._processes[0], "owner", os.getppid())
    assert int(guard.guarded(work, b"pid", "a")) != first
    os.kill(first, signal.SIGKILL)  # it was still there
    assert os.waitpid(first, 0)[0] == first


def test_a_process_that_somebody_else_has_buried_is_replaced():
    number = int(guard.guarded(work, b"pid", "a"))
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    assert guard.end_process() == 0
    assert guard.guarded(work, b"name", "b") == b"b"
