"""What reading costs beside python-calamine alone: CPU time of small and large workbooks, memory.

Usage::

    .venv/bin/python benchmarks/read_speed.py FOLDER [ROUNDS] [SMALL] [ROWS]

Builds in FOLDER, once, SMALL workbooks (500) of 60 rows with merged headers, notes and signs, and
one of ROWS rows (100,000) by 12 columns. In every round each reader reads them in turn, in a new
process that has read one other small workbook before, so that nothing is remembered of the files;
ours also reads all small ones at once, into one table. The median of the rounds is printed, as a
ratio to calamine's values alone. Memory: the peak of a
process of its own, less that of one that reads a small workbook. Ours parses in a limited process
beside it: its time and its peak are added.
"""

import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADS = ("bachelor", "master", "total")


def build_small(folder: Path, number: int) -> list[Path]:
    """Write workbooks of 60 rows with a two-row merged header, where they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{place:03}.xlsx" for place in range(number)]
    chance = random.Random(7)
    for place, path in enumerate(paths):
        book = Workbook()
        sheet = book.active
        sheet.append([f"Number of students, book {place}"])
        sheet.append(["(persons)"])
        sheet.append(["Country", "2022/23", None, None, "2023/24", None, None])
        sheet.append([None, *HEADS, *HEADS])
        for cells in ("A3:A4", "B3:D3", "E3:G3"):
            sheet.merge_cells(cells)
        for row in range(60):
            sheet.append(_small_row(f"Country {place}-{row}", row, chance))
        sheet.append(["\u2026 no data"])
        if not path.exists():
            book.save(path)
    return paths


def _small_row(label: str, row: int, chance: random.Random) -> list[object]:
    cells: list[object] = [label]
    for _ in range(2):
        first, second = chance.randrange(1, 9000), chance.randrange(1, 900)
        cells += [first, second, first + second]
    if row % 10 == 3:
        cells[1] = "\u2026"
    if row % 10 == 5:
        cells[4] = f"{cells[4]:,}".replace(",", "\u00a0")
    return cells


def build_large(folder: Path, rows: int) -> Path:
    """Write one workbook of many rows: two label columns, nine of numbers, one of text numbers."""
    path = folder / f"large_{rows}.xlsx"
    if not path.exists():
        chance = random.Random(8)
        book = Workbook(write_only=True)
        sheet = book.create_sheet("data")
        sheet.append(["Country", "Level", *(str(year) for year in range(2014, 2024))])
        for row in range(rows):
            numbers = [chance.randrange(1, 100_000) for _ in range(9)]
            text = f"{chance.randrange(1000, 99_999):,}".replace(",", "\u00a0")
            sheet.append([f"Country {row % 199}", f"Level {row % 7}", *numbers, text])
        book.save(path)
    return path


def read_calamine(path: Path) -> object:
    """Return the values alone."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def read_ours(path: Path) -> object:
    """Return the tidy table as a notebook gets it: also asked whether it is known, or private."""
    from exchange_stats import read_tables

    return read_tables(path)


def read_proposed(path: Path) -> object:
    """Return the tidy table by the proposal alone: lineage, statuses, notes."""
    from exchange_stats.reading.proposal import read_any

    return read_any(path)


def read_pandas(path: Path) -> object:
    """Return a tidy table by pandas with openpyxl, its numbers cleaned."""
    import pandas as pd

    header = [2, 3] if path.stem.isdecimal() else 0
    frame = pd.read_excel(path, header=header, engine="openpyxl")
    frame.columns = [" / ".join(map(str, n)) if isinstance(n, tuple) else n for n in frame.columns]
    labels = list(frame.columns[: 1 if header else 2])
    tidy = frame.melt(id_vars=labels, var_name="column_label", value_name="printed")
    text = tidy["printed"].astype("str").str.replace("\u00a0", "")
    return tidy.assign(value=pd.to_numeric(text, errors="coerce"))


def read_all_ours(paths: Sequence[Path]) -> object:
    """Return one tidy table of all workbooks, as a notebook gets it."""
    from exchange_stats import read_tables

    return read_tables(paths)


