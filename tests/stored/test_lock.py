"""One builder at a time; who comes second is told who is first, or waits."""

import json
import os
import re
import socket
import threading

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.stored import lock
from exchange_stats.stored.lock import sole_builder


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path


def in_a_fork(work):
    """Run ``work`` in a process of its own; return its number, still to be waited for."""
    number = os.fork()
    if number == 0:
        try:
            work()
        finally:
            os._exit(0)
    return number


@pytest.fixture
def held(root):
    """A lock that another process holds; its number, and what makes it end."""
    told, tell = os.pipe()
    end, ending = os.pipe()

    def hold():
        os.close(ending)
        with sole_builder(root):
            os.write(tell, b"!")
            os.read(end, 1)

    number = in_a_fork(hold)
    os.close(end)
    os.read(told, 1)
    yield number, ending
    os.close(ending)
    os.waitpid(number, 0)
    os.close(told)
    os.close(tell)


def test_a_second_builder_is_told_who_is_building(root, held):
    with pytest.raises(InputError) as caught, sole_builder(root):
        pytest.fail("it builds beside another")
    pattern = (
        rf"E_BUSY: another build is running \(process {held[0]} on "
        rf"{re.escape(socket.gethostname())}, since \d{{4}}-\d\d-\d\d "
        r"\d\d:\d\d:\d\d[+-]\d\d:\d\d\); "
        "wait until it is done, or build with --wait"
    )
    assert re.fullmatch(pattern, str(caught.value))
    assert f"процесс {held[0]}" in caught.value.told("ru")


def test_the_lock_of_a_builder_that_was_killed_is_free(root, held):
    os.kill(held[0], 9)
    with sole_builder(root, wait=True):
        signed = json.loads((root / "data" / ".build.lock").read_text("utf-8"))
    assert signed["process"] == os.getpid()


def test_a_builder_may_wait_for_the_other(root, held):
    order = []

    def wait():
        with sole_builder(root, wait=True):
            order.append("second")

    waiting = threading.Thread(target=wait)
    waiting.start()
    order.append("first ends")
    os.write(held[1], b"!")
    waiting.join(20)
    assert order == ["first ends", "second"]


def test_one_builder_after_the_other(root):
    for _ in range(2):
        with sole_builder(root):
            pass
    left = sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))
    assert left == ["data", "data/.build.lock"]


def test_who_holds_the_lock_may_ask_again_but_not_another_thread(root):
    refused = []

    def build_too():
        try:
            with sole_builder(root):
                refused.append("it builds beside another")
        except InputError as error:
            refused.append(error.code)

    with sole_builder(root), sole_builder(root / "data" / ".."):
        other = threading.Thread(target=build_too)
        other.start()
        other.join()
    assert refused == ["E_BUSY"]


def test_who_has_let_go_of_the_lock_holds_it_no_more(root):
    with sole_builder(root):
        pass
    taken, done = threading.Event(), threading.Event()

    def build_too():
        with sole_builder(root):
            taken.set()
            done.wait(20)

    other = threading.Thread(target=build_too)
    other.start()
    taken.wait(20)
    with pytest.raises(InputError, match=r"^E_BUSY: "), sole_builder(root):
        pytest.fail("it builds beside another")
    done.set()
    other.join()


def test_two_projects_do_not_wait_for_one_another(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "data").mkdir()
    with sole_builder(root), sole_builder(other):
        assert (other / "data" / ".build.lock").stat().st_size > 0


@pytest.mark.parametrize("signed", ["", "{", "[]", '{"process": 1}', "\ufeff"])
def test_a_holder_that_has_not_signed_is_unknown(root, signed):
    path = root / "data" / ".build.lock"
    path.write_text(signed, encoding="utf-8")
    with path.open("rb") as file:
        assert lock._holder(file) == {"process": "?", "host": "?", "since": "?"}


def test_a_longer_signature_leaves_nothing_behind(root):
    (root / "data" / ".build.lock").write_text("x" * 500, encoding="utf-8")
    with sole_builder(root):
        signed = json.loads((root / "data" / ".build.lock").read_text("utf-8"))
    assert set(signed) == {"process", "host", "since"}


def test_a_lock_that_cannot_be_made_is_refused_in_words(tmp_path):
    said = r'E_WRITE: "data/\.build\.lock": it cannot be written \(No such file or directory\)'
    with pytest.raises(InputError, match=said), sole_builder(tmp_path):
        pass


def test_a_link_in_the_place_of_the_lock_is_not_followed(root):
    (root / "secret").write_text("kept", encoding="utf-8")
    (root / "data" / ".build.lock").symlink_to(root / "secret")
    with pytest.raises(InputError, match="E_WRITE"), sole_builder(root):
        pass
    assert (root / "secret").read_text("utf-8") == "kept"


def test_a_program_that_is_started_does_not_inherit_the_lock(root):
    with sole_builder(root):
        seen = (root / "data" / ".build.lock").stat()
        held = [number for number in range(3, 1024) if is_open_on(number, seen)]
        assert [os.get_inheritable(number) for number in held] == [False]


def is_open_on(number, seen):
    try:
        return os.path.samestat(os.fstat(number), seen)
    except OSError:
        return False


def test_where_the_system_has_no_locks_a_build_goes_on(root, monkeypatch):
    monkeypatch.setattr(lock, "fcntl", None)
    with sole_builder(root):
        pass
    assert not (root / "data" / ".build.lock").exists()
