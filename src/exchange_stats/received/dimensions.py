"""Which dimension each label column, section and header row of a proposed table gives."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from exchange_stats.evidence import harmonise
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import PeriodError
from exchange_stats.ground.periods import parse_period
from exchange_stats.reading import words
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.declared.written import label_line
from exchange_stats.reading.proposal.draft import Proposal
from exchange_stats.reading.sources import Source
from exchange_stats.reading.table import Labels, joined
from exchange_stats.reading.workbook import Sheet, cell_name, column_letters, plain_text

LINES_ABOVE = 12
MAPPED = ("institution", "field", "level", "sex", "funding", "category")
NAMED = ("institution", "field", "level", "sex", "funding")
FLOW = ("origin", "host")
COUNTRY = "country"
Texts = Mapping[str, tuple[int, int]]


@dataclass
class Dimensions:
    """What is known of the dimensions of one table, and what a person has to add.

    Attributes
    ----------
    known : dict
        Dimension to where its label stands, as a layout states it.
    fixed : dict
        Codes that hold for every cell.
    missing : list of str
        Lines to add to the layout, each with what is to be decided.
    labels : list of str
        Lines to add to ``facts/labels.csv``, without their codes.
    """

    known: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def find_dimensions(sheet: Sheet, proposal: Proposal, card: Source | None = None) -> Dimensions:
    """Return the dimensions of a proposed table, as far as words and dictionary decide them.

    Parameters
    ----------
    card : Source, optional
        The source whose labels and host country are those of the table.
    """
    found = Dimensions(fixed=_flow(card))
    for where, texts, heading in (*_columns(sheet, proposal), *_headers(sheet, proposal)):
        _place(found, where, texts, heading, card)
    if "period" not in found.known:
        _add_period_above(found, sheet, proposal)
    asked = any(line.startswith("origin") for line in found.missing)
    _add_measure(found, sheet, proposal)
    for name in FLOW if not asked else ():
        if name not in {*found.known, *found.fixed}:
            found.missing.append(f'[table.fixed] {name} = "KGZ"  # the code of the {name} country')
    return found


def _flow(card: Source | None) -> dict[str, str]:
    """Return the countries that the source has for all its numbers."""
    if card is None:
        return {}
    sides = factbook.load_toml("template.toml")["side"].values()
    side = next((one for one in sides if one["source"] == card.id), {"host": card.host})
    return {name: str(side[name]) for name in FLOW if side.get(name)}


def _columns(sheet: Sheet, proposal: Proposal) -> Iterator[tuple[str, Texts, str]]:
    """Yield where each label column stands, its labels with their places, and its heading."""
    layout = proposal.layout
    labels = Labels(sheet, layout)
    for column in layout.label_columns:
        rows = {labels.text(row, column): (row, column) for row in reversed(layout.body_rows)}
        heading = joined(labels.column_levels(column))
        first = sorted((at, text) for text, at in rows.items() if text)
        yield column_letters(column), {text: at for at, text in first}, heading
    if layout.sections:
        column = layout.label_columns[0]
        yield "section", {labels.text(r, column): (r, column) for r in layout.sections}, ""


def _headers(sheet: Sheet, proposal: Proposal) -> Iterator[tuple[str, Texts, str]]:
    """Yield where the headings stand: each row of years or countries, the others as one."""
    layout = proposal.layout
    labels = Labels(sheet, layout)
    levels = {column: labels.column_levels(column) for column in layout.value_columns}
    others, whole = [], True
    for place, row in enumerate(layout.header_rows):
        texts = {found[place]: (row, column) for column, found in levels.items() if found[place]}
        if texts and (all(map(_is_period, texts)) or _share(texts, "origin", "") == 1):
            whole = False
            yield f"header {row + 1}", texts, ""
        elif len(texts) > 1:
            others.append((f"header {row + 1}", texts, ""))
    if len(others) > 1 and whole:
        bottom = layout.header_rows[-1]
        yield "header", {joined(found): (bottom, c) for c, found in levels.items()}, ""
    else:
        yield from others


def _place(found: Dimensions, where: str, texts: Texts, heading: str, card: Source | None) -> None:
    """Add what one place of labels gives, or the line that a person has to decide on."""
    dictionary = card.dictionary if card else ""
    name = _dimension(texts, heading, dictionary)
    if name == COUNTRY:
        name = _side(heading, found.fixed)
        if not name:
            found.missing.append(
                f'origin = "{where}"  # if the students come from these countries; host = '
                f'"{where}" if they study there'
            )
            return
        found.fixed.pop(name, None)
    if not name and where.startswith(("header", "section")):
        name = "category"
    if not name or name in found.known:
        taken = f"; {name} is {found.known[name]!r} already" if name else ""
        some = ", ".join(map(repr, list(texts)[:3]))
        found.missing.append(f'category = "{where}"  # or another dimension: {some}{taken}')
        return
    found.known[name] = where
    found.labels += _unknown(texts, name, card)


def _dimension(texts: Texts, heading: str, dictionary: str) -> str:
    """Return the dimension of labels: by what they are, else by their heading; empty if neither."""
    if texts and all(map(_is_period, texts)):
        return "period"
    told = [text for text in texts if not words.total_words([text])] or list(texts)
    shares = {name: _share(told, name, dictionary) for name in ("origin", *MAPPED)}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] >= 0.5:
        return COUNTRY if best == "origin" else best
    kinds = (COUNTRY, *NAMED)
    return next((kind for kind in kinds if heading and words.is_a(kind, heading)), "")


def _share(texts: Iterable[str], dimension: str, dictionary: str) -> float:
    known = [harmonise.label_codes(dictionary, dimension, text) is not None for text in texts]
    return sum(known) / len(known) if known else 0.0


def _side(heading: str, fixed: Mapping[str, str]) -> str:
    """Return whether countries are those of origin or the host ones, empty when open."""
    for name in FLOW:
        if heading and words.is_a(f"country_of_{name}", heading):
            return name
    given = [name for name in FLOW if name in fixed]
    return "" if len(given) != 1 else FLOW[1 - FLOW.index(given[0])]


def _unknown(texts: Texts, dimension: str, card: Source | None) -> Iterator[str]:
    """Yield the lines of labels that the dictionary of the source lacks."""
    if card is None or dimension == "period":
        return
    for text in texts:
        if harmonise.label_codes(card.dictionary, dimension, text) is None:
            yield label_line(card.dictionary, dimension, text)


def _above(sheet: Sheet, proposal: Proposal) -> dict[str, str]:
    """Return the texts of the lines above the header by their cells."""
    top = (proposal.layout.header_rows or proposal.layout.body_rows)[0]
    return {
        cell_name(row, column): one_line(plain_text(value))
        for row in range(max(0, top - LINES_ABOVE), top)
        for column, value in enumerate(sheet.values[row])
        if value is not None
    }


def _add_measure(found: Dimensions, sheet: Sheet, proposal: Proposal) -> None:
    """Fix the measure where the lines above speak of admitted students; of both, ask."""
    text = " ".join(_above(sheet, proposal).values()).casefold()
    enrolled, admitted = (
        any(phrase in text for phrase in words.confirmed_phrases(kind))
        for kind in ("enrolled", "admitted")
    )
    if admitted and enrolled:
        line = '[table.fixed] measure = "new_entrants"  # or "enrolled": the lines above name both'
        found.missing.append(line)
    elif admitted:
        found.fixed["measure"] = "new_entrants"


def _add_period_above(found: Dimensions, sheet: Sheet, proposal: Proposal) -> None:
    cells = _above(sheet, proposal)
    periods = {cell: text for cell, text in cells.items() if _is_period(text)}
    if len({parse_period(text, "calendar") for text in periods.values()}) == 1:
        found.known["period"] = next(iter(periods))
    else:
        told = f"the years {', '.join(periods)}" if periods else "no year stands above the table"
        found.missing.append(f'[table.fixed] period = "2024/25"  # {told}: which one is it?')


def _is_period(text: str) -> bool:
    try:
        return bool(parse_period(text, "calendar"))
    except PeriodError:
        return False
