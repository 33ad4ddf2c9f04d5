"""How long figures take, beside the plain way: each file drawn anew and cut to a tight box.

    python benchmarks/drawing.py [FIGURES] [ROUNDS]

CPU time of FIGURES figures (default: all) in four languages as PNG, SVG and PDF, in the size of a
page; the median of ROUNDS (default 3). The two ways take turns in one process.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from exchange_stats import processed
from exchange_stats.publishing import figures, texts
from exchange_stats.publishing.drawing import frame, style

Job = tuple[figures.FigureDefinition, figures.Look]


def main(count: int = 0, rounds: int = 3) -> None:
    """Print the CPU seconds of both ways and their ratio."""
    tables = processed.read_set(Path("data/processed"))
    definitions = list(figures.load_definitions(tables).values())[: count or None]
    jobs = [(one, figures.Look(name)) for one in definitions for name in texts.languages()]

    def plain(job: Job, folder: Path) -> None:
        for kind in figures.PICTURES:
            drawn = figures.draw_figure(job[0], tables, job[1])
            with style.house_style():
                drawn.savefig(folder / f"f.{kind}", dpi=frame.DPI, bbox_inches="tight")

    def ours(job: Job, folder: Path) -> None:
        figures.write_figure(job[0], tables, folder, job[1])

    spent: dict[str, list[float]] = {"plain": [], "ours": []}
    with tempfile.TemporaryDirectory() as made:
        for way in (plain, ours):
            way(jobs[0], Path(made))
        for _ in range(rounds):
            spent["plain"].append(cpu(plain, jobs, Path(made)))
            spent["ours"].append(cpu(ours, jobs, Path(made)))
    ratios = [mine / theirs for mine, theirs in zip(spent["ours"], spent["plain"], strict=True)]
    print(f"{len(jobs) * len(figures.PICTURES)} files a round, {rounds} rounds")
    for name, seconds in spent.items():
        print(f"{name:6} {statistics.median(seconds):7.1f} s")
    print(f"ratio  {statistics.median(ratios):7.2f}")


def cpu(way: Callable[[Job, Path], None], jobs: list[Job], folder: Path) -> float:
    """Return the CPU seconds of one way."""
    begun = time.process_time()
    for job in jobs:
        way(job, folder)
    return time.process_time() - begun


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
