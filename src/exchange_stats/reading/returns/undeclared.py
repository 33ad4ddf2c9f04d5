"""A returned workbook that nobody has declared: taken only when nothing is left to ask."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import PeriodError
from exchange_stats.ground.periods import parse_period
from exchange_stats.reading import words
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.declared.accepted import declare
from exchange_stats.reading.declared.outside import beside_text
from exchange_stats.reading.declared.written import label_line, table_text
from exchange_stats.reading.proposal.draft import Proposal, propose_layouts
from exchange_stats.reading.table import Labels, joined, place_text
from exchange_stats.reading.words import EDGES
from exchange_stats.reading.workbook import Sheet, Workbook, cell_name, column_letters, plain_text

LabelCodes = Callable[[str, str, str], str | None]
Hint = Callable[[str, str, str], str]
ROW_DIMENSIONS = ("institution", "field")
MEASURES = {"enrolled": "form_1", "admitted": "form_2"}
MOST_WORDS = 4


def no_hint(source: str, dimension: str, printed: str) -> str:
    """Return no words on what a label may be meant to be."""
    del source, dimension, printed
    return ""


@dataclass
class Understood:
    """What an undeclared return says, and what it leaves open.

    Attributes
    ----------
    tables : list of dict
        Its proposed tables in declared form, their dimensions as far as known.
    known : int
        How many of its labels the side knows.
    questions : list of str
        What is unknown or ambiguous, each with its place; none when it can be taken.
    labels : list of str
        The lines that ``facts/labels.csv`` would need.
    """

    source: str
    tables: list[dict[str, Any]] = field(default_factory=list)
    known: int = 0
    questions: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield what to add to the fact files."""
        if self.labels:
            yield "facts/labels.csv, with the codes of each:"
            yield from (f"  {line}" for line in dict.fromkeys(self.labels))
        for table in self.tables:
            yield "a layout in facts/layouts, if the tables lie as proposed:"
            yield from (f"  {line}" for line in table_text(table).splitlines())


def understand(workbook: Workbook, label_codes: LabelCodes, hint: Hint = no_hint) -> Understood:
    """Return what the tables of an undeclared return say, for the side that knows most of it.

    Parameters
    ----------
    hint : callable
        Source, dimension and an unknown label to what it may be meant to be, as words behind it.
    """
    sides = factbook.load_toml("template.toml")["side"].values()
    found = [_of_side(workbook, side, label_codes, hint) for side in sides]
    return min(found, key=lambda one: (-one.known, len(one.questions)))


def _of_side(
    workbook: Workbook, side: Mapping[str, Any], label_codes: LabelCodes, hint: Hint
) -> Understood:
    found = Understood(str(side["source"]))
    for sheet in workbook.sheets:
        proposals, first = propose_layouts(sheet), len(found.tables)
        for proposal in proposals:
            _Table(sheet, proposal, side, (label_codes, hint), found).add()
        if beside := beside_text(sheet, [one.layout for one in proposals]):
            found.tables[first:] = [{**one, "beside": beside} for one in found.tables[first:]]
    if not found.tables:
        found.questions.append("no table of numbers found")
    return found


