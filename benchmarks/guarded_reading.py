"""What the limited process costs: a workbook read in it, and the same one parsed here.

Usage::

    .venv/bin/python benchmarks/guarded_reading.py FOLDER [SMALL] [ROWS]

Builds in FOLDER, once, the workbooks of ``read_speed.py``: SMALL ordinary ones (60) and one of ROWS
rows (100,000) by 12 columns. Elapsed milliseconds: of the first read, which starts the process;
the median of the small ones, each way; of the large one, the better of three.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from read_speed import build_large, build_small

from exchange_stats.reading.workbook import read_workbook
from exchange_stats.reading.workbook.intake.handover import from_bytes
from exchange_stats.reading.workbook.opening import parsed


def parse_here(path: Path) -> object:
    """Return a workbook parsed in this process, without limits."""
    return from_bytes(parsed(path.read_bytes(), path.name), path)


def elapsed(read: Callable[[Path], object], path: Path) -> float:
    """Return the milliseconds of one read."""
    start = time.perf_counter()
    read(path)
    return (time.perf_counter() - start) * 1000


def main(words: Sequence[str]) -> None:
    """Print the times."""
    folder = Path(words[0])
    small = build_small(folder, int(words[1]) if len(words) > 1 else 60)
    large = build_large(folder, int(words[2]) if len(words) > 2 else 100_000)
    print(f"first read: {elapsed(read_workbook, small[0]):.1f} ms")
    for name, read in (("limited process", read_workbook), ("here", parse_here)):
        median = statistics.median(elapsed(read, path) for path in small)
        best = min(elapsed(read, large) for _ in range(3))
        print(f"{name}: {len(small)} small ones {median:.1f} ms, {large.stem} {best:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
