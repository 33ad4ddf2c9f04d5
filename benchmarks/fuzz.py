"""Files changed by chance: each is a table or one coded refusal, within time and memory.

Usage::

    PYTHONPATH=tests .venv/bin/python benchmarks/fuzz.py [--count 2000] [--seconds 600]
        [--state build/fuzz.json] [--anew]
    PYTHONPATH=tests .venv/bin/python benchmarks/fuzz.py --soak 10000

Goes on where the last run stopped, by the state file, until so many inputs have been read in all
or the seconds are over. A failure is kept beside the state file and ends in exit code 1. A soak
reads the sound workbooks again and again and prints what this process and the reading one hold.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from exchange_stats.ground.errors import InputError
from exchange_stats.reading import workbook
from exchange_stats.reading.workbook.intake import guard
from mutated import children, mutation, outcome, seeds

SLOW = 60
plain = workbook.parsed


def observed(content: bytes, name: str) -> bytes:
    """Parse as ever; an exception that only the last line of defence would catch is named."""
    try:
        return plain(content, name)
    except (InputError, MemoryError):
        raise
    except Exception as error:
        last = error.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        place = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
        message = f"E_LEAK: {type(error).__name__} {place}"
        raise InputError(message) from None


def held(number: str = "self") -> tuple[int, int]:
    """Return the resident MiB and the open files of a process."""
    status = Path(f"/proc/{number}/status").read_text(encoding="ascii")
    size = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(size.split()[1]) // 1024, len([*Path(f"/proc/{number}/fd").iterdir()])


def fuzz(options: argparse.Namespace) -> int:
    """Read mutations until there are enough; return 1 when any went wrong."""
    state = Path(options.state)
    state.parent.mkdir(parents=True, exist_ok=True)
    known = {"next": 0, "outcomes": {}, "failures": [], "longest": 0.0}
    if state.exists() and not options.anew:
        known = json.loads(state.read_text(encoding="utf-8"))
    outcomes, end = Counter(known["outcomes"]), time.monotonic() + options.seconds
    workbook.parsed = observed
    with tempfile.TemporaryDirectory() as folder:
        while known["next"] < options.count and time.monotonic() < end:
            number = known["next"]
            name, content = mutation(number)
            path = Path(folder) / name
            path.write_bytes(content)
            start = time.monotonic()
            found = outcome(path)
            lasted = time.monotonic() - start
            known["longest"] = max(known["longest"], round(lasted, 2))
            outcomes[found] += 1
            if found.startswith("!") or lasted > SLOW or children() > 1:
                known["failures"].append([number, name, found, round(lasted, 2)])
                print(number, name, found, f"{lasted:.1f} s", flush=True)
            known["next"] += 1
            if known["next"] % 100 == 0:
                _save(state, known, outcomes)
    _save(state, known, outcomes)
    _report(known, outcomes)
    return 1 if known["failures"] else 0


def _save(state: Path, known: dict, outcomes: Counter) -> None:
    text = json.dumps(known | {"outcomes": dict(outcomes)}, indent=1)
    state.write_text(text, encoding="utf-8")


def _report(known: dict, outcomes: Counter) -> None:
    print(f"{known['next']:,} inputs, longest {known['longest']} s")
    for name, count in outcomes.most_common():
        print(f"  {name}: {count:,}")
    guard.end_process()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    size, files = held()
    print(f"reading process at most {peak:,} MiB; this one {size} MiB, {files} files, ", end="")
    print(f"{children()} children; failures: {len(known['failures'])}")


def soak(times: int) -> int:
    """Read the sound workbooks in turn; print what both processes hold every tenth."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, content in seeds().items():
            paths.append(Path(folder) / name)
            paths[-1].write_bytes(content)
        print("reads, this process MiB, files, children, reading process MiB, files, its number")
        start = time.monotonic()
        for number in range(times + 1):
            workbook.read_workbook(paths[number % len(paths)])
            if number in (10, 100) or number % max(1, times // 10) == 0:
                child = str(guard._processes[0].number)
                print(number, *held(), children(), *held(child), child, flush=True)
        print(f"{(time.monotonic() - start) * 1000 / times:.1f} ms a read")
    return 0


def main() -> int:
    """Return the exit code."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--count", type=int, default=2000, help="inputs in all")
    words.add_argument("--seconds", type=float, default=600, help="stop after so many")
    words.add_argument("--state", default="build/fuzz.json", help="where a run is remembered")
    words.add_argument("--anew", action="store_true", help="begin with the first input")
    words.add_argument(
        "--soak", type=int, default=0, metavar="N", help="read N sound files instead"
    )
    options = words.parse_args()
    return soak(options.soak) if options.soak else fuzz(options)


if __name__ == "__main__":
    sys.exit(main())