def read_all_proposed(paths: Sequence[Path]) -> object:
    """Return one tidy table of all workbooks by the proposal alone."""
    from exchange_stats.reading.proposal import tidy_sheets
    from exchange_stats.reading.proposal.tidy import Tidy
    from exchange_stats.reading.workbook import read_workbooks

    tidy = Tidy()
    for book in read_workbooks(paths):
        tidy_sheets(book.sheets, to=(tidy, book.path.name))
    return tidy.frame()


READERS: dict[str, Callable[[Path], object]] = {
    "calamine": read_calamine,
    "ours, the proposal alone": read_proposed,
    "ours, read_tables": read_ours,
    "pandas + openpyxl": read_pandas,
}
TOGETHER: dict[str, Callable[[Sequence[Path]], object]] = {
    "ours, the proposal of all at once": read_all_proposed,
    "ours, read_tables of all at once": read_all_ours,
}


def time_all(
    names: Sequence[str], paths: Sequence[Path], before: Path, rounds: int
) -> dict[str, float]:
    """Return the median CPU seconds of readers over all paths, in processes of their own."""
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, found in seconds.items():
            found.append(_of_child("--time", name, before, *paths))
    return {name: statistics.median(found) for name, found in seconds.items()}


def _of_child(*words: object) -> float:
    command = [sys.executable, __file__, *map(str, words)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _time(name: str, before: Path, paths: Sequence[Path]) -> float:
    """Return the CPU seconds of one reader over all paths, the libraries loaded before."""
    _read_all(name, [before])
    start = time.process_time() + _of_workers().ru_utime + _of_workers().ru_stime
    _read_all(name, paths)
    spent = _of_workers()
    return time.process_time() + spent.ru_utime + spent.ru_stime - start


def _read_all(name: str, paths: Sequence[Path]) -> None:
    if name in TOGETHER:
        TOGETHER[name](paths)
        return
    for path in paths:
        READERS[name](path)


def _of_workers() -> resource.struct_rusage:
    """End the process that parses, if there is one, and return what such processes have used."""
    guard = sys.modules.get("exchange_stats.reading.workbook.intake.guard")
    if guard is not None:
        guard.end_process()
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def peak(name: str, path: Path, small: Path) -> float:
    """Return the peak of memory in MB that a reader adds to its process for a workbook."""
    return _of_child("--peak", name, path) - _of_child("--peak", name, small)


def _peak_of_this_process() -> float:
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count the parent's memory at the start as well
        text = status.read_text(encoding="ascii")
        return int(text.partition("VmHWM:")[2].split()[0]) / 2**10
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def main(words: Sequence[str]) -> None:
    """Print the ratios."""
    if words[0] == "--time":
        before, *paths = map(Path, words[2:])
        print(_time(words[1], before, paths))
        return
    if words[0] == "--peak":
        kept = READERS[words[1]](Path(words[2]))
        scale = 2**20 if sys.platform == "darwin" else 2**10
        print(_peak_of_this_process() + _of_workers().ru_maxrss / scale)
        del kept
        return
    folder, rounds = Path(words[0]), int(words[1]) if len(words) > 1 else 3
    before, *small = build_small(folder, 1 + (int(words[2]) if len(words) > 2 else 500))
    large = build_large(folder, int(words[3]) if len(words) > 3 else 100_000)
    print("| work | reader | CPU, s | ratio |\n| --- | --- | --- | --- |")
    works = (
        (f"{len(small)} small workbooks", small, [*READERS, *TOGETHER]),
        (large.stem, [large], [*READERS]),
    )
    for title, paths, names in works:
        found = time_all(names, paths, before, rounds)
        for name, seconds in found.items():
            print(f"| {title} | {name} | {seconds:.2f} | {seconds / found['calamine']:.2f} |")
    print("\n| memory | MB | ratio |\n| --- | --- | --- |")
    peaks = {
        name: statistics.median(peak(name, large, before) for _ in range(rounds))
        for name in READERS
    }
    for name, size in peaks.items():
        print(f"| {name} | {size:.0f} | {size / peaks['calamine']:.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
