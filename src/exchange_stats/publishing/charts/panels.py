"""Small charts side by side, one for each panel, with the same axes or each with its own."""

from collections.abc import Sequence

from exchange_stats.publishing.charts import scales
from exchange_stats.publishing.charts import series as lines
from exchange_stats.publishing.charts.scales import Chart
from exchange_stats.publishing.drawing import labels, style, typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

GAP = 2.3  # heights of a letter, between small charts side by side
PANEL = 10.6  # heights of a label, the least of a small chart


def draw_panels(frame: Frame, chart: Chart) -> None:
    """Draw one small chart for each panel, on one scale unless told otherwise.

    The option ``columns`` sets how many stand in a row. The series are named beside the
    last panel, with their values there.
    """
    panels = list(dict.fromkeys(one.panel for one in chart.series))
    shared = bool(chart.options.get("shared", True))
    last = [one for one in chart.series if one.panel == panels[-1] and one.place == "end"]
    columns = _columns(frame, chart)
    column = (
        lines.label_column(frame, [lines.end_words(chart, one) for one in last])
        if len(panels) % columns == 0
        else 4.0
    )
    for index, box in enumerate(_panel_boxes(frame, chart, len(panels), columns, column)):
        series = [one for one in chart.series if one.panel == panels[index]]
        indent = _tick_room(frame, chart) if index % columns == 0 else 0.0
        room = _panel_title(frame, box, panels, index, indent)
        ticked = not shared or index % columns == 0
        axes = lines.plot_series(frame, room, chart, series, ticked=ticked)
        lines.write_values(frame, axes, chart, series, [])
    beside = [
        labels.Label(
            lines.last_place(frame, axes, chart, one)[1],
            lines.end_words(chart, one),
            style.role(one.role).text,
        )
        for one in last
    ]
    low = lines.lowest_of(frame, axes)
    labels.write_labels(frame, beside, room.right + 6, frame.box.right - room.right - 6, low)


def _columns(frame: Frame, chart: Chart) -> int:
    """Return how many panels stand in a row: as many as wished, more where that is too low.

    Their words find room in any case.
    """
    panels = dict.fromkeys(one.panel for one in chart.series)
    size = frame.size
    need = max(
        typesetting.longest(panel, size.label, chart.language, bold=True) for panel in panels
    )
    need = max(need, 2 * typesetting.measure("2000", size.axis) + 8) + GAP * size.axis
    most = int((frame.box.width - _tick_room(frame, chart) + GAP * size.axis) / need)
    wished = int(chart.options.get("columns", len(panels)))
    if not size.most:  # a picture of one height holds so many rows
        wished = max(wished, -(-len(panels) // max(1, int(frame.box.height / PANEL / size.label))))
    return max(1, min(wished, most))


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which the rows of small charts keep their form."""
    panels = {one.panel for one in chart.series}
    return PANEL * frame.size.label * -(-len(panels) // _columns(frame, chart))


def _panel_boxes(frame: Frame, chart: Chart, count: int, columns: int, column: float) -> list[Box]:
    """Return equal plots in rows; with a shared scale only the first of a row has tick words."""
    gap = GAP * frame.size.axis
    first = _tick_room(frame, chart)
    rows = -(-count // columns)
    width = (frame.box.width - column - first - gap * (columns - 1)) / columns
    height = (frame.box.height - 0.96 * frame.size.axis * (rows - 1)) / rows
    boxes = []
    for index in range(count):
        row, place = divmod(index, columns)
        left = frame.box.left + place * (width + gap) + (first if place else 0.0)
        wide = width + (0.0 if place else first)
        bottom = frame.box.top - height * (row + 1) - 0.96 * frame.size.axis * row
        boxes.append(Box(left, bottom, wide, height))
    return boxes


def _tick_room(frame: Frame, chart: Chart) -> float:
    """Return the width of the tick words of the first panel when the scale is shared."""
    if not chart.options.get("shared", True):
        return 0.0
    values = scales.ticks(*scales.extent(chart, chart.series))
    words = scales.value_labels(values, chart.series[0].form, chart.language)
    return max(typesetting.measure(word, frame.size.axis) for word in words) + 6


def _panel_title(frame: Frame, box: Box, panels: Sequence[str], index: int, indent: float) -> Box:
    """Write the title of a panel; return the room for its plot, the same for all panels."""
    size = frame.size.label
    titles = [frame.wrapped(panel, box.width - indent, bold=True) for panel in panels]
    most = max(map(len, titles))
    for place, line in enumerate(titles[index]):
        baseline = box.top - size - 1.2 * size * (place + most - len(titles[index]))
        ink = style.surface("ink")
        frame.write(box.left + indent, baseline, line, weight="bold", color=ink)
    return box.inset(top=1.2 * size * most + 0.9 * size)
