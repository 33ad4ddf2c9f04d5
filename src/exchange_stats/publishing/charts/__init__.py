"""Chart forms: a table to drawn marks. A definition names its form; this is where they meet."""

from collections.abc import Callable

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing.charts import bars, events, fan, pairs, panels, series
from exchange_stats.publishing.charts.promises import plans, scorecard, steps
from exchange_stats.publishing.charts.scales import Chart
from exchange_stats.publishing.drawing.frame import Frame

FORMS: dict[str, Callable[[Frame, Chart], None]] = {
    "lines": series.draw_lines,
    "panels": panels.draw_panels,
    "columns": bars.draw_columns,
    "bars": bars.draw_bars,
    "fan": fan.draw_fan,
    "stacked": bars.draw_stacked,
    "pairs": pairs.draw_pairs,
    "intervals": pairs.draw_intervals,
    "timeline": events.draw_timeline,
    "lanes": events.draw_lanes,
    "commitments": plans.draw_commitments,
    "steps": steps.draw_steps,
    "scorecard": scorecard.draw_scorecard,
}
NEEDS: dict[str, Callable[[Frame, Chart], float]] = {
    "bars": bars.least_height,
    "fan": fan.least_height,
    "panels": panels.least_height,
    "stacked": bars.least_height,
    "pairs": pairs.least_height,
    "intervals": pairs.least_height,
    "timeline": events.least_height,
    "lanes": events.least_height_of_lanes,
    "commitments": plans.least_height,
    "steps": steps.least_height,
    "scorecard": scorecard.least_height,
}


def draw(form: str, frame: Frame, chart: Chart) -> None:
    """Draw a chart of a form into a frame.

    Raises
    ------
    FigureError
        If there is no such form.
    """
    if form not in FORMS:
        message = (
            f"chart {form!r} found, expected one of {', '.join(FORMS)}"
            "; correct the figure definition"
        )
        raise FigureError(message)
    FORMS[form](frame, chart)


def least_height(form: str, frame: Frame, chart: Chart) -> float:
    """Return the height in points that the rows of a chart need in a frame of its width."""
    return NEEDS[form](frame, chart) if form in NEEDS else 0.0
