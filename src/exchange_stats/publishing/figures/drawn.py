"""One definition to one figure with its words, in any language, size and variant."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError
from exchange_stats.ground.inert import printable
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.rounding import decimals_within
from exchange_stats.publishing import charts, texts
from exchange_stats.publishing.charts.scales import Chart, Series
from exchange_stats.publishing.drawing import frame, rules, style
from exchange_stats.publishing.figures import unlike
from exchange_stats.publishing.figures.definitions import (
    USUAL,
    FigureDefinition,
    Look,
    NumberDefinition,
)
from exchange_stats.publishing.figures.selection import (
    Number,
    Tables,
    check_holds,
    figure_table,
    numbers,
)

LONGEST = 200  # characters of a label in a plot
PARTS = ("title", "subtitle", "note", "source", "id_line", "alt", "mark")


@dataclass(frozen=True)
class FigureTexts:
    """All words of a figure in one language, with their numbers filled in."""

    language: str
    title: str
    subtitle: str
    note: str
    source: str
    id_line: str
    alt: str
    mark: str

    @property
    def around(self) -> tuple[str, str, str, str, str]:
        """The words around the plot, from the title to the id."""
        return (self.title, self.subtitle, self.note, self.source, self.id_line)


def figure_texts(definition: FigureDefinition, tables: Tables, language: str) -> FigureTexts:
    """Return the words of a figure in a language, or in two under one another.

    Raises
    ------
    DefinitionError
        If unlike definitions would meet on one axis without a signed note.
    FigureError
        If a text is missing in the language, a field has no number, or the title does not
        hold any more.
    """
    several = texts.languages_of(language)
    if len(several) > 1:
        both = [asdict(figure_texts(definition, tables, name)) for name in several]
        joined = {
            part: texts.BREAK.join(dict.fromkeys(one[part] for one in both)) for part in PARTS
        }
        return FigureTexts(language=language, **joined)
    found = numbers(definition, tables)
    check_holds(definition, found)
    values = _written(definition, found, language)
    signed = unlike.signed_note(definition, tables)

    def filled(part: str) -> str:
        return texts.fill(texts.text(f"figure.{definition.id}.{part}", language), values, language)

    locale = texts.locale(language)
    return FigureTexts(
        language=language,
        title=filled("title"),
        subtitle=filled("subtitle"),
        note=locale["note"].replace("{note}", unlike.with_note(filled("note"), signed, language)),
        source=locale["source"].replace("{sources}", _sources(definition, language)),
        id_line=_id_line(definition, tables, found),
        alt=filled("alt"),
        mark=locale["synthetic"] if definition.synthetic else "",
    )


def written_numbers(definition: FigureDefinition, tables: Tables, language: str) -> dict[str, str]:
    """Return what the fields in the words of a figure are filled with in a language."""
    return _written(definition, numbers(definition, tables), language)


def _written(
    definition: FigureDefinition, found: Mapping[str, Number], language: str
) -> dict[str, str]:
    values = {}
    for name, number in found.items():
        one = definition.numbers[name]
        if one.between:
            one = _within(one, number.value, found[one.between].value)
        written = _formatted(number.value, one, language)
        values[name] = texts.qualified(written, number.qualifier, language)
        values[f"{name}.period"] = number.period
    return values


def _within(one: NumberDefinition, value: str, other: str) -> NumberDefinition:
    """Return how an end of an interval is written: with no digit that it does not support."""
    bounds = Interval(*sorted((float(value), float(other))))
    usual = texts.DECIMALS[one.format] if one.decimals is None else one.decimals
    return replace(one, decimals=decimals_within(bounds, usual))


def _formatted(value: str, one: NumberDefinition, language: str) -> str:
    if one.format == "date":
        return texts.date(value, language)
    if one.format == "year":
        return value[:4]
    return texts.number(value, one.format, language, one.decimals)


def _sources(definition: FigureDefinition, language: str) -> str:
    between = str(texts.locale(language)["between"])
    named = between.join(texts.text(f"source.{name}", language) for name in definition.sources)
    dates = [
        str(book["accessed"])
        for book in factbook.load_toml("sources.toml").get("workbook", {}).values()
        if book.get("source") in definition.sources and book.get("accessed")
    ]
    if not dates:
        return named
    template = str(texts.locale(language)["accessed"])
    accessed = texts.date(max(dates), language)
    return template.replace("{sources}", named).replace("{date}", accessed)


def id_line(definition: FigureDefinition, tables: Tables) -> str:
    """Return the id that is printed below a figure: name, version and a hash of its data."""
    return _id_line(definition, tables, numbers(definition, tables))


def _id_line(definition: FigureDefinition, tables: Tables, found: Mapping[str, Number]) -> str:
    """Return name, version and six digits of a hash of the data that the figure shows."""
    written = figure_table(definition, tables).to_csv(index=False, lineterminator="\n")
    shown = repr(sorted((name, one.value, one.fact_id) for name, one in found.items()))
    digest = hashlib.sha256((written + shown).encode()).hexdigest()[:6]
    parts = ("exchange_stats", printable(definition.id), f"v{definition.version}", f"data {digest}")
    return " \u00b7 ".join(parts)


def figure_key(definition: FigureDefinition, tables: Tables, language: str) -> str:
    """Return a hash of all that decides how a figure looks, but for the code that draws it."""
    labels = [texts.text(one.label, language) for one in definition.series]
    panels = [texts.text(one.panel, language) for one in definition.series if one.panel]
    facts = {name: factbook.load_toml(f"{name}.toml") for name in ("palette", "presets", "locales")}
    parts = [
        asdict(definition),
        asdict(figure_texts(definition, tables, language)),
        figure_table(definition, tables, language).to_csv(index=False),
        *(labels, panels, facts),
    ]
    written = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def draw_figure(definition: FigureDefinition, tables: Tables, look: Look = USUAL) -> Any:
    """Return a figure drawn in a language, a size and a variant.

    Parameters
    ----------
    definition : FigureDefinition
        What to draw; see :func:`load_definitions`.
    tables : mapping of str to DataFrame
        The processed tables.
    look : Look
        How; by default English, for a page of Word, with all its words.

    Returns
    -------
    matplotlib.figure.Figure
        Of the width of its size.
    """
    return draw_with(definition, tables, figure_texts(definition, tables, look.language), look)


def draw_with(definition: FigureDefinition, tables: Tables, found: FigureTexts, look: Look) -> Any:
    """Return a figure drawn with words that are known already.

    Raises
    ------
    FigureError
        If two languages find no room.
    """
    in_two = len(texts.languages_of(found.language)) > 1
    if in_two and look.size in definition.too_small:
        found_in = f"figure {definition.id}: its words in two languages find no room in the size"
        message = f"{found_in} {look.size!r}, expected word; choose it, or one language"
        raise FigureError(message)
    size = style.preset(look.size, definition.shape, in_two=in_two)
    chart = chart_of(definition, tables, found.language)

    def need(opened: frame.Frame) -> float:
        return charts.least_height(definition.chart, opened, chart)

    with style.house_style():
        opened = frame.open_frame(_words(found, look.variant), size, found.language, need)
        charts.draw(definition.chart, opened, chart)
        rules.part_at_words(opened.figure)
    return opened.figure


def _words(found: FigureTexts, variant: str) -> frame.Words:
    """Return the words in a picture; a synthetic one keeps its mark in every variant."""
    if variant == "bare":
        return frame.Words("", "", "", "", "", found.mark)
    return frame.Words(*found.around, found.mark)


def chart_of(definition: FigureDefinition, tables: Tables, language: str) -> Chart:
    """Return the series and rows of a figure, ready to be drawn."""
    series = tuple(
        Series(
            id=one.id,
            label=_short(texts.text(one.label, language)),
            role=one.role,
            mark=one.mark,
            form=one.form,
            place=one.place,
            panel=_short(texts.text(one.panel, language)) if one.panel else "",
            decimals=one.decimals,
        )
        for one in {one.id: one for one in definition.series}.values()
    )
    table = figure_table(definition, tables, language)
    numeric = {name: pd.to_numeric(table[name]) for name in ("value", "lo", "hi")}
    labels = table["label"].map(_short)
    return Chart(series, table.assign(**numeric, label=labels), definition.options, language)


def _short(label: str) -> str:
    """Return a label that finds room in a plot; the data and the words hold it whole."""
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}\u2026"
