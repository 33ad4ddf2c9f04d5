"""Which columns of a table are labels and which are values."""

import re
from dataclasses import dataclass
from itertools import pairwise

from exchange_stats.reading import words
from exchange_stats.reading.proposal.areas import Area
from exchange_stats.reading.proposal.grid import BLANK, TEXT, YEAR, YEAR_TEXT, Grid
from exchange_stats.reading.proposal.headings import Header
from exchange_stats.reading.proposal.label_columns.flags import bare_flags, headed_flags

NUMBERS = (int, float)
MOST_COMPARED = 2000
LEADING_ZERO = re.compile(r"0\d+")


@dataclass(frozen=True)
class Columns:
    """The columns of a table by what they hold, with the reasons for numbers that are labels."""

    labels: tuple[int, ...]
    values: tuple[int, ...]
    serial: tuple[int, ...] = ()
    texts: tuple[int, ...] = ()
    unnamed: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    flags: tuple[int, ...] = ()


def columns_of(grid: Grid, area: Area, header: Header, *, lists: bool = False) -> Columns:
    """Return label and value columns of an area.

    Numbers are labels when their heading says so (year, code, serial number), when they are
    the years of the rows, or when they count the rows.
    """
    rows = range(header.body, area.last + 1)
    left, right = area.columns
    headings = {column: _heading(grid, header, column) for column in range(left, right + 1)}
    found, reasons = _by_role(grid, area, rows, header, headings)
    named, serial = found["label"], found["serial"]
    values, unnamed = _headed(found["value"], headings)
    if not values:
        return _of_list(grid, area, rows, (named if lists else [], serial))
    labels, texts = _text_columns(grid, area, rows, values)
    values = sorted({*values, *_more_values(grid, area, rows, header, values)})
    flags = headed_flags(values, texts, headings)
    values = [column for column in values if column not in flags]
    texts = [column for column in texts if column not in (*values, *flags)]
    counting = [c for c in labels if _counts_rows(grid, rows, c)]
    if len(counting) < len(labels):
        labels, serial = [c for c in labels if c not in counting], [*counting, *serial]
    labels = sorted({*labels, *named})
    more = _names_among(grid, rows, texts) if texts and _alike(grid, rows, labels) else []
    labels, texts = sorted({*labels, *more}), [c for c in texts if c not in more]
    if not labels:
        labels, serial = ([serial[0]], serial[1:]) if serial else ([values[0]], serial)
        values = [column for column in values if column not in labels]
    flags += bare_flags(grid, rows, values, headings)
    texts = [column for column in texts if column not in flags]
    unnamed = [column for column in unnamed if column not in flags]
    numbers_out = tuple(serial), tuple(texts), tuple(unnamed)
    return Columns(tuple(labels), tuple(values), *numbers_out, tuple(reasons), tuple(sorted(flags)))


def _headed(values: list[int], headings: dict[int, str]) -> tuple[list[int], list[int]]:
    """Return the value columns with a heading, and those without one beside them."""
    headed = [column for column in values if headings[column]]
    return headed or values, [c for c in values if headed and c not in headed]


def _by_role(
    grid: Grid, area: Area, rows: range, header: Header, headings: dict[int, str]
) -> tuple[dict[str, list[int]], list[str]]:
    """Return the number columns by their roles, and the reasons."""
    found: dict[str, list[int]] = {"value": [], "label": [], "serial": []}
    reasons = []
    before_names = _before_names(grid, area, rows)
    for column in area.numeric:
        bottom = grid.text(header.rows[-1], column) if header.rows else ""
        heading = headings[column], bottom
        first, alone = not found["value"], len(area.numeric) == 1
        role, reason = _role(grid, rows, column, heading, (first, alone))
        if role == "value" and column in before_names:
            role, reason = "label", f"column {column + 1}: it stands before the names of the rows"
        found[role].append(column)
        if reason:
            reasons.append(reason)
    return found, reasons


def _heading(grid: Grid, header: Header, column: int) -> str:
    return " ".join(dict.fromkeys(filter(None, (grid.text(r, column) for r in header.rows))))


def _role(
    grid: Grid, rows: range, column: int, headings: tuple[str, str], stands: tuple[bool, bool]
) -> tuple[str, str]:
    """Return the role of a column by its whole and its lowest heading and its cells, and why.

    It may stand first among the number columns, and alone: two numbers then can count the rows.
    """
    heading, bottom = headings
    first, alone = stands
    named = words.kinds_of(heading)
    for kind, role in (("serial", "serial"), ("code", "label"), ("year", "label")):
        if kind in named and (first or kind != "serial"):
            if kind == "year" and not _small_whole(grid, rows, column):
                continue
            return role, f"column {column + 1}: its heading {heading!r} names a {kind}"
    if first and words.begins_or_ends("code", heading):
        return "label", f"column {column + 1}: its heading {heading!r} names a code"
    if _has_leading_zeros(grid, rows, column):
        return "label", f"column {column + 1}: numbers with leading zeros are codes"
    _, numbers, years, _, _ = grid.tally(rows, column)
    if not first:
        tells = years and not numbers and not any(map(str.isdecimal, heading))
        if tells and words.begins_or_ends("year", heading):
            return "label", f"column {column + 1}: its heading {heading!r} names a year"
        return "value", ""
    if years >= 2 and years >= 9 * numbers and not YEAR_TEXT.fullmatch(bottom):
        return "label", f"column {column + 1}: every number in it is a year"
    if _counts_rows(grid, rows, column, 3 - alone) and _stands_before_labels(grid, rows, column):
        return "serial", f"column {column + 1}: it counts the rows"
    return "value", ""


