"""Every look of every figure as files, drawn on all cores, each judged before it is saved."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError, refuse
from exchange_stats.publishing import figures, linter, office, texts
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures.selection import Tables

FORMATS = (*figures.PICTURES, "csv", "txt", *office.KINDS)
FEW = 4  # of so few the work is sooner done than shared


@dataclass(frozen=True)
class Sheet:
    """A figure in a language, or in two: its looks and, of one language, its Office files."""

    definition: figures.FigureDefinition
    language: str

    @property
    def name(self) -> str:
        """What the names of its files begin with."""
        return f"{self.definition.id}.{self.language}"

    @property
    def in_two(self) -> bool:
        """Whether its words stand in two languages."""
        return len(texts.languages_of(self.language)) > 1

    @property
    def looks(self) -> tuple[figures.Look, ...]:
        """Every size with all words in the picture, and the plot alone for Office files.

        In two languages it is made in fewer sizes, and with its words only.
        """
        if self.in_two:
            sizes = [one for one in style.made_in_two()[1] if one not in self.definition.too_small]
            return tuple(figures.Look(self.language, size) for size in sizes)
        full = [figures.Look(self.language, size) for size in style.sizes()]
        bare = [figures.Look(self.language, size, "bare") for size in office.PAGES.values()]
        return (*full, *bare)


def pairs_made() -> list[str]:
    """Return the pairs of languages in which figures are made: those that a report is made in."""
    complete = set(texts.complete_languages())
    return [name for name in style.made_in_two()[0] if set(texts.languages_of(name)) <= complete]


def print_sheets(
    sheets: Sequence[Sheet], tables: Tables, folder: Path, say: Callable[[str], None]
) -> None:
    """Write the files of figures into a folder, on all cores.

    Parameters
    ----------
    sheets : sequence of Sheet
        Which figures in which languages.
    tables : mapping of str to DataFrame
        The processed tables.
    folder : Path
        Where to.
    say : callable
        Called with each sheet that is done.

    Raises
    ------
    FigureError
        If a figure is not fit to print, all faults of all figures named.
    """
    faults: list[str] = []
    for sheet, found in _printed(sheets, tables, folder):
        say(f"figure {sheet.definition.id} ({sheet.language})")
        faults += found
    if faults:
        advice = "shorten the texts in facts/texts.csv or change facts/figures"
        refuse(FigureError, "figures not fit to print", sorted(faults), advice)


def _printed(
    sheets: Sequence[Sheet], tables: Tables, folder: Path
) -> Iterator[tuple[Sheet, list[str]]]:
    """Yield each sheet with its faults as soon as it is done."""
    if len(sheets) <= FEW:
        for sheet in sheets:
            yield sheet, print_sheet(sheet, tables, folder)
        return
    with ExitStack() as stack:
        started = stack.enter_context(
            ProcessPoolExecutor(
                os.cpu_count(),
                multiprocessing.get_context("spawn"),  # a notebook or a test has threads
                _begin,
                (factbook.facts_folder(), dict(tables), folder),
            )
        )
        stack.callback(started.shutdown, wait=False, cancel_futures=True)
        running = {started.submit(_print_here, sheet): sheet for sheet in sheets}
        for done in as_completed(running):
            yield running[done], done.result()


_work: list[tuple[Tables, Path]] = []


def _begin(facts: Path, tables: Tables, folder: Path) -> None:
    os.environ["EXCHANGE_STATS_FACTS"] = str(facts)
    _work.append((tables, folder))


def _print_here(sheet: Sheet) -> list[str]:
    return print_sheet(sheet, *_work[0])


def print_sheet(sheet: Sheet, tables: Tables, folder: Path) -> list[str]:
    """Write the files of one sheet; return the faults of its pictures."""
    definition, faults = sheet.definition, []
    found = figures.figure_texts(definition, tables, sheet.language)
    for look in sheet.looks:
        drawn = figures.draw_figure(definition, tables, look)
        for fault in linter.check_figure(drawn, definition, found, look):
            faults.append(f"{definition.id} ({look.name}): {fault}")
        formats = figures.PICTURES if look.variant == "full" else ("png", "svg")
        figures.save_figure(drawn, found, folder / f"{definition.id}.{look.name}", formats)
    if sheet.in_two:
        return faults
    figures.write_figure(definition, tables, folder, sheet.looks[0], ["txt"])
    office.write_packs(folder / sheet.name, [definition], tables, sheet.language, folder)
    return faults


def write_formats(
    definition: figures.FigureDefinition,
    tables: Tables,
    folder: Path,
    look: figures.Look,
    formats: Sequence[str],
) -> list[Path]:
    """Write a figure as pictures, data, words and Office files; return the paths.

    Raises
    ------
    FigureError
        If a format is unknown, or an Office file is to be in two languages.
    """
    kinds = require_formats(formats, look.language)
    written = figures.write_figure(definition, tables, folder, look, formats)
    paths = [folder / f"{definition.id}.{look.language}.{kind}" for kind in kinds]
    made = [write_office(path, [definition], tables, look.language) for path in paths]
    return [*written.values(), *made]


def require_formats(
    formats: Sequence[str], language: str, known: Sequence[str] = FORMATS, told: str = ""
) -> list[str]:
    """Return the Office files among formats, all of them known and of one language."""
    unknown = [name for name in formats if name not in known]
    if unknown:
        message = f"format {', '.join(unknown)}{told}: not known, "
        raise FigureError(message + f"expected one of {', '.join(known)}; choose one of them")
    kinds = [kind for kind in formats if kind in office.KINDS]
    if kinds and len(texts.languages_of(language)) > 1:
        message = f"format {', '.join(kinds)}: in {language} found, expected one language; "
        raise FigureError(message + "name one, or take a picture")
    return kinds


def write_office(
    path: Path, chosen: Sequence[figures.FigureDefinition], tables: Tables, language: str
) -> Path:
    """Write figures as one Office file, as a report has it; return the path.

    Its kind is what the path ends in. The plots alone that go into it are not kept.
    """
    with TemporaryDirectory() as pictures:
        kind = path.suffix.lstrip(".")
        for one in chosen if kind in office.PAGES else ():
            look = figures.Look(language, office.PAGES[kind], "bare")
            figures.write_figure(one, tables, Path(pictures), look, ("png", "svg"))
        return office.write_pack(path, chosen, tables, language, Path(pictures))
