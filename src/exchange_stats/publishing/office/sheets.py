"""A workbook of tables that everyone can read: one table a sheet, typed numbers, a chart beside."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from exchange_stats.publishing import texts
from exchange_stats.publishing.figures import FigureDefinition, figure_texts
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office.cells import (
    CHARACTER,
    Target,
    widths_of,
    write_lines,
    write_listing,
)
from exchange_stats.publishing.office.numbers.grid import Grid, grids
from exchange_stats.publishing.office.numbers.listing import Cell, Listing, is_stacked, list_figure
from exchange_stats.publishing.office.plots import WIDTH, Place, insert_charts
from exchange_stats.publishing.office.repack import repack

A4 = 9  # how Excel calls the paper
TEXT = 48.0  # characters of the column in which the words stand
PAGE = (19.0 * 72 / 2.54, 27.7 * 72 / 2.54)  # points across a sheet, upright and on its side
SMALLEST = 0.75  # of the size of print; what would become smaller stands below and not beside
MANY = 30  # rows that go over a page
MARKS = 4  # notes on how the tables are to be read


def write_tables(
    path: Path, definitions: Iterable[FigureDefinition], tables: Tables, language: str
) -> Path:
    """Write the workbook of a language; return the path.

    The first sheet tells what the workbook is, the second lists the tables, the third says how
    they are to be read; then one sheet holds the table of each figure.
    """
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    target = Target(book, language)
    title = texts.text("page.title", language)
    book.set_properties(
        {"title": title, "author": "exchange_stats", "created": datetime(2000, 1, 1)}
    )
    chosen = list(definitions)
    cover, contents, notes = (_sheet(target, target.say(n)) for n in ("cover", "contents", "notes"))
    cover.set_column(0, 0, 2 * TEXT)
    cover.set_portrait()
    said = [title, target.say("how_tables"), target.say("licence")]
    write_lines(target, cover, said, 2 * TEXT)
    listed = [
        (f"{target.say('table')} {number}", _write_figure(target, number, one, tables))
        for number, one in enumerate(chosen, start=1)
    ]
    for number, one in enumerate(chosen, start=1):
        listed += _write_numbers(target, number, grids(one, tables, language))
    links = {name: f"internal:'{name}'!A1" for name, _ in listed}
    _write_list(target, contents, ("contents", "sheet", "finding"), listed, links)
    marks = [(str(n), target.say(f"note_{n}")) for n in range(1, MARKS + 1)]
    _write_list(target, notes, ("notes", "number", "note"), marks, {})
    book.close()
    return repack(path, language=str(texts.locale(language)["office"]))


def _sheet(target: Target, name: str) -> Any:
    """Return a new sheet that prints on the width of a page, without lines between the cells."""
    sheet = target.book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    return sheet


def _write_list(
    target: Target,
    sheet: Any,
    keys: tuple[str, str, str],
    rows: list[tuple[str, str]],
    links: dict[str, str],
) -> None:
    """Write the sheet of contents or of notes: its title, and a table of two columns."""
    name, *heading = keys
    cells = tuple((Cell(first, link=links.get(first, "")), Cell(words)) for first, words in rows)
    listing = Listing(tuple(target.say(key) for key in heading), (False, False), cells)
    widths = [16.0, 2 * TEXT]
    sheet.set_portrait()
    lines = [target.say(name), target.say("one_table")]
    for row, line in enumerate(lines):  # they run on into the wide column beside them
        look = target.look(text_wrap=False, **({} if row else {"bold": True, "font_size": 14}))
        sheet.write_string(row, 0, line, look)
    write_listing(target, sheet, listing, (len(lines), name), widths)


def _write_figure(target: Target, number: int, one: FigureDefinition, tables: Tables) -> str:
    """Write the sheet of a figure; return its finding."""
    found = figure_texts(one, tables, target.language)
    name = f"{target.say('table')} {number}"
    sheet = _sheet(target, name)
    lines = [
        f"{name}. {found.title}",
        *(found.subtitle, found.mark, found.note, found.source, found.id_line),
        target.say("one_table"),
    ]
    made = grids(one, tables, target.language)
    listing = list_figure(one, tables, target.language)
    widths = widths_of(listing, TEXT)
    first = write_lines(target, sheet, [line for line in lines if line], widths[0])
    write_listing(target, sheet, listing, (first, f"table_{number}"), widths)
    wide = sum(widths) * CHARACTER
    short = len(listing.rows) <= MANY
    beside = bool(made) and short and (wide + WIDTH) * SMALLEST < PAGE[1]
    if not beside:  # what floats over a row that is repeated would be repeated too
        sheet.repeat_rows(first)
    if not beside and wide * SMALLEST < PAGE[0]:
        sheet.set_portrait()
    corner = (1, len(widths) + 1) if beside else (first + len(listing.rows) + 2, 0)
    holder = Place(name, first) if _is_full(made) else _apart(target, number)
    insert_charts(target.book, sheet, (made, found), corner, holder)
    return found.title


def _apart(target: Target, number: int) -> Place:
    return Place(f"{target.say('chart')} {number}", 2, apart=True)


def _is_full(made: list[Grid]) -> bool:
    """Return whether a table holds a number in each cell of its charts."""
    alike = all(grid.categories == made[0].categories for grid in made) and not is_stacked(made)
    return alike and all(v is not None for grid in made for row in grid.rows for v in row.values)


def _write_numbers(target: Target, number: int, made: list[Grid]) -> list[tuple[str, str]]:
    """Write the numbers behind charts with gaps; return name and words of the sheet, if any.

    A mark such as [x] in the cells of a chart is drawn as zero; an empty cell is a gap.
    """
    if not made or _is_full(made):
        return []
    name = _apart(target, number).sheet
    sheet = _sheet(target, name)
    said = f"{name}. {target.say('behind')}"
    listing = _side_by_side(made)
    widths = widths_of(listing, TEXT)
    first = write_lines(target, sheet, [said, target.say("one_table")], widths[0])
    write_listing(target, sheet, listing, (first, f"chart_{number}"), widths)
    return [(name, said)]


def _side_by_side(made: list[Grid]) -> Listing:
    """Return the numbers of charts, each with its categories before them."""
    columns: list[tuple[str, bool, list[Cell]]] = []
    for grid in made:
        columns.append((grid.heading, False, [Cell(name) for name in grid.categories]))
        for row in grid.rows:
            numbers = zip(row.values, row.qualifiers, strict=True)
            cells = [
                Cell("", value, grid.cell_format(said, value)) if value is not None else Cell("")
                for value, said in numbers
            ]
            columns.append((row.name, True, cells))
    longest = max(len(cells) for _, _, cells in columns)
    filled = [[*cells, *[Cell("")] * (longest - len(cells))] for _, _, cells in columns]
    rows = tuple(zip(*filled, strict=True))
    return Listing(tuple(c[0] for c in columns), tuple(c[1] for c in columns), rows)
