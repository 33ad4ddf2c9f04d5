"""``exchange-stats export``: figures and their tables in a language, size and format."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from exchange_stats.commands.running.progress import Progress
from exchange_stats.ground.errors import FigureError
from exchange_stats.project import find_root, tables_folder

HELP = "write figures or their tables with their words, or the numbers as SDMX-CSV"
EXAMPLES = (
    "exchange-stats export --list --lang ru          names and findings of all figures",
    "exchange-stats export ratio-of-flows --lang ru --size slide --out figures",
    "exchange-stats export two-flows --lang ky-zh    words in two languages at once",
    "exchange-stats export two-flows --lang zh --format docx,pptx,xlsx    charts to edit",
    "exchange-stats export two-flows growth-by-year --lang ru --format pptx --together",
    "exchange-stats export levels-of-study --table   its table alone, for Word and Excel",
    "exchange-stats export --sdmx --out exported     observations and indicators",
)
DRAWN = ("png", "svg", "pdf", "csv", "txt")
OFFICE = ("docx", "pptx", "xlsx")
OF_TABLES = (*OFFICE, "csv")
Steps = Iterator[tuple[str, Callable[[], list[Path]]]]  # what is told of each, and what does it
NEAR, LIKE = 3, 0.4  # how many names are offered for an unknown one, and how like it they are


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument("figures", nargs="*", metavar="NAME", help="figures (default: all)")
    command.add_argument(
        "--list", action="store_true", help="write nothing: print names and findings"
    )
    _add_looks(command)
    command.add_argument(
        "--table", action="store_true", help="tables alone: docx, pptx, xlsx or csv, no pictures"
    )
    command.add_argument(
        "--together", action="store_true", help="all chosen in one docx, pptx or xlsx"
    )
    command.add_argument(
        "--sdmx", action="store_true", help="no figures: observations and indicators as SDMX-CSV"
    )
    command.add_argument("--out", type=Path, default=Path("exported"), help="default: exported")


def _add_looks(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lang", default="en,ru", help="en, ru, ky, zh, or two at once as ky-zh (default: en,ru)"
    )
    command.add_argument(
        "--size",
        default="word",
        help="of pictures: word (a page of 16 cm), half, slide, square (default: word)",
    )
    command.add_argument(
        "--variant",
        default="full",
        help="of pictures: full, or bare: the plot alone, its words beside it (default: full)",
    )
    command.add_argument(
        "--format",
        help=f"{', '.join(DRAWN)} (its words); docx, pptx, xlsx: with a chart to edit and the "
        f"table (default: {','.join(DRAWN)}; of tables: docx,xlsx)",
    )


def run(options: argparse.Namespace) -> int:
    """Write figures, tables or the numbers as SDMX-CSV into a folder and print where; return 0."""
    from exchange_stats import processed

    tables = processed.read_set(tables_folder(find_root(options.project)))
    if options.sdmx:
        return _write_sdmx(tables, options.figures, options.out)
    if options.list:
        return _print_list(tables, options.lang.split(",")[0])
    return _write_figures(tables, options)


def _write_sdmx(tables: Any, chosen: list[str], out: Path) -> int:
    from exchange_stats.issued import sdmx

    if chosen:
        message = f"export --sdmx: figures {', '.join(chosen)} found, expected none; leave them out"
        raise FigureError(message)
    for path in sdmx.write_sdmx(tables, out):
        print(path)
    return 0


def _print_list(tables: Any, language: str) -> int:
    from exchange_stats.publishing import figures

    for name, one in figures.load_definitions(tables).items():
        print(f"{name}\n    {figures.figure_texts(one, tables, language).title}")
    return 0


def _write_figures(tables: Any, options: argparse.Namespace) -> int:
    from exchange_stats.publishing import figures

    definitions = figures.load_definitions(tables)
    _refuse_unknown_figures(options.figures, definitions)
    chosen = [definitions[name] for name in options.figures or definitions]
    formats = _formats(options)
    steps = [
        *_pictures(tables, options, chosen, formats),
        *_files(tables, options, chosen, formats),
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    written: set[Path] = set()
    with Progress(lambda: len(steps)) as progress:
        for told, write in steps:
            progress.say(told)
            written.update(write())
    print(f"{len(written)} {'file' if len(written) == 1 else 'files'} written to {options.out}")
    return 0


def _refuse_unknown_figures(given: list[str], known: Mapping[str, Any]) -> None:
    """Refuse names of no figure, with the names that are most like each."""
    said = []
    for name in given:
        if name not in known:
            near = [one for one in known if name.casefold() in one]
            near += get_close_matches(name.casefold(), known, NEAR, LIKE)
            like = " or ".join(list(dict.fromkeys(near))[:NEAR]) or "one of the list"
            said.append(f"figure {name}: not known, expected {like}")
    if said:
        message = f"{'; '.join(said)}; `exchange-stats export --list` tells all names"
        raise FigureError(message)


def _formats(options: argparse.Namespace) -> list[str]:
    """Return the formats that are asked for; those that do not go with the rest are refused."""
    from exchange_stats.publishing import printing

    known: tuple[str, ...] = (*DRAWN, *OFFICE)
    usual: tuple[str, ...] = DRAWN
    if options.table:
        known, usual = OF_TABLES, ("docx", "xlsx")
    if options.together:
        known, usual = OFFICE, ("docx", "xlsx") if options.table else OFFICE
    formats = options.format.split(",") if options.format else list(usual)
    given = [name for name in ("table", "together") if getattr(options, name)]
    for language in options.lang.split(","):
        told = "".join(f" with --{name}" for name in given)
        printing.require_formats(formats, language, known, told)
    return formats


def _pictures(tables: Any, options: argparse.Namespace, chosen: Any, formats: list[str]) -> Steps:
    """Yield a step for each figure in each look: its pictures, its data and its words."""
    from exchange_stats.publishing import figures

    kinds = [kind for kind in formats if kind in DRAWN]
    if options.table:
        for one in chosen if kinds else ():
            yield one.id, partial(_paths, figures.write_data, one, tables, options.out)
        return
    choices = (options.lang.split(","), options.size.split(","), options.variant.split(","))
    looks = [figures.Look(*choice) for choice in product(*choices)]
    for one, look in product(chosen, looks if kinds else ()):
        write = partial(_drawn, one, tables, options.out, look, kinds)
        yield f"{one.id} ({look.name})", write


def _files(tables: Any, options: argparse.Namespace, chosen: Any, formats: list[str]) -> Steps:
    """Yield a step for each Office file: of one figure, or of all that are chosen."""
    from exchange_stats.publishing import office, printing

    kinds = [kind for kind in formats if kind in OFFICE]
    groups = {one.id: [one] for one in chosen}
    if options.together:
        groups = {"tables" if options.table else "figures": chosen}
    for language in options.lang.split(",") if kinds else ():
        for (name, ones), kind in product(groups.items(), kinds):
            other = options.table and not options.together and kind != "xlsx"  # than of the figure
            path = options.out / f"{name}.{language}{'.table' if other else ''}.{kind}"
            write = office.write_pack if options.table else printing.write_office
            yield path.name, partial(_paths, write, path, ones, tables, language)


def _paths(write: Callable[..., Path], *given: Any) -> list[Path]:
    return [write(*given)]


def _drawn(*given: Any) -> list[Path]:
    from exchange_stats.publishing import figures

    return list(figures.write_figure(*given).values())
