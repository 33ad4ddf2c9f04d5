"""The quality report of a release, in the order of SIMS 2.0, every heading filled or explained."""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from exchange_stats.ground.errors import FactError
from exchange_stats.issued import editions
from exchange_stats.issued.editions import Edition
from exchange_stats.issued.quality import counted, held, managed, years
from exchange_stats.issued.quality.parts import (
    FILE,
    Block,
    Known,
    Maker,
    Section,
    count,
    say,
    share,
)
from exchange_stats.issued.revisions import read_saved, revised_pairs
from exchange_stats.issued.words import load_words
from exchange_stats.project import RELEASES
from exchange_stats.publishing import gallery, texts
from exchange_stats.publishing.gallery.pages import write_pages
from exchange_stats.reading.sources import load_sources, load_workbooks

HEADING = re.compile(r"S\.\d+(\.\d+)*")
OWN_RATE = "S.10.6.1"  # how many headings of the report itself are filled
STYLE = "quality.css"
MAKERS: Mapping[str, Maker] = {
    "S.2.2": managed.posted,
    "S.2.3": managed.updated,
    "S.3.4": counted.concept_matrix,
    "S.3.8": years.coverage_map,
    "S.4": counted.units,
    "S.5": counted.kinds_of_year,
    "S.7.1": managed.thresholds,
    "S.7.2": managed.disclosure,
    "S.10.3": counted.table_list,
    "S.11.2": managed.checks,
    "S.12.3.1": counted.completeness,
    "S.13.1": counted.exactness,
    "S.13.3.2": held.headlines,
    "S.13.3.3": counted.missing_numbers,
    "S.13.3.3.1": managed.returns_read,
    "S.13.3.3.2": managed.returns_read,
    "S.13.3.4": managed.corrections,
    "S.13.3.5": managed.projections,
    "S.14.1": years.newest_years,
    "S.15.1.1": held.mirrors,
    "S.15.2": held.breaks,
    "S.15.2.1": years.series_lengths,
    "S.15.3": held.conflicts,
    "S.17.2": managed.practice,
    "S.17.2.1": managed.average_size,
    "S.18.1": held.source_ledger,
    "S.18.5": counted.choices,
    "S.18.5.1": counted.imputation,
    "S.19": managed.made_by,
}


def gather(
    root: Path,
    tables: Mapping[str, pd.DataFrame],
    written: Path,
    edition: Edition | None = None,
) -> Known:
    """Return what a report is made from.

    Parameters
    ----------
    root : Path
        The project folder, with its earlier releases.
    tables : mapping of str to DataFrame
        The processed tables as they are published.
    written : Path
        Their folder, with ``provenance.json``.
    edition : Edition, optional
        The release that is being made of them.
    """
    names = editions.earlier(root, edition) if edition else editions.find_editions(root)
    saved = [read_saved(root / RELEASES / name) for name in names[-2:]]
    saved = [*saved, read_saved(written)][-2:] if edition else saved
    return Known(
        tables,
        editions.read_provenance(written),
        load_sources(),
        load_workbooks(),
        (edition.id, edition.on) if edition else ("", ""),
        names,
        [*editions.read_revisions(root), *editions.pending_revisions(root, edition, written)],
        revised_pairs(*saved) if len(saved) == 2 else (),
    )


def write_quality(folder: Path, known: Known) -> list[Path]:
    """Return the paths of the report, one page for each complete language.

    The pages are static, need nothing but their style sheet, and link to one another.

    Raises
    ------
    FactError
        If a heading has neither words nor a reason why it has none.
    """
    languages = list(texts.complete_languages())
    for language in languages:
        values = {
            "language": texts.locale(language),
            "others": {name: texts.locale(name) for name in languages if name != language},
            "sections": make_sections(known, language),
            "say": lambda key, chosen=language: say(key, chosen),
            "home": gallery.index_name(language),
        }
        pages = {f"quality.{language}.html": "quality.html.j2", STYLE: "quality.css.j2"}
        write_pages(folder, pages, values, [language])
    return [folder / f"quality.{language}.html" for language in languages]


def make_sections(known: Known, language: str) -> list[Section]:
    """Return the sections of the report in order, each filled or with the reason why it is not."""
    ids = [key for key in load_words(FILE) if HEADING.fullmatch(key)]
    made = {name: _section(name, known, language, ids) for name in ids if name != OWN_RATE}
    if OWN_RATE in ids:
        leaves = [one for name, one in made.items() if not _has_parts(name, ids)]
        filled = sum(not one.is_empty_because for one in leaves) + 1
        values = {
            "filled": count(filled, language),
            "all": count(len(leaves) + 1, language),
            "share": share(filled, len(leaves) + 1, language),
        }
        told = (say(f"{OWN_RATE}.text", language, values),)
        made[OWN_RATE] = Section(OWN_RATE, say(OWN_RATE, language), OWN_RATE.count("."), told)
    return [made[name] for name in ids]


def _section(name: str, known: Known, language: str, ids: list[str]) -> Section:
    block = MAKERS[name](known, language) if name in MAKERS else Block()
    known_texts, reason = load_words(FILE), ""
    has_text = f"{name}.{block.variant}" in known_texts
    if block.variant == "na" or not (has_text or name in MAKERS):
        if f"{name}.na" in known_texts:
            reason = say(f"{name}.na", language)
        elif not _has_parts(name, ids):
            message = (
                f"facts/{FILE}: heading {name} is empty, expected {name}.text or {name}.na; "
                "say something or say why there is nothing"
            )
            raise FactError(message)
    elif has_text:
        told = say(f"{name}.{block.variant}", language, block.values)
        block = Block(lines=(told, *block.lines), grids=block.grids)
    title = say(name, language)
    return Section(name, title, name.count("."), block.lines, block.grids, reason)


def _has_parts(name: str, ids: list[str]) -> bool:
    return any(other.startswith(f"{name}.") for other in ids)
