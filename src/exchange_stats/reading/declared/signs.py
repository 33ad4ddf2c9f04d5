"""The signs of a declared table: by the legend of its workbook, else by its source's policy."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from exchange_stats.ground import codes
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.reading.cell_text import (
    ZERO,
    CellText,
    bare_sign,
    one_line,
    parse_cell,
    split_marks,
)
from exchange_stats.reading.notes import Meaning, by_policy, legend_in, legend_of, texts_of
from exchange_stats.reading.table import TableLayout
from exchange_stats.reading.workbook import Sheet, Workbook, plain_text

NOUGHT, MOST_LINES = "0", 300


@dataclass(frozen=True)
class Read:
    """One cell as it was read.

    Attributes
    ----------
    legend : str
        The words of the legend that decided what its sign means, empty when none did.
    policy : str
        What ``facts/symbols.toml`` holds the sign to be, where the legend says otherwise.
    """

    text: CellText
    legend: str = ""
    policy: str = ""


def legends_of(
    workbook: Workbook, layouts: Iterable[TableLayout]
) -> dict[tuple[str, str], dict[str, Meaning]]:
    """Return what signs mean in each table, by sheet and table: confirmed words only.

    The lines around a table come first, then the other lines of its sheet outside the tables,
    then the sheets that no layout names.
    """
    known = list(layouts)
    named = {layout.sheet for layout in known}
    others = [sheet for sheet in workbook.sheets if sheet.name not in named]
    texts = (text for sheet in others for text in texts_of(sheet, range(MOST_LINES)))
    common = legend_in(texts, confirmed=True)
    found = {}
    for sheet in (sheet for sheet in workbook.sheets if sheet.name in named):
        ours = [layout for layout in known if layout.sheet == sheet.name]
        shared = common | legend_in(texts_of(sheet, _lines(sheet, ours)), confirmed=True)
        for layout in ours:
            own = legend_of(sheet, layout, confirmed=True)
            found[sheet.name, layout.table] = shared | own
    return found


def _lines(sheet: Sheet, layouts: Iterable[TableLayout]) -> list[int]:
    """Return the rows of a sheet that belong to no body, as far as a person would look."""
    bodies = {row for layout in layouts for row in layout.body_rows}
    return [row for row in range(len(sheet.values)) if row not in bodies][:MOST_LINES]


def read_cell(
    sheet: Sheet,
    place: tuple[int, int],
    layout: TableLayout,
    policy: Mapping[str, str],
    legend: Mapping[str, Meaning],
) -> Read:
    """Return one body cell by the legend of its table, else by the policy of its source.

    Raises
    ------
    ValueTextError
        If the cell is neither a number nor a sign of either.
    """
    value, look = sheet.value(*place), sheet.looks.get(place)
    told = dict(_told(value, legend))
    symbols = (
        {**policy, **{sign: _status(means) for sign, means in told.items()}} if told else policy
    )
    text = parse_cell(value, look, symbols, decimal=layout.decimal, quantities=layout.quantities)
    flags = [(place[0], column) for column in layout.flags_of(place[1])]
    read = _of_sign(text, told, policy)
    return _flagged(read, [plain_text(sheet.value(*flag)) for flag in flags], policy, legend)


def _of_sign(text: CellText, told: Mapping[str, Meaning], policy: Mapping[str, str]) -> Read:
    """Return a cell with what the legend says of its sign, and where the policy holds another."""
    if not told:
        return Read(text)
    sign, means = next(iter(told.items()))
    if sign == NOUGHT:
        text = replace(text, value=means.value or _kept(text, means), status=means.status)
    held = by_policy(policy[sign]) if sign in policy else means
    return Read(text, means.said, "" if held.agrees(means) else policy[sign])


def _flagged(
    read: Read, flags: Iterable[str], policy: Mapping[str, str], legend: Mapping[str, Meaning]
) -> Read:
    """Return a cell under the flags that stand beside it; one without a meaning is refused."""
    for flag in filter(None, map(one_line, flags)):
        means = legend.get(bare_sign(flag))
        status = means.status if means else policy.get(flag, policy.get(bare_sign(flag), ""))
        if not status or status == ZERO:
            message = (
                f"the flag {flag!r} beside it, which neither the legend nor facts/symbols.toml "
                "explains, expected a known one; give its meaning in facts/symbols.toml, or "
                "correct `flags`"
            )
            raise ValueTextError(message)
        value = "" if status in codes.MISSING else read.text.value
        read = Read(replace(read.text, value=value, status=status), means.said if means else "")
    return read


def _status(means: Meaning) -> str:
    return ZERO if means.value else means.status


def _kept(text: CellText, means: Meaning) -> str:
    return "" if means.status in codes.MISSING else text.value


def _told(value: object, legend: Mapping[str, Meaning]) -> Iterator[tuple[str, Meaning]]:
    """Yield what a cell shows that the legend explains: a sign, a nought, a blank, a mark.

    A mark beside a number cannot say that there is none: then it is a note.
    """
    text = one_line(value) if isinstance(value, str) else ""
    if isinstance(value, bool) or not legend:
        return
    if value is None or (isinstance(value, str) and not text):
        shown = [""]
    elif value == 0 or (text.isdecimal() and int(text) == 0):
        shown = [NOUGHT]
    elif not any(map(str.isdigit, text)):
        shown = [text, one_line(split_marks(text)[0])]
    else:
        shown = [m for m in split_marks(text)[1] if _is_flag(legend.get(bare_sign(m)))]
    yield from ((sign, legend[bare_sign(sign)]) for sign in shown if bare_sign(sign) in legend)


def _is_flag(means: Meaning | None) -> bool:
    return means is not None and not means.value and means.status not in codes.MISSING
