"""Where everything stands on the sheets of the data-request workbook, before a cell is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange_stats.ground.errors import FactError
from exchange_stats.publishing.template.words import Request

JOINT = " / "
TOP = 6  # lines above the headings: title, year, unit, legend, mark, blank
FIRST_COLUMN = {"form_1": 3, "form_2": 2}
Path = tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading over several cells; rows and columns are 1-based and inclusive."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Column:
    """A column of numbers: its letter, its codes, and whether it is filled in."""

    letter: str
    codes: str
    is_input: bool

    @property
    def parts(self) -> dict[str, str]:
        """The codes by the name of their vocabulary."""
        return dict(pair.split("=", 1) for pair in self.codes.split())


@dataclass(frozen=True)
class FormPlan:
    """The places of one form.

    Attributes
    ----------
    total_row : int
        The line of the whole file.
    institution_rows, rows : range
        The lines of one institution each, and of one institution and one field each.
    """

    form: str
    sheet: str
    columns: tuple[Column, ...]
    headings: tuple[Heading, ...]
    first_heading_row: int
    total_row: int
    institution_rows: range
    rows: range

    @property
    def input_rows(self) -> range:
        """The lines in which numbers are written."""
        return self.rows or self.institution_rows

    @property
    def inputs(self) -> list[Column]:
        """The columns in which numbers are written."""
        return [column for column in self.columns if column.is_input]

    @property
    def width(self) -> int:
        """The number of columns of labels and numbers."""
        return FIRST_COLUMN[self.form] - 1 + len(self.columns)

    def column(self, codes: str) -> Column:
        """Return the column of some codes."""
        return next(column for column in self.columns if column.codes == codes)

    def span(self, letter: str, rows: range) -> str:
        """Return the fixed address of a column over some rows: ``$A$11:$A$20``."""
        return f"${letter}${rows[0]}:${letter}${rows[-1]}"


def plan_form(request: Request, form: str) -> FormPlan:
    """Return the places of a form of ``facts/template.toml``."""
    facts = request.facts[form]
    first = FIRST_COLUMN[form]
    columns = tuple(
        Column(letters(first + number), codes, codes in facts["inputs"])
        for number, codes in enumerate(facts["columns"])
    )
    paths = [_paths(request, codes) for codes in facts["columns"]]
    depth = max(map(len, paths))
    top = TOP + 1
    total = top + depth
    institutions = range(total + 1, total + 1 + request.facts["institutions"])
    below = institutions.stop
    return FormPlan(
        form=form,
        sheet=request.sheet(form),
        columns=columns,
        headings=tuple(_stacked(paths, top, first, depth)),
        first_heading_row=top,
        total_row=total,
        institution_rows=institutions,
        rows=range(below, below + (request.facts["rows"] if form == "form_1" else 0)),
    )


def letters(column: int) -> str:
    """Return the letters of a 1-based column.

    Examples
    --------
    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _paths(request: Request, codes: str) -> Path:
    """Return the heading levels of a column, each in all languages, one below the other."""
    levels = [text.split(JOINT) for text in request.printed("category", codes)]
    if len({len(level) for level in levels}) != 1:
        message = (
            f"facts/labels.csv: headings of {codes!r} have unlike depth in the languages of the "
            f"side {request.side}, expected one depth; correct them"
        )
        raise FactError(message)
    return tuple("\n".join(dict.fromkeys(names)) for names in zip(*levels, strict=True))


def _stacked(paths: Sequence[Path], top: int, left: int, depth: int) -> list[Heading]:
    """Return the headings of some columns as merged cells that fill a number of rows.

    A heading over headings is as high as the deepest of them leaves room for; over columns
    only it takes one row, and they take the rest.
    """
    found: list[Heading] = []
    start = 0
    while start < len(paths):
        text = paths[start][0]
        end = start + 1
        while end < len(paths) and paths[end][0] == text and len(paths[start]) > 1:
            end += 1
        below = [path[1:] for path in paths[start:end]]
        deepest = max(map(len, below))
        own = depth if deepest == 0 else 1 if deepest == 1 else depth - deepest
        bottom, right = top + own - 1, left + end - 1
        found.append(Heading(text, top, left + start, bottom, right))
        if deepest:
            found += _stacked(below, bottom + 1, left + start, depth - own)
        start = end
    return found
