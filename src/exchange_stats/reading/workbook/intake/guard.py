"""Work on untrusted bytes in a process of its own, within limits of time and memory.

One process at a time works for all files, and is replaced when it dies or has grown. It gets
bytes and hands back bytes; whatever happens to it, this process lives on and says what it was.
Where the system knows no such limits (Windows), the work is done here, without them.
"""

import atexit
import contextlib
import gc
import json
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ExchangeStatsError, FactError, InputError
from exchange_stats.reading.workbook.intake import worker
from exchange_stats.reading.workbook.intake.limits import MIB, asking, limit, what_is_asked
from exchange_stats.reading.workbook.intake.refusals import refusal, reject
from exchange_stats.reading.workbook.intake.worker import (
    ANSWER,
    IS_LIMITABLE,
    LENGTHS,
    PIECE,
    Work,
)

try:
    import fcntl
except ImportError:  # Windows, where no process is forked
    fcntl = None  # type: ignore[assignment]

IS_LIMITED = IS_LIMITABLE and hasattr(os, "fork")
SOURCE, SINK, SPARE = 3, 4, 60  # file numbers in the working process


class _Process:
    """A working process: its number, and the pipes to it of the process that began it."""

    def __init__(self, work: Work) -> None:
        request, self.to = os.pipe()
        self.answers, answer = os.pipe()
        self.owner = os.getpid()
        if threading.active_count() == 1:
            self.number = os.fork()
            if not self.number:  # pragma: no cover - the fork
                _become_worker(work, request, answer)
        else:  # a fork would copy the locks of other threads as they happen to stand
            self.number = _spawned(work, request, answer)
        for pipe in (request, answer):
            os.close(pipe)
        self.waits = select.poll()
        self.waits.register(self.answers, select.POLLIN)

    def close(self) -> int:
        """End the process and return what it died of, as ``waitpid`` says it."""
        for pipe in (self.to, self.answers):
            os.close(pipe)
        if self.owner != os.getpid():
            return 0
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            return os.waitpid(self.number, 0)[1]
        return 0


_lock = threading.Lock()
_processes: list[_Process] = []  # none or one


def guarded(work: Work, content: bytes, name: str) -> bytes:
    """Return what work on the bytes of a file gives, done in the working process.

    Parameters
    ----------
    work : callable
        A function of a module: bytes and the name of the file to bytes.
    content : bytes
        Of the file.
    name : str
        Of the file, for messages.

    Raises
    ------
    InputError
        If the work refuses the file, needs too much, or breaks off.
    """
    if not IS_LIMITED:
        return _done_here(work, content, name)
    with _lock:
        deadline = time.monotonic() + limit("reading", "seconds")
        try:
            return _asked(_process(work), content, name, deadline)
        except _OutOfMemoryError:
            if len(content) > limit("reading", "again_mib") * MIB:
                raise
            with asking({**what_is_asked(), "again": True}), contextlib.suppress(InputError):
                return _asked(_process(work), content, name, deadline)
            raise


class _OutOfMemoryError(InputError):
    """The work on a file needed more memory than it may have."""


def _done_here(work: Work, content: bytes, name: str) -> bytes:
    try:
        return work(content, name)
    except (ExchangeStatsError, KeyboardInterrupt):
        raise
    except MemoryError:
        raise _too_much_memory() from None
    except BaseException:  # a reader written in Rust raises what is no Exception
        return reject("E_CORRUPT", kind="bad_reader")


def _process(work: Work) -> _Process:
    if _processes and _processes[0].owner != os.getpid():  # we are a fork of who began it
        _processes.pop().close()
    if not _processes:
        _processes.append(_Process(work))
    return _processes[0]


def _asked(process: _Process, content: bytes, name: str, deadline: float) -> bytes:
    seconds = limit("reading", "seconds")
    memory = limit("reading", "memory_mib") * MIB
    facts = str(factbook.facts_folder())
    told = {"name": name, "facts": facts, "seconds": seconds, "memory": memory}
    header = json.dumps({**told, "asked": {**what_is_asked()}})
    request = LENGTHS.pack(len(header.encode()), len(content)) + header.encode()
    try:
        worker.send(process.to, request, content)
        kind, leaves, answer = _answer(process, deadline)
    except (EOFError, BrokenPipeError):
        raise _death(end_process()) from None
    except BaseException:  # also Ctrl-C: an answer that nobody waits for must not come later
        end_process()
        raise
    if leaves:
        end_process()
    return _judged(kind, answer)


