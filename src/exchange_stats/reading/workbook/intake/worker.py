"""The process that works on untrusted bytes: limited, silent, and answering with bytes alone."""

import json
import os
import signal
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ExchangeStatsError, InputError
from exchange_stats.reading.workbook.intake.handover import collector_paused
from exchange_stats.reading.workbook.intake.limits import asking

try:
    import resource
except ImportError:  # Windows knows no such limits
    resource = None  # type: ignore[assignment]

Work = Callable[[bytes, str], bytes]
IS_LIMITABLE = resource is not None
LENGTHS = struct.Struct(">II")
ANSWER = struct.Struct(">c?Q")
DONE, REFUSED, MEMORY, FACTS, BROKEN = b"A", b"R", b"M", b"F", b"X"
MOST_GROWTH = 256 * 2**20
PIECE = 2**16  # what a pipe holds


def serve(work: Work, source: int, sink: int) -> NoReturn:
    """Work for one request after the other, until there are no more.

    A request is a header, with the facts in use and the limits, and the bytes to work on.
    """
    start, resident = _limit_for_good()
    requests = open(source, "rb", buffering=PIECE, closefd=False)  # noqa: SIM115 - a pipe
    leaves = False
    while True:
        try:
            header_length, length = LENGTHS.unpack(_read(requests, LENGTHS.size))
            header = json.loads(_read(requests, header_length))
            content = _read(requests, length)
            _limit_time(header["seconds"])
            kind, answer = _answer(work, content, header, start - resident)
            content = b""
            leaves = kind == MEMORY or own_sizes()[0] > start + MOST_GROWTH
            send(sink, ANSWER.pack(kind, leaves, len(answer)), answer)
        except (EOFError, OSError):
            leaves = True
        if leaves:
            os._exit(0)


def _answer(work: Work, content: bytes, header: dict[str, Any], unused: int) -> tuple[bytes, bytes]:
    """Return what became of the work; ``unused`` is address space that costs no memory."""
    try:
        facts = factbook.using(Path(header["facts"]))
        with facts, asking(header["asked"]), collector_paused():
            if unused:
                _lower(resource.RLIMIT_AS, unused + int(header["memory"]))
            return DONE, work(content, header["name"])
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
    if sum(map(len, parts)) <= PIECE:
        parts = (b"".join(parts),)
    for part in parts:
        view = memoryview(part)
        while view:
            view = view[os.write(sink, view) :]
