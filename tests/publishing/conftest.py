"""Small charts built by hand."""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from exchange_stats.publishing import figures
from exchange_stats.publishing.charts.scales import Chart, Series
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures.definitions import (
    FigureDefinition,
    NumberDefinition,
    SeriesDefinition,
)

NAN = float("nan")
WORDS = frames.Words("A finding", "Persons, 2010-2014", "Note: none.", "Source: ours.", "id")
COLUMNS = ["series", "x", "label", "value", "lo", "hi", "qualifier", "status", "fact_id"]


@pytest.fixture
def opened() -> Iterator[frames.Frame]:
    """A frame of the default size with its words written, in the style of the house."""
    with style.house_style():
        yield frames.open_frame(WORDS, style.preset("word"), "en")


@pytest.fixture
def series() -> Callable[..., Series]:
    """Build a series; what is not said is usual."""

    def build(name: str, **said: Any) -> Series:
        usual = {"label": name.title(), "role": "kyrgyz_in_china", "mark": "line", "form": "count"}
        usual |= {"place": "end", "panel": "", "decimals": None}
        return Series(**{"id": name, **usual, **said})

    return build


@pytest.fixture
def chart() -> Callable[..., Chart]:
    """Build a chart from series and rows of (series, x, value) and what is beyond."""

    def build(series: list[Series], rows: list[dict[str, Any]], **options: Any) -> Chart:
        table = pd.DataFrame(rows)
        for name in COLUMNS:
            if name not in table:
                table[name] = NAN if name in ("value", "lo", "hi") else ""
        table["label"] = table["label"].where(table["label"] != "", table["x"])
        table["lo"], table["hi"] = (table[name].fillna(table["value"]) for name in ("lo", "hi"))
        words = [name for name in table if name not in ("value", "lo", "hi")]
        table[words] = table[words].fillna("")
        return Chart(tuple(series), table, options, "en")

    return build


@pytest.fixture
def small_tables() -> dict[str, pd.DataFrame]:
    """Five years of one series, the fourth missing, and one computed number."""
    counts = {"2010": "100", "2011": "120", "2012": "150", "2013": "", "2014": "210"}
    rows = [
        {
            "origin": "KGZ",
            "period": period,
            "value": value,
            "lo": value,
            "hi": value,
            "qualifier": "exact" if value else "",
            "status": "A" if value else "O",
            "source_id": "moe_china_yearbook",
            "workbook_id": "book",
            "sheet": "Sheet",
            "cell": f"C{number}",
            "fact_id": f"rec-{number}",
        }
        for number, (period, value) in enumerate(counts.items(), start=1)
    ]
    ratio = {
        "indicator_id": "multiple",
        "period": "2014",
        "value": "2.1",
        "lo": "2.1",
        "hi": "2.1",
        "status": "A",
        "inputs": "rec-1 rec-5",
        "source_ids": "moe_china_yearbook",
        "fact_id": "ind-1",
    }
    return {"reconciled": pd.DataFrame(rows), "indicators": pd.DataFrame([ratio])}


@pytest.fixture
def definition() -> FigureDefinition:
    """A figure of the small tables; its words are those of a real figure."""
    return FigureDefinition(
        id="small",
        version="1.0",
        theme="students",
        chart="lines",
        order=1,
        sources=("moe_china_yearbook",),
        series=(
            SeriesDefinition(
                id="total",
                table="reconciled",
                where={"origin": "KGZ"},
                role="kyrgyz_in_china",
                label="series.students",
            ),
        ),
        numbers={
            "first": NumberDefinition(series="total", period="2010"),
            "last": NumberDefinition(series="total", period="2014"),
            "multiple": NumberDefinition(
                table="indicators", where={"indicator_id": "multiple"}, format="ratio"
            ),
        },
        holds=({"left": "last", "is": "above", "right": "first"},),
    )


@pytest.fixture
def words(definition, small_tables):
    around = ("A finding", "Persons, 2010-2014", "Note: none.", "Source: ours.", "id")
    return figures.FigureTexts("en", *around, "What the chart shows", "")


@pytest.fixture
def drawn(opened, chart, series):
    """A sound figure of two lines."""
    from exchange_stats.publishing.charts import series as lines

    marks = [series("one"), series("two", role="second_part")]
    rows = [
        {"series": name, "x": str(year), "value": float(value * (year - 2005))}
        for name, value in (("one", 10), ("two", 30))
        for year in range(2010, 2014)
    ]
    lines.draw_lines(opened, chart(marks, rows))
    return opened.figure
