"""Coverage and accuracy of the projection on the yearly series of the M1 competition.

Usage::

    .venv/bin/python benchmarks/m1_coverage.py PATH/TO/m1_yearly.json

The file is a list of objects with ``x`` (the history, oldest first) and ``xx`` (the six values
that follow). For each n the last n values of the history are the training; horizons are those
that the refusal rules allow. Prints a table; writes nothing.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from exchange_stats.measures import backtest
from exchange_stats.measures.projection.answer import Method
from exchange_stats.measures.projection.questions import load_projection, method_of

COLUMNS = (
    *("n", "series", "h", "forecasts", "sMAPE", "MASE", "MASE, no change"),
    *("within 50", "within 80", "within 95", "MSIS 80"),
)


def held_out(
    series: list[dict[str, Any]], method: Method, *, points: int, horizon: int
) -> list[backtest.Forecast]:
    """Return the forecasts of every series that is long enough; 0 points means all of them."""
    forecasts = []
    for one in series:
        history = one["x"][-points:]
        if len(history) >= points:
            training = dict(enumerate(history))
            later = dict(enumerate(one["xx"][:horizon], start=len(history)))
            forecasts += backtest.hold_out(training, later, method)
    return forecasts


def row(name: str, horizon: int, forecasts: list[backtest.Forecast]) -> str:
    """Return one line of the table."""
    scores = backtest.score(forecasts)
    shares = (f"{count / scores.errors:.3f}" for count in scores.within.values())
    cells = (
        name,
        str(scores.errors // horizon),
        f"1-{horizon}",
        str(scores.errors),
        f"{scores.smape:.2f}",
        f"{scores.mase:.3f}",
        f"{scores.mase_unchanged:.3f}",
        *shares,
        f"{scores.msis[80]:.2f}",
    )
    return line(cells)


def line(cells: Iterable[str]) -> str:
    """Return one line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def main(path: Path) -> None:
    """Print the table."""
    series = json.loads(path.read_text(encoding="utf-8"))
    method = method_of(load_projection())
    rules = method.rules
    print(line(COLUMNS))
    print(line(["---"] * len(COLUMNS)))
    for points in range(5, 15):
        horizon = min(rules.most_horizon, points // rules.points_per_year)
        forecasts = held_out(series, method, points=points, horizon=horizon)
        print(row(str(points), horizon, forecasts))
    for horizon in (2, 3, 6):
        forecasts = held_out(series, method, points=0, horizon=horizon)
        print(row("all", horizon, forecasts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
