"""Static pages that work from ``file://``: every figure with its files, data and cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from exchange_stats.publishing import texts
from exchange_stats.publishing.figures import PICTURES, FigureTexts, figure_texts
from exchange_stats.publishing.figures.definitions import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables, figure_numbers, figure_table
from exchange_stats.publishing.gallery.pages import write_pages
from exchange_stats.publishing.office import KINDS
from exchange_stats.publishing.printing import Sheet

FILES = "files"
PAGES = {
    "index.html": "gallery.html.j2",
    "gallery.css": "gallery.css.j2",
    "gallery.js": "gallery.js.j2",
}
SEVERITIES = ("error", "warning", "notice")


class Page(Protocol):
    """A notebook that was run: the stem of its page and its first heading."""

    @property
    def name(self) -> str:
        """The stem of its page."""

    @property
    def title(self) -> str:
        """Its first heading."""


@dataclass(frozen=True)
class Shown:
    """One figure as the page shows it: words and files by language, rows, numbers in words."""

    id: str
    version: str
    theme: str
    synthetic: bool
    words: dict[str, FigureTexts]
    captions: dict[str, str]
    pictures: dict[str, dict[str, dict[str, str]]]
    office: dict[str, dict[str, str]]
    csv: str
    rows: list[dict[str, Any]]
    numbers: list[dict[str, str]]


def write_gallery(
    folder: Path,
    definitions: Mapping[str, FigureDefinition],
    tables: Tables,
    pages: Sequence[Page] = (),
) -> Path:
    """Write ``index.html`` with its style and script; return its path.

    Parameters
    ----------
    folder : Path
        The folder of reports; the pictures and data of the figures stand in ``files``, the
        notebooks in ``notebooks``.
    definitions : mapping of str to FigureDefinition
        The figures in order.
    tables : mapping of str to DataFrame
        The processed tables; ``findings`` gives the summary of quality.
    pages : sequence of Page
        Notebooks that were run.
    """
    languages = list(texts.complete_languages())
    shown = [
        _shown(number, one, tables, languages)
        for number, one in enumerate(definitions.values(), start=1)
    ]
    values = {
        "languages": {name: texts.locale(name) for name in languages},
        "figures": shown,
        "themes": list(dict.fromkeys(one.theme for one in shown)),
        "findings": _findings(tables["findings"]) if "findings" in tables else {},
        "counts": {name: len(table) for name, table in tables.items()},
        "notebooks": list(pages),
        "packs": {language: _office(f"all.{language}", KINDS) for language in languages},
    }
    write_pages(folder, PAGES, values, languages)
    return folder / "index.html"


def _shown(number: int, one: FigureDefinition, tables: Tables, languages: Sequence[str]) -> Shown:
    words = {language: figure_texts(one, tables, language) for language in languages}
    return Shown(
        id=one.id,
        version=one.version,
        theme=one.theme,
        synthetic=one.synthetic,
        words=words,
        captions={language: _caption(number, found) for language, found in words.items()},
        pictures={language: _pictures(one, language) for language in languages},
        office={
            language: _office(f"{one.id}.{language}", (*KINDS, "txt")) for language in languages
        },
        csv=f"{FILES}/{one.id}.csv",
        rows=_rows(one, tables, languages),
        numbers=[
            {"name": name, "value": value, "fact_id": fact_id}
            for name, (value, fact_id) in figure_numbers(one, tables).items()
        ],
    )


def _pictures(one: FigureDefinition, language: str) -> dict[str, dict[str, str]]:
    """Return the paths of the pictures by size and kind; ``bare`` is the plot alone."""
    paths: dict[str, dict[str, str]] = {}
    for look in Sheet(one, language).looks:
        stem, kinds = f"{FILES}/{one.id}.{look.name}", paths.setdefault(look.size, {})
        kinds |= (
            {kind: f"{stem}.{kind}" for kind in PICTURES}
            if look.variant == "full"
            else {"bare": f"{stem}.png"}
        )
    return paths


def _office(stem: str, kinds: Sequence[str]) -> dict[str, str]:
    return {kind: f"{FILES}/{stem}.{kind}" for kind in kinds}


def _caption(number: int, words: FigureTexts) -> str:
    template = str(texts.locale(words.language)["caption"])
    return template.replace("{n}", str(number)).replace("{title}", words.title)


def _rows(one: FigureDefinition, tables: Tables, languages: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows of the figure table, each with its label and series in every language."""
    named = {series.id: series.label for series in one.series}
    labels = {name: figure_table(one, tables, name)["label"].tolist() for name in languages}
    rows = []
    for index, row in enumerate(figure_table(one, tables).to_dict("records")):
        series = {name: texts.text(named[row["series"]], name) for name in languages}
        own = {name: labels[name][index] for name in languages}
        rows.append(
            {
                **row,
                "series_names": {name: words.rstrip(":") for name, words in series.items()},
                "labels": {name: "" if own[name] == series[name] else own[name] for name in own},
                "source_ids": row["source_ids"].replace(" ", ", "),
            }
        )
    return rows


def _findings(findings: pd.DataFrame) -> dict[str, list[dict[str, str]]]:
    """Return the findings by severity, the gravest first."""
    return {
        severity: findings[findings["severity"] == severity].to_dict("records")
        for severity in SEVERITIES
    }
