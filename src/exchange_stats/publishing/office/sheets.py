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
from exchange_stats.publishing.office.grid import Grid, data_table, grids
from exchange_stats.publishing.office.plots import Place, insert_charts
from exchange_stats.publishing.office.repack import repack

LONGEST_NAME = 31  # of a sheet


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
    target = Target(book, _looks(book), language)
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
    for number, one in enumerate(chosen, start=1):
        listed += _write_numbers(target, number, grids(one, tables, language))
    _write_contents(target, contents, listed)
    book.close()
    return repack(path)


def _looks(book: Any) -> dict[str, Any]:
    """Return the looks of cells by name."""
    base = {"font_name": native.LATIN, "font_size": 11, "valign": "top"}
    return {
        "plain": book.add_format(base),
        "title": book.add_format({**base, "font_size": 14, "bold": True}),
        "head": book.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1}),
        "link": book.add_format(
            {**base, "font_color": style.role("kyrgyz_in_china").colour, "underline": 1}
        ),
        "wrap": book.add_format({**base, "text_wrap": True}),
    }


def _lines(target: Target, sheet: Any, lines: list[str]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.hide_gridlines(2)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, target.looks["title" if row == 0 else "wrap"])


def _write_contents(target: Target, sheet: Any, listed: list[tuple[str, str]]) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, target.say("contents"), target.looks["title"])
    for row, (name, finding) in enumerate(listed, start=1):
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
    first = len(above) + 1
    heading, rows = data_table(one, tables, target.language)
    amounts = _amounts(made)
    _write_table(target, sheet, first, (heading, rows, amounts), f"table_{number}")
    holder = Place(name, first) if _is_full(made) else _apart(target, number)
    insert_charts(target.book, sheet, (made, found), (first, len(heading) + 1), holder)
    return found.title


def _apart(target: Target, number: int) -> Place:
    return Place(f"{target.say('chart')} {number}", 1, apart=True)


def _is_full(made: list[Grid]) -> bool:
    """Return whether a table holds a number in each cell of its charts."""
    alike = all(grid.categories == made[0].categories for grid in made)
    return alike and all(v is not None for grid in made for row in grid.rows for v in row.values)


def _write_numbers(target: Target, number: int, made: list[Grid]) -> list[tuple[str, str]]:
    """Write the numbers behind charts with gaps; return name and words of the sheet, if any.

    A mark such as [x] in the cells of a chart is drawn as zero; an empty cell is a gap.
    """
    if not made or _is_full(made):
        return []
    name = _apart(target, number).sheet
    said = f"{name}. {target.say('behind')}"
    sheet = target.book.add_worksheet(name)
    sheet.write_string(0, 0, said, target.looks["title"])
    sheet.set_column(0, 0, 30)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    column, headings = 0, []
    for grid in made:
        heading = [target.say("category"), *(row.name for row in grid.rows)]
        form = target.book.add_format({"num_format": grid.number_format})
        for offset, values in enumerate((grid.categories, *(row.values for row in grid.rows))):
            for below, value in enumerate(values, start=2):
                if value is not None:
                    sheet.write(below, column + offset, value, form if offset else None)
        column += len(heading)
        headings += heading
    last = 1 + max(len(grid.categories) for grid in made)
    sheet.add_table(1, 0, last, column - 1, _table_look(target, headings, f"chart_{number}"))
    return [(name, said)]


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
    place = (first, 0, first + len(rows), len(heading) - 1)
    sheet.add_table(*place, _table_look(target, heading, name))
    for below, words in enumerate(rows, start=first + 1):
        for column, word in enumerate(words):
            value = amounts[column - 1][1].get(words[0]) if amounts and column else None
            if value is None:
                sheet.write_string(below, column, word, target.looks["plain"])
            else:
                sheet.write_number(below, column, value, formats[column])
    sheet.set_column(0, 0, max(14, min(50, max(len(words[0]) for words in rows) + 2)))
    sheet.set_column(1, max(1, len(heading) - 1), 16 if amounts else 60)


def _table_look(target: Target, heading: list[str], name: str) -> dict[str, Any]:
    """Return what a table is told of itself: name, headings, and no look of its own."""
    head = target.looks["head"]
    columns = [{"header": word, "header_format": head} for word in _unlike(heading)]
    plain = {"autofilter": False, "style": None, "banded_rows": False}
    return {"name": name, "columns": columns, **plain}


def _unlike(heading: list[str]) -> list[str]:
    """Return headings of which no two are alike, as a table must have."""
    return [
        f"{word} ({heading[:i].count(word) + 1})" if word in heading[:i] else word
        for i, word in enumerate(heading)
    ]
