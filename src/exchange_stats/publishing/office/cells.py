"""A table in a sheet as in print: ruled above and below, numbers typed, rows as high as needed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.numbers.listing import Cell, Listing

SIZE, TITLE = 12, 14  # points of the words: no smaller is easy to read for all
CHARACTER, MARGIN = 5.25, 4.0  # points of a character and of what stands beside them in a column
LINE, HIGH_LINE, ABOVE = 1.22, 1.42, 3.0  # height of a line to its size; of Chinese; points above
NARROWEST, WIDEST = 11, 60  # characters of a column
RULE, THIN = 2, 1  # how the library calls a rule of medium weight and a thin one
HEAD = {"bold": True, "top": RULE, "bottom": THIN, "valign": "bottom"}


@dataclass(frozen=True)
class Target:
    """The workbook that is written, the language of its words, and the looks made so far."""

    book: Any
    language: str
    looks: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def say(self, key: str) -> str:
        """Return words of the workbook."""
        return texts.text(f"office.{key}", self.language)

    def look(self, **wanted: Any) -> Any:
        """Return a look of cells: words in Arial, wrapped, at the top, and what else is wanted."""
        key = tuple(sorted(wanted.items()))
        if key not in self.looks:
            base = {"font_name": native.LATIN, "font_size": SIZE, "valign": "top"}
            self.looks[key] = self.book.add_format({**base, "text_wrap": True, **wanted})
        return self.looks[key]


def write_lines(target: Target, sheet: Any, lines: Iterable[str], width: float) -> int:
    """Write lines one below another, the first as title; return how many.

    Parameters
    ----------
    width : float
        Characters of the column; the row of a longer line is made higher.
    """
    count = 0
    for row, line in enumerate(lines):
        size = TITLE if row == 0 else SIZE
        look = target.look(font_size=TITLE, bold=True) if row == 0 else target.look()
        sheet.write_string(row, 0, line, look)
        sheet.set_row(row, _height(target, [(line, width)], size, bold=row == 0))
        count += 1
    return count


def widths_of(listing: Listing, least: float = NARROWEST) -> list[float]:
    """Return the characters of each column: of its longest number, or of words in a few lines.

    Parameters
    ----------
    least : float
        Of the first column, in which the lines above the table stand too.
    """
    columns = zip(listing.heading, *([c.words for c in row] for row in listing.rows), strict=True)
    widths = []
    for index, words in enumerate(columns):
        longest = max(_characters(part) for one in words for part in one.split())
        whole = max(_characters(one) for one in words[1:])
        wanted = longest if listing.numeric[index] else max(longest, min(whole, WIDEST))
        widths.append(float(max(NARROWEST, min(WIDEST, wanted))))
    return [max(least, widths[0]), *widths[1:]]


def _characters(words: str) -> int:
    """Return how wide words are set bold, in characters of a column."""
    return int(typesetting.measure(words, SIZE, bold=True) / CHARACTER) + 2


def write_listing(
    target: Target, sheet: Any, listing: Listing, begin: tuple[int, str], widths: list[float]
) -> None:
    """Write a table that Excel knows by its name.

    Numbers and their marks stand to the right, so that their decimals are below one another. A
    rule stands above and below the head and at the end, and none between columns.

    Parameters
    ----------
    begin : tuple of int and str
        The row of its head, and its name.
    widths : list of float
        The characters of each column, from :func:`widths_of`.
    """
    first, name = begin
    last = first + len(listing.rows)
    headings, aligned = _unlike(listing.heading), _aligned(listing)
    columns = [
        {"header": word, "header_format": target.look(**HEAD, **align)}
        for word, align in zip(headings, aligned, strict=True)
    ]
    plain = {"autofilter": False, "style": None, "banded_rows": False}
    sheet.add_table(first, 0, last, len(headings) - 1, {"name": name, "columns": columns, **plain})
    bold = zip(headings, widths, strict=True)
    sheet.set_row(first, _height(target, bold, SIZE, bold=True))
    for row, cells in enumerate(listing.rows, start=first + 1):
        words = [cell.words for cell in cells]
        sheet.set_row(row, _height(target, zip(words, widths, strict=True), SIZE))
        for column, cell in enumerate(cells):
            look = _cell_look(target, cell, aligned[column], closing=row == last)
            _write_cell(sheet, (row, column), cell, look)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, look: Any) -> None:
    if cell.link:
        sheet.write_url(*place, cell.link, look, cell.words)
    elif cell.value is not None:
        sheet.write_number(*place, cell.value, look)
    elif cell.words:
        sheet.write_string(*place, cell.words, look)
    else:
        sheet.write_blank(*place, None, look)


def _aligned(listing: Listing) -> list[dict[str, Any]]:
    """Return how each column stands: numbers right, words left and clear of numbers before them."""
    looks: list[dict[str, Any]] = []
    for numeric in listing.numeric:
        after = bool(looks) and looks[-1]["align"] == "right"
        looks.append({"align": "right"} if numeric else {"align": "left", "indent": int(after)})
    return looks


def _cell_look(target: Target, cell: Cell, align: dict[str, Any], *, closing: bool) -> Any:
    wanted = dict(align)
    if cell.value is not None:
        wanted["num_format"] = cell.number_format
    if closing:
        wanted["bottom"] = RULE
    if cell.link:
        wanted |= {"font_color": style.role("kyrgyz_in_china").colour, "underline": 1}
    return target.look(**wanted)


def _height(
    target: Target, cells: Iterable[tuple[str, float]], size: float, *, bold: bool = False
) -> float:
    """Return the height of a row whose words wrap in columns of some widths."""
    lines = max(
        len(
            typesetting.wrap(
                words,
                width * CHARACTER - MARGIN,
                size,
                bold=bold,
                language=target.language,
            )
        )
        for words, width in cells
    )
    line = HIGH_LINE if target.language == "zh" else LINE
    return round(lines * size * line + ABOVE, 1)


def _unlike(heading: tuple[str, ...]) -> list[str]:
    """Return headings of which no two are alike, as a table must have."""
    return [
        f"{word} ({heading[:i].count(word) + 1})" if word in heading[:i] else word
        for i, word in enumerate(heading)
    ]