def _small_whole(grid: Grid, rows: range, column: int) -> bool:
    """Return whether the numbers of a column can be years or months."""
    sample = grid.sheet.cells(rows[:200], column)
    numbers = [value for value in sample if isinstance(value, NUMBERS)]
    return all(value == int(value) and 0 < value < 3000 for value in numbers)


def _has_leading_zeros(grid: Grid, rows: range, column: int) -> bool:
    sample = grid.sheet.cells(rows[:200], column)
    texts = [value.strip() for value in sample if type(value) is str]
    zeros = [text for text in texts if text[:1] == "0" and LEADING_ZERO.fullmatch(text)]
    return len(zeros) >= 2 and len({len(text) for text in texts if text}) <= 2


def _counts_rows(grid: Grid, rows: range, column: int, least: int = 3) -> bool:
    """Return whether the numbers of a column go up by one from one, now and then anew."""
    values = grid.sheet.cells(rows[:500], column)
    numbers = [value for value in values if isinstance(value, NUMBERS)]
    if not numbers:
        texts = [value.strip(" .") for value in values if isinstance(value, str)]
        numbers = [int(text) for text in texts if text.isdecimal()]
    if len(numbers) < least or numbers[0] not in (0, 1):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    anew = [numbers[place + 1] for place, step in enumerate(steps) if step != 1]
    return len(anew) * 3 <= len(numbers) and all(number == numbers[0] for number in anew)


def _stands_before_labels(grid: Grid, rows: range, column: int) -> bool:
    """Return whether the texts of a table begin right of a column, not left of it."""
    texts = (grid.kinds[rows.start : rows.stop] == TEXT).sum(0) * 2 >= len(rows)
    return bool(texts[column + 1 :].any() and not texts[:column].any())


def _text_columns(
    grid: Grid, area: Area, rows: range, values: list[int]
) -> tuple[list[int], list[int]]:
    """Return the text columns before the first value column, and those after it."""
    left, right = area.columns
    labels: list[int] = []
    texts: list[int] = []
    for column in range(left, right + 1):
        if column in area.numeric:
            continue
        _, _, years, _, wordy = grid.tally(rows, column)
        if not years and not wordy and not _labelled(grid, rows, column):
            continue
        (labels if column < values[0] else texts).append(column)
    return labels, texts


def _labelled(grid: Grid, rows: range, column: int) -> bool:
    return bool(
        grid.filled[rows.start : rows.stop, column].any()
        and (grid.kinds[rows.start : rows.stop, column] == BLANK).all()
    )


def _before_names(grid: Grid, area: Area, rows: range) -> list[int]:
    """Return the number columns left of the first column of names, where numbers go on after it.

    They are codes of the rows whatever their heading says.
    """
    left, right = area.columns
    texts = [grid.tally(rows, column)[TEXT] for column in range(left, right + 1)]
    named = [place for place, number in enumerate(texts) if number * 5 >= len(rows) * 4]
    if len(rows) < 3 or not named or any(texts[: named[0]]):
        return []
    first = left + named[0]
    after = [column for column in area.numeric if column > first]
    return [column for column in area.numeric if column < first] if after else []


def _of_list(grid: Grid, area: Area, rows: range, numbers: tuple[list[int], list[int]]) -> Columns:
    """Return the columns of a list of names whose only numbers are their codes, or count them."""
    codes, serial = numbers
    kinds = grid.kinds[rows.start : rows.stop]
    codes = [column for column in codes if not (kinds[:, column] == YEAR).all()]
    names, after = _text_columns(grid, area, rows, codes or [area.columns[1] + 1])
    if not codes or not (names or after):
        return Columns((), ())
    reason = "no column but that of the codes has numbers: a list of names"
    return Columns((*names, *after), tuple(codes), tuple(serial), reasons=(reason,))


def _alike(grid: Grid, rows: range, labels: list[int]) -> bool:
    """Return whether rows have the same labels, so that these do not say what a row is."""
    found = [tuple(grid.text(row, column) for column in labels) for row in rows[:MOST_COMPARED]]
    return len(set(found)) < len(found)


def _names_among(grid: Grid, rows: range, texts: list[int]) -> list[int]:
    """Return the text columns with a text in nearly every row."""
    return [c for c in texts if grid.tally(rows, c)[TEXT] * 5 >= len(rows) * 4]


def _more_values(
    grid: Grid, area: Area, rows: range, header: Header, values: list[int]
) -> list[int]:
    """Return the columns with a heading of their own and nothing, signs or few numbers below it."""
    found: list[int] = []
    if not header.rows:
        return found
    for column in range(values[0] + 1, area.columns[1] + 1):
        if column in area.numeric:
            continue
        own = any(grid.kinds[row, column] != BLANK for row in header.rows)
        if not own or grid.covered[rows.start : rows.stop, column].any():
            continue
        blanks, numbers, _, signs, texts = grid.tally(rows, column)
        if blanks + signs == len(rows) or (numbers and numbers * 4 >= texts):
            found.append(column)
    return found