def _answer(process: _Process, deadline: float) -> tuple[bytes, bool, bytes]:
    pieces = _pieces(process, deadline)
    found = bytearray()
    while len(found) < ANSWER.size:
        found += next(pieces)
    kind, leaves, length = ANSWER.unpack(found[: ANSWER.size])
    most = limit("reading", "answer_mib")
    if length > most * MIB:
        reject("E_TOO_BIG", n=length // MIB, what="memory", limit=most, name="answer_mib")
    del found[: ANSWER.size]
    while len(found) < length:
        found += next(pieces)
    return kind, leaves, bytes(found)


def _pieces(process: _Process, deadline: float) -> Iterator[bytes]:
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not process.waits.poll(left * 1000):
            reject("E_TOO_SLOW", n=limit("reading", "seconds"))
        piece = os.read(process.answers, PIECE)
        if not piece:
            raise EOFError
        yield piece


def _judged(kind: bytes, answer: bytes) -> bytes:
    if kind == worker.DONE:
        return answer
    if kind == worker.REFUSED:
        raise InputError(*json.loads(answer))
    if kind == worker.FACTS:
        raise FactError(answer.decode())
    if kind == worker.MEMORY:
        raise _too_much_memory()
    return reject("E_CORRUPT", kind="bad_reader")


def _death(status: int) -> InputError:
    """Return the error that the death of the working process stands for."""
    cause = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if cause == signal.SIGXCPU:
        return refusal("E_TOO_SLOW", n=limit("reading", "seconds"))
    if cause in (signal.SIGABRT, signal.SIGKILL):
        return _too_much_memory()  # so ends a reader written in Rust, and what the system kills
    return refusal("E_CORRUPT", kind="bad_reader")


def _too_much_memory() -> _OutOfMemoryError:
    most = limit("reading", "memory_mib")
    told = refusal("E_TOO_BIG", n=f"> {most:,}", what="memory", limit=most, name="memory_mib")
    return _OutOfMemoryError(str(told), told.texts)


def end_process() -> int:
    """End the working process, if there is one, and return what it died of.

    The next file starts a new one; the time it has used then counts for this process.
    """
    return _processes.pop().close() if _processes else 0


def _become_worker(work: Work, request: int, answer: int) -> None:  # pragma: no cover - the fork
    """Turn this fork into the working process: two pipes and nothing else stay open.

    Files that the program has open are closed here, while the objects that stand for them are
    still there: none of them may be collected, as it would close whatever has its number now.
    """
    try:
        gc.freeze()
        source, sink = (fcntl.fcntl(one, fcntl.F_DUPFD, SPARE) for one in (request, answer))
        null = os.open(os.devnull, os.O_RDWR)
        for number in range(SOURCE):
            os.dup2(null, number)
        os.closerange(SOURCE, source)
        os.closerange(sink + 1, os.sysconf("SC_OPEN_MAX"))
        for number in range(source + 1, sink):
            with contextlib.suppress(OSError):
                os.close(number)
        worker.serve(work, source, sink)
    finally:
        os._exit(1)


def _spawned(work: Work, request: int, answer: int) -> int:
    """Start the working process as a program of its own and return its number."""
    program = (
        f"from {worker.__name__} import serve; from {work.__module__} import {work.__name__}; "
        f"serve({work.__name__}, {SOURCE}, {SINK})"
    )
    copies = [(request, SPARE), (answer, SPARE + 1), (SPARE, SOURCE), (SPARE + 1, SINK)]
    actions: list[tuple[int, ...]] = [(os.POSIX_SPAWN_DUP2, *pair) for pair in copies]
    actions += [(os.POSIX_SPAWN_CLOSE, SPARE), (os.POSIX_SPAWN_CLOSE, SPARE + 1)]
    words = [sys.executable, "-P", "-c", program]
    return os.posix_spawn(sys.executable, words, os.environ, file_actions=actions)


atexit.register(end_process)
