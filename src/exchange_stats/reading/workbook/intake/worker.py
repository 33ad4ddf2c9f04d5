"""The process that works on untrusted bytes: limited, silent, and answering with bytes alone."""

import contextlib
import gc
import json
import os
import select
import signal
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ExchangeStatsError, InputError
from exchange_stats.reading.workbook.intake.handover import collector_paused
from exchange_stats.reading.workbook.intake.limits import asking

try:
    import fcntl
    import resource
except ImportError:  # Windows knows no such limits
    fcntl = resource = None  # type: ignore[assignment]

Work = Callable[[bytes, str], bytes]
IS_LIMITABLE = resource is not None
LENGTH = struct.Struct(">I")
ANSWER = struct.Struct(">c?Q")
DONE, REFUSED, MEMORY, FACTS, BROKEN = b"A", b"R", b"M", b"F", b"X"
MOST_GROWTH = 256 * 2**20
PIECE, SHORT = 2**16, 2**19  # what a pipe holds, and what is put together to be written
SOURCE, SINK, SPARE = 3, 4, 60  # file numbers in this process


def serve(work: Work, source: int, sink: int) -> NoReturn:
    """Work for one request after the other, until there are no more.

    A request is a header, with the facts in use, the limits and the names of files, and behind it
    the bytes of these files. All of them are taken in before the first answer goes out, so that
    neither process waits for the other to read.
    """
    start, resident = _limit_for_good()
    requests = open(source, "rb", buffering=PIECE, closefd=False)  # noqa: SIM115 - a pipe
    leaves = False
    while not leaves:
        try:
            header = json.loads(_read(requests, *LENGTH.unpack(_read(requests, LENGTH.size))))
            files = [(name, _read(requests, length)) for name, length in header["files"]]
            if start > resident:
                _lower(resource.RLIMIT_AS, start - resident + int(header["memory"]))
            while files and not leaves:
                _limit_time(header["seconds"])
                kind, answer = _answer(work, *files.pop(0), header)
                leaves = kind == MEMORY or own_sizes()[0] > start + MOST_GROWTH
                send(sink, ANSWER.pack(kind, leaves, len(answer)), answer)
        except (EOFError, OSError):
            leaves = True
    os._exit(0)


def _answer(work: Work, name: str, content: bytes, header: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return what became of the work on one file."""
    try:
        facts = factbook.using(Path(header["facts"]))
        with facts, asking(header["asked"]), collector_paused():
            return DONE, work(content, name)
    except InputError as error:
        return REFUSED, json.dumps([str(error), dict(error.texts)]).encode()
    except ExchangeStatsError as error:
        return FACTS, str(error).encode()
    except MemoryError:
        return MEMORY, b""
    except BaseException:  # a reader written in Rust raises what is no Exception
        return BROKEN, b""


def _limit_for_good() -> tuple[int, int]:
    """Set the limits that never change, and return the sizes of this process."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for name in ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NPROC"):
        if hasattr(resource, name):
            _lower(getattr(resource, name), 0)
    return own_sizes()


def _limit_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + 1)


def _lower(kind: int, most: int) -> None:
    """Set the limit that a process is held to; the hard one stays, so that it can be set anew."""
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def own_sizes() -> tuple[int, int]:
    """Return the address space of this process and how much of it is in memory, in bytes.

    Both are 0 where the system does not tell.
    """
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[:2]
    except OSError:
        return 0, 0
    return tuple(int(number) * os.sysconf("SC_PAGE_SIZE") for number in pages)  # type: ignore[return-value]


def _read(requests: BinaryIO, length: int) -> bytes:
    content = requests.read(length)
    if len(content) < length:
        raise EOFError
    return content


def send(sink: int, *parts: bytes) -> None:
    """Write all of some bytes into a pipe, short ones at once."""
    if sum(map(len, parts)) <= SHORT:
        parts = (b"".join(parts),)
    for part in parts:
        view = memoryview(part)
        while view:
            view = view[os.write(sink, view) :]


class Process:
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
        self.ahead = bytearray()  # what was read of the answers that are still to come
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


def _become_worker(work: Work, request: int, answer: int) -> NoReturn:
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
        serve(work, source, sink)
    finally:
        os._exit(1)


def _spawned(work: Work, request: int, answer: int) -> int:
    """Start the working process as a program of its own and return its number."""
    program = (
        f"from {__name__} import serve; from {work.__module__} import {work.__name__}; "
        f"serve({work.__name__}, {SOURCE}, {SINK})"
    )
    copies = [(request, SPARE), (answer, SPARE + 1), (SPARE, SOURCE), (SPARE + 1, SINK)]
    actions: list[tuple[int, ...]] = [(os.POSIX_SPAWN_DUP2, *pair) for pair in copies]
    actions += [(os.POSIX_SPAWN_CLOSE, SPARE), (os.POSIX_SPAWN_CLOSE, SPARE + 1)]
    words = [sys.executable, "-P", "-c", program]
    return os.posix_spawn(sys.executable, words, os.environ, file_actions=actions)
