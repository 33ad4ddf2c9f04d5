"""One figure as its pages show it: words, files, data and the way of every number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from exchange_stats.publishing import texts
from exchange_stats.publishing.figures import PICTURES, FigureTexts, figure_texts
from exchange_stats.publishing.figures.definitions import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables, figure_numbers, figure_table
from exchange_stats.publishing.gallery.ways import Said
from exchange_stats.publishing.office import KINDS
from exchange_stats.publishing.printing import Sheet

FILES = "files"
PLOT = "bare"
COLONS = ":\uff1a"


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
    """One number of a figure: what it is, its value as the language writes it, where it stands."""

    about: str
    period: str
    written: str
    bounds: str
    sources: str
    place: str
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
    numbers: list[tuple[str, str]]
    ways: dict[str, Sequence[Step]]
    revised: list[Mapping[str, str]]

    def number_of(self, fact_id: str) -> str:
        """Return the number in the words of the figure that is this fact."""
        return next(value for value, found in self.numbers if found == fact_id)


def show_figure(
    number: int, one: FigureDefinition, tables: Tables, behind: Behind
) -> dict[str, Shown]:
    """Return what the pages say of a figure, by language; ``number`` is its place among all."""
    numbers = list(dict.fromkeys(figure_numbers(one, tables).values()))
    shown = {}
    for language in texts.complete_languages():
        words = figure_texts(one, tables, language)
        points = _points(one, tables, language)
        ids = dict.fromkeys([at.fact_id for at in points] + [fact_id for _, fact_id in numbers])
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
    """Return the paths of the pictures by size and kind; ``bare`` is the plot alone."""
    paths: dict[str, dict[str, str]] = {}
    for look in Sheet(one, language).looks:
        stem, kinds = f"{FILES}/{one.id}.{look.name}", paths.setdefault(look.size, {})
        kinds |= (
            {kind: f"{stem}.{kind}" for kind in PICTURES}
            if look.variant == "full"
            else {PLOT: f"{stem}.png"}
        )
    return paths


def _points(one: FigureDefinition, tables: Tables, language: str) -> list[Point]:
    """Return the rows of the figure table, each named by its series and its label."""
    named = {series.id: texts.text(series.label, language) for series in one.series}
    points = []
    for row in figure_table(one, tables, language).to_dict("records"):
        names = [name.rstrip(COLONS) for name in (named[row["series"]], row["label"])]
        points.append(
            Point(
                about=" \u00b7 ".join(
                    dict.fromkeys(name for name in names if name not in ("", row["x"]))
                ),
                period=row["x"],
                written=_written(row, language),
                bounds=_bounds(row, language),
                sources=row["source_ids"].replace(" ", ", "),
                place=row["place"],
                fact_id=row["fact_id"],
            )
        )
    return points


def _written(row: Mapping[str, str], language: str) -> str:
    """Return the value with its qualifier, or the sign that stands for it."""
    if row["value"]:
        return texts.qualified(_number(row["value"], language), row["qualifier"], language)
    return row.get("shown", "") or ("" if row["lo"] else f"\u2026 {row['status']}".rstrip())


def _bounds(row: Mapping[str, str], language: str) -> str:
    """Return the bounds between which a value lies, empty when they are the value itself."""
    if row["lo"] == row["hi"]:
        return ""
    dash = str(texts.locale(language)["range"])
    ends = [_number(row[name], language) if row[name] else "\u2026" for name in ("lo", "hi")]
    return f"[{dash.join(ends)}]"


def _number(value: str, language: str) -> str:
    """Return a number as the language writes it, with the decimals that it has; a word as it is."""
    try:
        return texts.number(value, "count", language, len(value.partition(".")[2]))
    except ArithmeticError:
        return value
