"""A workbook of tables that everyone can read: one table a sheet, typed numbers, a chart beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from exchange_stats.publishing import texts
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures import FigureDefinition, figure_texts
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.grid import Grid, Row, data_table, grids
from exchange_stats.publishing.office.repack import repack

LONGEST_NAME = 31  # of a sheet
TYPES = {
    "line": {"type": "line"},
    "column": {"type": "column"},
    "bar": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
}
MARKERS = {"o": "circle", "s": "square", "^": "triangle", "D": "diamond"}
DASHES = {"solid": "solid", "dashed": "dash", "dashdot": "dash_dot", "dotted": "round_dot"}


@dataclass(frozen=True)
class Target:
    """The workbook that is written, its looks, and the language of its words."""

    book: Any
    looks: Mapping[str, Any]
    language: str

    def say(self, key: str) -> str:
        """Return words of the workbook."""
        return texts.text(f"office.{key}", self.language)


def write_tables(
    path: Path, definitions: Iterable[FigureDefinition], tables: Tables, language: str
) -> Path:
    """Write the workbook of a language; return the path.

    The first sheet tells what the workbook is, the second lists the tables, the third says how
    they are to be read; then one sheet holds the table of each figure.
    """
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    base = {"font_name": native.LATIN, "font_size": 11, "valign": "top"}
    looks = {
        "plain": book.add_format(base),
        "title": book.add_format({**base, "font_size": 14, "bold": True}),
        "head": book.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1}),
        "link": book.add_format(
            {**base, "font_color": style.role("kyrgyz_in_china").colour, "underline": 1}
        ),
        "wrap": book.add_format({**base, "text_wrap": True}),
    }
    target = Target(book, looks, language)
    title = texts.text("page.title", language)
    book.set_properties(
        {"title": title, "author": "exchange_stats", "created": datetime(2000, 1, 1)}
    )
    chosen = list(definitions)
    cover, contents, notes = (
        book.add_worksheet(target.say(n)) for n in ("cover", "contents", "notes")
    )
    _lines(target, cover, [title, target.say("how_tables"), target.say("licence")])
    _lines(target, notes, [target.say("notes"), *(target.say(f"note_{n}") for n in range(1, 5))])
    listed = [
        (f"{target.say('table')} {number}", _write_figure(target, number, one, tables))
        for number, one in enumerate(chosen, start=1)
    ]
    _write_contents(target, contents, listed)
    book.close()
    return repack(path)


def _lines(target: Target, sheet: Any, lines: list[str]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.hide_gridlines(2)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, target.looks["title" if row == 0 else "wrap"])


def _write_contents(target: Target, sheet: Any, listed: list[tuple[str, str]]) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, target.say("contents"), target.looks["title"])
    for row, (name, finding) in enumerate(listed, start=2):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", target.looks["link"], name)
        sheet.write_string(row, 1, finding, target.looks["plain"])


def _write_figure(target: Target, number: int, one: FigureDefinition, tables: Tables) -> str:
    """Write the sheet of a figure; return its finding."""
    found = figure_texts(one, tables, target.language)
    name = f"{target.say('table')} {number}"
    sheet = target.book.add_worksheet(name[:LONGEST_NAME])
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, f"{name}. {found.title}", target.looks["title"])
    lines = [
        found.subtitle,
        found.mark,
        found.note,
        found.source,
        found.id_line,
        target.say("one_table"),
    ]
    above = [line for line in lines if line]
    for row, line in enumerate(above, start=1):
        sheet.write_string(row, 0, line, target.looks["plain"])
    made = grids(one, tables, target.language)
    first = len(above) + 2
    heading, rows = data_table(one, tables, target.language)
    amounts = _amounts(made)
    _write_table(target, sheet, first, (heading, rows, amounts), f"table_{number}")
    _write_charts(target, sheet, first, (made, found, len(heading), name))
    return found.title


def _amounts(made: list[Grid]) -> list[tuple[str, dict[str, float | None]]]:
    """Return the number format and the numbers by category of each column after the first."""
    return [
        (grid.number_format, dict(zip(grid.categories, row.values, strict=True)))
        for grid in made
        for row in grid.rows
    ]


def _write_table(
    target: Target, sheet: Any, first: int, content: tuple[Any, Any, Any], name: str
) -> None:
    heading, rows, amounts = content
    formats = [target.looks["plain"]] + [
        target.book.add_format({"font_name": native.LATIN, "num_format": number_format})
        for number_format, _ in amounts
    ]
    columns = [{"header": word, "header_format": target.looks["head"]} for word in _unlike(heading)]
    place = (first, 0, first + len(rows), len(heading) - 1)
    sheet.add_table(
        *place,
        {
            "name": name,
            "columns": columns,
            "autofilter": False,
            "style": None,
            "banded_rows": False,
        },
    )
    for below, words in enumerate(rows, start=first + 1):
        for column, word in enumerate(words):
            value = amounts[column - 1][1].get(words[0]) if amounts and column else None
            if value is None:
                sheet.write_string(below, column, word, target.looks["plain"])
            else:
                sheet.write_number(below, column, value, formats[column])
    sheet.set_column(0, 0, max(14, min(50, max(len(words[0]) for words in rows) + 2)))
    sheet.set_column(1, max(1, len(heading) - 1), 16 if amounts else 60)


def _unlike(heading: list[str]) -> list[str]:
    """Return headings of which no two are alike, as a table must have."""
    return [
        f"{word} ({heading[:i].count(word) + 1})" if word in heading[:i] else word
        for i, word in enumerate(heading)
    ]


def _write_charts(target: Target, sheet: Any, first: int, content: tuple[Any, ...]) -> None:
    made, found, wide, name = content
    column, row = 1, first
    for grid in made:
        chart = target.book.add_chart(TYPES[grid.kind])
        last = first + len(grid.categories)
        for offset, one in enumerate(grid.rows):
            chart.add_series(_series(grid, one, name, (first, last, column + offset)))
        column += len(grid.rows)
        chart.show_blanks_as("gap")
        _style(chart, grid)
        said = f"{found.alt} ({native.stamp_of_chart(grid, found)})"
        sheet.insert_chart(row, wide + 1, chart, {"description": said, "x_scale": 1.4})
        row += 16


def _series(grid: Grid, one: Row, name: str, place: tuple[int, int, int]) -> dict[str, Any]:
    first, last, column = place
    look = _line_look(one) if grid.kind == "line" else _bar_look(one, grid.number_format)
    return {
        "name": one.name,
        "categories": [name, first + 1, 0, last, 0],
        "values": [name, first + 1, column, last, column],
        **look,
    }


def _line_look(one: Row) -> dict[str, Any]:
    line = {"color": one.role.colour, "width": 2.25, "dash_type": DASHES[one.role.dash]}
    filled = style.surface("paper") if one.role.hollow else one.role.colour
    marker = {
        "type": MARKERS[one.role.marker],
        "size": 7,
        "border": {"color": one.role.colour},
        "fill": {"color": filled},
    }
    return {"line": line if one.joined else {"none": True}, "marker": marker}


def _bar_look(one: Row, number_format: str) -> dict[str, Any]:
    back = {"fill": {"color": style.role("context").colour}}
    return {
        "fill": {"color": one.role.colour},
        "points": [back if faint else None for faint in one.faint],
        "gap": 60,
        "data_labels": {"value": True, "num_format": number_format},
    }


def _style(chart: Any, grid: Grid) -> None:
    font = {"name": native.LATIN, "size": 9, "rotation": 0}
    upright = grid.kind in ("line", "column")
    chart.set_title({"name": grid.title} if grid.title else {"none": True})
    chart.set_legend({"position": "bottom"} if len(grid.rows) > 1 else {"none": True})
    step = max(1, -(-len(grid.categories) // native.MOST_YEARS)) if upright else 1
    chart.set_x_axis({"num_font": font, "interval_unit": step, "reverse": not upright})
    values: dict[str, Any] = {"num_font": font, "num_format": grid.number_format}
    values["major_gridlines"] = {"visible": upright, "line": {"color": style.surface("grid")}}
    values["visible"] = upright
    if all(value is None or value >= 0 for row in grid.rows for value in row.values):
        values["min"] = 0
    chart.set_y_axis(values)
