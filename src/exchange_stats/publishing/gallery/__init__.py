"""Static pages that work from ``file://``: every figure with its files, data and cells."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from exchange_stats.publishing import texts
from exchange_stats.publishing.figures.definitions import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.gallery import findings, ways
from exchange_stats.publishing.gallery.findings import SEVERITIES
from exchange_stats.publishing.gallery.pages import write_pages
from exchange_stats.publishing.gallery.shown import FILES, Behind, Shown, show_figure, size_name
from exchange_stats.publishing.gallery.twins import twin_of
from exchange_stats.publishing.office import KINDS

FIGURES, WAYS = "figures", "ways"
SHARED = {
    "gallery.css": "gallery.css.j2",
    "gallery.js": "gallery.js.j2",
    "notebook.css": "notebook.css.j2",
}


class Page(Protocol):
    """A notebook that was run: the stem of its page and its first heading."""

    @property
    def name(self) -> str:
        """The stem of its page."""

    @property
    def title(self) -> str:
        """Its first heading."""


NOTHING = Behind()
Found = Mapping[str, Sequence[findings.Found]]  # by severity


def write_gallery(
    folder: Path,
    definitions: Mapping[str, FigureDefinition],
    tables: Tables,
    notebooks: Sequence[Page] = (),
    behind: Behind = NOTHING,
) -> Path:
    """Write the pages in every language with their style and scripts; return ``index.html``.

    Parameters
    ----------
    folder : Path
        The folder of reports; the pictures and data of the figures stand in ``files``, the
        notebooks in ``notebooks``.
    definitions : mapping of str to FigureDefinition
        The figures in order.
    tables : mapping of str to DataFrame
        The processed tables; ``findings`` gives the summary of quality.
    notebooks : sequence of Page
        Notebooks that were run.
    behind : Behind
        What is known of each fact.
    """
    languages = list(texts.complete_languages())
    for name in (FIGURES, WAYS):
        (folder / name).mkdir(exist_ok=True)
    write_pages(folder, SHARED, {}, languages)
    told = [
        show_figure(number, one, tables, behind)
        for number, one in enumerate(definitions.values(), start=1)
    ]
    found = _findings(tables, definitions)
    for language in languages:
        shown = [one[language] for one in told]
        _write_index(folder, shown, found, language, notebooks)
        for place, one in enumerate(shown):
            around = {"before": shown[place - 1] if place else None}
            around["after"] = shown[place + 1] if place + 1 < len(shown) else None
            _write_figure(folder, one, language, around)
    return folder / "index.html"


def index_name(language: str) -> str:
    """Return the name of the index in a language; the first language opens."""
    return "index.html" if language == texts.complete_languages()[0] else f"index.{language}.html"


def _write_index(
    folder: Path, shown: list[Shown], found: Found, language: str, notebooks: Sequence[Page]
) -> None:
    values = _values(language, {name: index_name(name) for name in texts.complete_languages()})
    values |= {
        "figures": shown,
        "themes": list(dict.fromkeys(one.theme for one in shown)),
        "findings": found,
        "notebooks": notebooks,
        "packs": {kind: f"{FILES}/all.{language}.{kind}" for kind in KINDS},
        "pages_of": lambda figure: f"{figure}.{language}.html",
        "up": "",
    }
    write_pages(folder, {index_name(language): "gallery.html.j2"}, values, [language])


def _write_figure(
    folder: Path, one: Shown, language: str, around: Mapping[str, Shown | None]
) -> None:
    """Write the page of a figure and the page with the ways of its numbers."""
    for place, template in ((FIGURES, "figure.html.j2"), (WAYS, "ways.html.j2")):
        pages = {name: f"{one.id}.{name}.html" for name in texts.complete_languages()}
        values = {**_values(language, pages), **around, "figure": one, "twin_of": twin_of}
        values["told"] = lambda said: ways.told(said, language)
        values["size_name"] = lambda size: size_name(size, language)
        write_pages(
            folder / place, {pages[language]: template}, {**values, "up": "../"}, [language]
        )


def _values(language: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """Return what every page knows: its language, its words, and itself in other languages."""
    return {
        "language": language,
        "locales": {name: texts.locale(name) for name in pages},
        "pages": pages,
        "home": index_name(language),
        "say": lambda key: texts.text(key, language),
    }


def _findings(tables: Tables, definitions: Mapping[str, FigureDefinition]) -> Found:
    """Return the findings by severity, the gravest first; of tables without any, nothing."""
    if "findings" not in tables:
        return {}
    found = findings.list_findings(tables, definitions)
    return {name: [one for one in found if one.severity == name] for name in SEVERITIES}
