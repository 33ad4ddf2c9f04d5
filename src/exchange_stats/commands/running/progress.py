"""How far long work has come: a bar on a terminal, a line now and then in a log."""

import sys
import time
from collections.abc import Callable
from typing import Any

PAUSE = 10.0


class Progress:
    """A bar on the error stream that names the step; in a log a line at most every ten seconds.

    ``count`` gives the number of steps and is asked at the first of them. What is said afterwards,
    a refusal with its code, begins a line of its own.
    """

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._bar: Any = None
        self._total = self._done = 0
        self._told = 0.0

    def __enter__(self) -> "Progress":  # noqa: D105
        return self

    def __exit__(self, *_: object) -> None:  # noqa: D105
        if self._bar is not None:
            self._bar.close()

    def say(self, step: str) -> None:
        """Show a step and move on."""
        if not self._total:
            self._total, self._told = self._count(), time.monotonic()
        if sys.stderr.isatty():
            self._show(step)
        elif time.monotonic() - self._told >= PAUSE:
            self._told = time.monotonic()
            print(f"  {self._done} of {self._total} steps done: {step}", file=sys.stderr)
        self._done += 1

    def _show(self, step: str) -> None:
        if self._bar is None:
            from tqdm import tqdm

            layout = "{percentage:3.0f}% |{bar:20}| {n_fmt}/{total_fmt} {elapsed} {desc}"
            self._bar = tqdm(total=self._total, bar_format=layout, mininterval=0.5, leave=False)
        self._bar.set_description_str(step, refresh=False)
        self._bar.update(1)
