"""One figure as its pages show it: words, files, data and the way of every number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.rounding import decimals_within
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures import (
    PICTURES,
    FigureTexts,
    figure_texts,
    written_numbers,
)
from exchange_stats.publishing.figures.definitions import FigureDefinition, SeriesDefinition
from exchange_stats.publishing.figures.selection import Tables, figure_numbers, figure_table
from exchange_stats.publishing.gallery.ways import Said
from exchange_stats.publishing.office import KINDS
from exchange_stats.publishing.printing import Sheet, pairs_made

FILES = "files"
PLOT = "bare"
COLONS = ":\uff1a"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
Form = tuple[str, int]  # how numbers are written, and their decimals


class Step(Protocol):
    """One step on the way of a number: how deep it lies, of which kind it is, what it says."""

    @property
    def depth(self) -> int:
        """Its place in the tree."""

    @property
    def kind(self) -> str:
        """A key of the texts that begin with ``way.``."""

    @property
    def said(self) -> tuple[Said, ...]:
        """What it says."""


@dataclass(frozen=True)
class Behind:
    """What is known of facts by their ids: the steps down to the cells, and every revision."""

    ways: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    revised: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Point:
    """One number of a figure: what it is, its value as the language writes it, where it stands.

    ``written`` and ``bounds`` have the decimals of the figure, ``exact`` all of them.
    """

    about: str
    period: str
    written: str
    bounds: str
    exact: str
    sources: str
    place: str
    fact_id: str


@dataclass(frozen=True)
class Stated:
    """One number in the words of a figure, as they write it and with all its decimals."""

    written: str
    exact: str
    fact_id: str


@dataclass(frozen=True)
class Shown:
    """One figure in one language; pictures by size and kind, Office files by kind."""

    id: str
    version: str
    theme: str
    words: FigureTexts
    caption: str
    pictures: dict[str, dict[str, str]]
    office: dict[str, str]
    csv: str
    txt: str
    points: list[Point]
    numbers: list[Stated]
    ways: dict[str, Sequence[Step]]
    revised: list[Mapping[str, str]]

    def number_of(self, fact_id: str) -> str:
        """Return the number in the words of the figure that is this fact."""
        return next(one.written for one in self.numbers if one.fact_id == fact_id)


def show_figure(
    number: int, one: FigureDefinition, tables: Tables, behind: Behind
) -> dict[str, Shown]:
    """Return what the pages say of a figure, by language; ``number`` is its place among all."""
    shown = {}
    for language in texts.complete_languages():
        words = figure_texts(one, tables, language)
        points, numbers = _points(one, tables, language), _numbers(one, tables, language)
        ids = dict.fromkeys([*(one.fact_id for one in points), *(one.fact_id for one in numbers)])
        caption = str(texts.locale(language)["caption"]).replace("{n}", str(number))
        shown[language] = Shown(
            id=one.id,
            version=one.version,
            theme=one.theme,
            words=words,
            caption=caption.replace("{title}", words.title),
            pictures=picture_files(one, language),
            office={kind: f"{FILES}/{one.id}.{language}.{kind}" for kind in KINDS},
            csv=f"{FILES}/{one.id}.csv",
            txt=f"{FILES}/{one.id}.{language}.txt",
            points=points,
            numbers=numbers,
            ways={name: behind.ways[name] for name in ids if name in behind.ways},
            revised=[row for name in ids for row in behind.revised.get(name, ())],
        )
    return shown


def picture_files(one: FigureDefinition, language: str) -> dict[str, dict[str, str]]:
    """Return the paths of the pictures by size and kind; ``bare`` is the plot alone.

    Pictures in this and another language stand under both and the size: ``ky-zh.word``.
    """
    paths: dict[str, dict[str, str]] = {}
    pairs = [name for name in pairs_made() if language in texts.languages_of(name)]
    for look in [look for name in (language, *pairs) for look in Sheet(one, name).looks]:
        size = look.size if look.language == language else look.name
        stem, kinds = f"{FILES}/{one.id}.{look.name}", paths.setdefault(size, {})
        kinds |= (
            {kind: f"{stem}.{kind}" for kind in PICTURES}
            if look.variant == "full"
            else {PLOT: f"{stem}.png"}
        )
    return paths


def _numbers(one: FigureDefinition, tables: Tables, language: str) -> list[Stated]:
    written = written_numbers(one, tables, language)
    found = figure_numbers(one, tables).items()
    stated = (Stated(written[name], value, fact_id) for name, (value, fact_id) in found)
    return list(dict.fromkeys(stated))


def size_name(size: str, language: str) -> str:
    """Return the name of a size, with both languages of a picture in two."""
    pair, _, alone = size.rpartition(".")
    name = texts.text(f"page.size_{alone}", language)
    return f"{name}, {texts.locale(pair)['name']}" if pair else name


def _points(one: FigureDefinition, tables: Tables, language: str) -> list[Point]:
    """Return the rows of the figure table, each named by its series and its label."""
    named = {series.id: texts.text(series.label, language) for series in one.series}
    forms = {series.id: _form(series, one) for series in one.series}
    points = []
    for row in figure_table(one, tables, language).to_dict("records"):
        names = [name.rstrip(COLONS) for name in (named[row["series"]], row["label"])]
        about = dict.fromkeys(name for name in names if name not in ("", row["x"]))
        form, within = forms[row["series"]], _within(row, forms[row["series"]])
        points.append(
            Point(
                about=" \u00b7 ".join(about),
                period=_period(row["x"], language),
                written=_written(row, form if row["value"].isdigit() else within, language),
                bounds=_bounds(row, within, language),
                exact=row["value"],
                sources=_sources(row["source_ids"], language),
                place=row["place"],
                fact_id=row["fact_id"],
            )
        )
    return points


def _period(x: str, language: str) -> str:
    """Return a year or a date; nothing for a code, which the label has in words."""
    if DAY.fullmatch(x):
        return texts.date(x, language)
    return x if x[:4].isdigit() else ""


def _form(series: SeriesDefinition, one: FigureDefinition) -> Form:
    """Return how the numbers of a series are written, with the decimals of all in its panel."""
    panel = [other for other in one.series if other.panel == series.panel]
    chosen = [other.decimals for other in panel if other.decimals is not None]
    return series.form, max([texts.DECIMALS.get(series.form, 0), *chosen])


def _within(row: Mapping[str, str], form: Form) -> Form:
    """Return a form without the digits that computed bounds do not support; stated keep all."""
    if row["qualifier"] or not (row["lo"] and row["hi"]):
        return form
    return form[0], decimals_within(Interval(float(row["lo"]), float(row["hi"])), form[1])


def _sources(ids: str, language: str) -> str:
    """Return the names of sources; the id of one that no text names."""
    keys = [(f"source.{name}", name) for name in ids.split()]
    known = [
        texts.text(key, language) if texts.has_text(key, language) else name for key, name in keys
    ]
    return str(texts.locale(language)["between"]).join(known)


def _written(row: Mapping[str, str], form: Form, language: str) -> str:
    """Return the value with its qualifier, or the sign that stands for it."""
    if row["value"]:
        return texts.qualified(_number(row["value"], form, language), row["qualifier"], language)
    return row.get("shown", "") or ("" if row["lo"] else f"\u2026 {row['status']}".rstrip())


def _bounds(row: Mapping[str, str], form: Form, language: str) -> str:
    """Return the bounds between which a value lies, empty when they are the value itself."""
    if row["lo"] == row["hi"]:
        return ""
    dash = str(texts.locale(language)["range"])
    written = [
        _number(row[name], form, language) if row[name] else "\u2026" for name in ("lo", "hi")
    ]
    return f"[{dash.join(written)}]"


def _number(value: str, form: Form, language: str) -> str:
    """Return a number as the language writes it, rounded as in the figure; a word as it is."""
    try:
        return texts.number(value, form[0], language, form[1])
    except (ArithmeticError, KeyError):
        return texts.date(value, language) if DAY.fullmatch(value) else value