@dataclass(frozen=True)
class _Table:
    """One proposed table, asked for its dimensions."""

    sheet: Sheet
    proposal: Proposal
    side: Mapping[str, Any]
    known: tuple[LabelCodes, Hint]
    found: Understood

    def add(self) -> None:
        """Add the table with what is known of it, and ask what is not."""
        dimensions = dict([*self._of_rows(), self._of_headings()])
        if "period" not in dimensions:
            dimensions |= self._period_above()
        self._ask_doubts()
        self._ask_proposed()
        self._ask_origin()
        part = self._measure()
        table = declare(self.sheet, self.proposal.layout, self.proposal.unit)
        number = len(self.found.tables) + 1
        self.found.tables.append({**table, "id": f"{part}_{number}", "dimensions": dimensions})

    def _of_rows(self) -> Iterator[tuple[str, str]]:
        """Yield the dimensions of the label columns."""
        layout = self.proposal.layout
        for column in layout.label_columns:
            rows = {self._text(row, column): row for row in reversed(layout.body_rows)}
            first = sorted((row, text) for text, row in rows.items() if text)
            places = {text: (row, column) for row, text in first}
            letters = column_letters(column)
            if places and all(map(_is_period, places)):
                yield "period", letters
                continue
            known = {name: self._known(name, places) for name in ROW_DIMENSIONS}
            best = max(known, key=lambda name: len(known[name]))
            if not known[best] or all(known.values()):
                found = "both" if known[best] else "none"
                self._ask(f"column {letters}: {found} of {' and '.join(ROW_DIMENSIONS)} fit it")
                continue
            self._ask_labels(best, places)
            yield best, letters

    def _of_headings(self) -> tuple[str, str]:
        """Return the dimension of the headings."""
        layout = self.proposal.layout
        labels, bottom = Labels(self.sheet, layout), (layout.header_rows or (0,))[-1]
        headings = {joined(labels.column_levels(c)): (bottom, c) for c in layout.value_columns}
        if all(map(_is_period, headings)):
            return "period", "header"
        self._ask_labels("category", headings)
        return "category", "header"

    def _period_above(self) -> dict[str, str]:
        """Return the cell above the header with the one period of the table."""
        cells = {cell: text for cell, text in self._above().items() if _is_period(text)}
        if len({parse_period(text) for text in cells.values()}) == 1:
            return {"period": next(iter(cells))}
        self._ask(f"{'several school years' if cells else 'no school year'} above the table")
        return {}

    def _ask_doubts(self) -> None:
        for reason in self.proposal.reasons_against:
            self._ask(reason)

    def _ask_proposed(self) -> None:
        """Ask for the words that the proposal may rest on and that nobody has confirmed."""
        layout = self.proposal.layout
        columns = (*layout.label_columns, *layout.value_columns)
        places = [(row, column) for row in layout.header_rows for column in columns]
        rows = (*layout.sections, *layout.body_rows)
        places += [(row, column) for row in rows for column in layout.label_columns]
        for place in places:
            if words.is_only_proposed(text := self._text(*place)):
                self.found.questions.append(
                    f"{place_text(self.sheet, *place)}: the word {text!r} is only proposed; have "
                    "it confirmed in facts/layout_words.csv"
                )

    def _ask_origin(self) -> None:
        runs = {run for text in self._above().values() for run in _runs(text)}
        wanted = f"origin={self.side['origin']}"
        if wanted not in {self.known[0](self.found.source, "origin", run) for run in runs}:
            self._ask(f"the lines above the table name no country of {wanted}")

    def _measure(self) -> str:
        """Return the part of our form whose measure the lines above the table name."""
        text = " ".join(self._above().values()).casefold()
        said = [
            part
            for kind, part in MEASURES.items()
            if any(phrase in text for phrase in words.confirmed_phrases(kind))
        ]
        if len(said) != 1:
            self._ask("the lines above the table do not say: enrolled or admitted")
        return said[0] if said else "form_1"

    def _above(self) -> dict[str, str]:
        first = (self.proposal.layout.header_rows or self.proposal.layout.body_rows)[0]
        return {
            cell_name(row, column): one_line(plain_text(value))
            for row in range(max(0, first - 12), first)
            for column, value in enumerate(self.sheet.values[row])
            if value is not None
        }

    def _text(self, row: int, column: int) -> str:
        return one_line(plain_text(self.sheet.value(row, column)))

    def _known(self, dimension: str, texts: Iterable[str]) -> set[str]:
        source = self.found.source
        return {t for t in texts if self.known[0](source, dimension, t) is not None}

    def _ask(self, what: str) -> None:
        self.found.questions.append(f"{self.sheet.name}, {self.proposal.layout.table}: {what}")

    def _ask_labels(self, dimension: str, places: Mapping[str, tuple[int, int]]) -> None:
        """Ask for the labels that the dictionary lacks."""
        known = self._known(dimension, places)
        self.found.known += len(known)
        for text in [text for text in places if text not in known]:
            place = place_text(self.sheet, *places[text])
            hint = self.known[1](self.found.source, dimension, text)
            self.found.questions.append(f"{place}: the {dimension} {text!r} is not known{hint}")
            self.found.labels.append(label_line(self.found.source, dimension, text))


def _is_period(text: str) -> bool:
    try:
        return bool(parse_period(text))
    except PeriodError:
        return False


def _runs(text: str) -> Iterator[str]:
    """Yield the words of a text, and the runs of up to four of them."""
    parts = [part.strip(EDGES) for part in text.split()]
    for first, last in combinations(range(len(parts) + 1), 2):
        if last - first <= MOST_WORDS:
            yield " ".join(parts[first:last])
