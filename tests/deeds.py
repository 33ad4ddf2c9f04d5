"""Work on a file that goes wrong in every way, for the process that works within limits."""

import gc
import os
import signal
import time

from exchange_stats.ground import factbook
from exchange_stats.reading.workbook.intake.limits import is_second_try
from exchange_stats.reading.workbook.intake.refusals import reject
from exchange_stats.reading.workbook.intake.worker import own_sizes


def filled_up():
    """Fill the memory as far as it goes; return how many MiB are in it then."""
    pieces = []
    try:
        while True:
            pieces.append(b"x" * 2**20)
    except MemoryError:
        return own_sizes()[1] // 2**20


def work(content, name):
    deeds = {
        b"pid": lambda: str(os.getpid()).encode(),
        b"name": lambda: name.encode(),
        b"collected": lambda: str(gc.collect() >= 0).encode(),
        b"abort": os.abort,
        b"time": lambda: os.kill(os.getpid(), signal.SIGXCPU),
        b"dies": lambda: os._exit(9),
        b"hangs": lambda: time.sleep(100),
        b"refuses": lambda: reject("E_EMPTY"),
        b"facts": lambda: factbook.load_toml("none.toml"),
        b"exit": lambda: exec("raise SystemExit"),
        b"memory": lambda: b"x" * 2**42,
        b"memory once": lambda: b"read again" if is_second_try() else b"x" * 2**42,
        b"aborts once": lambda: b"read again" if is_second_try() else os.abort(),
        b"resident": lambda: str(filled_up()).encode(),
        b"big": lambda: b"x" * 3_000_000,
    }
    return deeds[content]()
