"""A bar that tells how far long work has come."""

import sys
from collections.abc import Callable
from typing import Any


class Progress:
    """A bar on the error stream that names the step; in a log it moves every ten seconds.

    ``count`` gives the number of steps and is asked at the first of them.
    """

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._bar: Any = None

    def __enter__(self) -> "Progress":  # noqa: D105
        return self

    def __exit__(self, *_: object) -> None:  # noqa: D105
        if self._bar is not None:
            self._bar.close()

    def say(self, step: str) -> None:
        """Show a step and move the bar on."""
        if self._bar is None:
            from tqdm import tqdm

            total = self._count()
            layout = "{percentage:3.0f}% |{bar:20}| {n_fmt}/{total_fmt} {elapsed} {desc}"
            pause = 0.5 if sys.stderr.isatty() else 10.0
            self._bar = tqdm(total=total, bar_format=layout, mininterval=pause, leave=False)
        self._bar.set_description_str(step, refresh=False)
        self._bar.update(1)
