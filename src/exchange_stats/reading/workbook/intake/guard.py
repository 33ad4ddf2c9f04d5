"""Work on untrusted bytes in a process of its own, within limits of time and memory.

One process at a time works for all files, and is replaced when it dies or has grown. It gets
bytes and hands back bytes; whatever happens to it, this process lives on and says what it was.
Where the system knows no such limits (Windows), the work is done here, without them.
"""

import atexit
import json
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ExchangeStatsError, FactError, InputError
from exchange_stats.reading.workbook.intake import worker
from exchange_stats.reading.workbook.intake.limits import MIB, asking, limit, what_is_asked
from exchange_stats.reading.workbook.intake.refusals import naming, refusal, reject
from exchange_stats.reading.workbook.intake.worker import (
    ANSWER,
    IS_LIMITABLE,
    LENGTH,
    PIECE,
    Process,
    Work,
)

IS_LIMITED = IS_LIMITABLE and hasattr(os, "fork")
Files = Sequence[tuple[str, bytes]]  # the name of each, and its bytes


_lock = threading.Lock()
_processes: list[Process] = []  # none or one


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
    with naming(name):
        if not IS_LIMITED:
            return _done_here(work, content, name)
        with _lock:
            answer = _asked_twice(work, content, name)
    if isinstance(answer, InputError):
        raise answer
    return answer


def guarded_together(work: Work, files: Files) -> list[bytes | InputError]:
    """Return what work on each of some small files gives, or why it is refused.

    They are handed over at once, so that the two processes change places once and not for each.
    A file at which the process ends, and the later ones, are worked on one by one.
    """
    found: list[bytes | InputError] = []
    if IS_LIMITED and len(files) > 1:
        with _lock:
            process = _process(work)
            found = _asked(process, files, time.monotonic() + limit("reading", "seconds"))
            if process not in _processes and isinstance(found[-1], InputError):
                found.pop()
    for name, content in files[len(found) :]:
        try:
            found.append(guarded(work, content, name))
        except InputError as refused:
            found.append(refused)
    return found


def _asked_twice(work: Work, content: bytes, name: str) -> bytes | InputError:
    """Return the answer on a file; where memory ends, a small one is read again more slowly."""
    files, deadline = [(name, content)], time.monotonic() + limit("reading", "seconds")
    (answer,) = _asked(_process(work), files, deadline)
    if (
        not isinstance(answer, _OutOfMemoryError)
        or len(content) > limit("reading", "again_mib") * MIB
    ):
        return answer
    with asking({**what_is_asked(), "again": True}):
        (again,) = _asked(_process(work), files, deadline)
    return answer if isinstance(again, InputError) else again


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


def _process(work: Work) -> Process:
    if _processes and _processes[0].owner != os.getpid():  # we are a fork of who began it
        _processes.pop().close()
    if not _processes:
        _processes.append(Process(work))
    return _processes[0]


def _asked(process: Process, files: Files, deadline: float) -> list[bytes | InputError]:
    """Return the answers on files, in their order, up to one at which the process has ended."""
    found: list[bytes | InputError] = []
    try:
        worker.send(process.to, _header(files), *(content for _, content in files))
        while len(found) < len(files) and process in _processes:
            with naming(files[len(found)][0]):
                found.append(_answer(process, deadline))
    except (EOFError, BrokenPipeError):
        with naming(files[len(found)][0]):
            found.append(_death(end_process()))
    except BaseException:  # also Ctrl-C: an answer that nobody waits for must not come later
        end_process()
        raise
    return found


def _header(files: Files) -> bytes:
    told = {
        "files": [(name, len(content)) for name, content in files],
        "facts": str(factbook.facts_folder()),
        "seconds": limit("reading", "seconds"),
        "memory": limit("reading", "memory_mib") * MIB,
        "asked": {**what_is_asked()},
    }
    header = json.dumps(told).encode()
    return LENGTH.pack(len(header)) + header


def _answer(process: Process, deadline: float) -> bytes | InputError:
    """Return the next answer of the process, or why there is none."""
    try:
        kind, leaves, answer = _received(process, deadline)
    except InputError as refused:
        end_process()
        return refused
    if leaves:
        end_process()
    return _judged(kind, answer)


def _received(process: Process, deadline: float) -> tuple[bytes, bool, bytes]:
    pieces, found = _pieces(process, deadline), process.ahead
    while len(found) < ANSWER.size:
        found += next(pieces)
    kind, leaves, length = ANSWER.unpack_from(found)
    most = limit("reading", "answer_mib")
    if length > most * MIB:
        reject("E_TOO_BIG", n=length // MIB, what="memory", limit=most, name="answer_mib")
    end = ANSWER.size + length
    while len(found) < end:
        found += next(pieces)
    process.ahead = found[end:]
    with memoryview(found) as seen:
        return kind, leaves, bytes(seen[ANSWER.size : end])


def _pieces(process: Process, deadline: float) -> Iterator[bytes]:
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not process.waits.poll(left * 1000):
            reject("E_TOO_SLOW", n=limit("reading", "seconds"))
        piece = os.read(process.answers, PIECE)
        if not piece:
            raise EOFError
        yield piece


def _judged(kind: bytes, answer: bytes) -> bytes | InputError:
    if kind == worker.DONE:
        return answer
    if kind == worker.REFUSED:
        return InputError(*json.loads(answer))
    if kind == worker.FACTS:
        raise FactError(answer.decode())
    if kind == worker.MEMORY:
        return _too_much_memory()
    return refusal("E_CORRUPT", kind="bad_reader")


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


atexit.register(end_process)
