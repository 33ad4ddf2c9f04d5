"""``exchange-stats export``: figures in a language, size and format."""

import argparse
from itertools import product
from pathlib import Path
from typing import Any

from exchange_stats.commands.running.progress import Progress
from exchange_stats.ground.errors import FigureError
from exchange_stats.project import find_root, tables_folder

HELP = "write figures with their data and words, or the numbers as SDMX-CSV"
EXAMPLES = (
    "exchange-stats export ratio-of-flows --lang ru --size slide --out figures",
    "exchange-stats export two-flows --lang ky-zh    words in two languages at once",
    "exchange-stats export --sdmx --out exported     observations and indicators",
)
FORMATS = ("png", "svg", "pdf", "csv", "txt")


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument("figures", nargs="*", metavar="FIGURE", help="figure ids (default: all)")
    command.add_argument(
        "--lang", default="en,ru", help="languages, two at once as ky-zh (default: en,ru)"
    )
    command.add_argument(
        "--size",
        default="word",
        help="word (a page of 16 cm), half, slide, square, or several (default: word)",
    )
    command.add_argument(
        "--variant",
        default="full",
        help="full, or bare: the plot alone, its words beside it (default: full)",
    )
    kinds = ",".join(FORMATS)
    command.add_argument("--format", default=kinds, help=f"txt: its words (default: {kinds})")
    command.add_argument(
        "--sdmx", action="store_true", help="no figures: observations and indicators as SDMX-CSV"
    )
    command.add_argument("--out", type=Path, default=Path("exported"), help="default: exported")


def run(options: argparse.Namespace) -> int:
    """Write figures, or the numbers as SDMX-CSV, into a folder and print where; return 0."""
    from exchange_stats import processed

    tables = processed.read_set(tables_folder(find_root(options.project)))
    if options.sdmx:
        return _write_sdmx(tables, options.figures, options.out)
    return _write_figures(tables, options)


def _write_sdmx(tables: Any, chosen: list[str], out: Path) -> int:
    from exchange_stats.issued import sdmx

    if chosen:
        message = f"export --sdmx: figures {', '.join(chosen)} found, expected none; leave them out"
        raise FigureError(message)
    for path in sdmx.write_sdmx(tables, out):
        print(path)
    return 0


def _write_figures(tables: Any, options: argparse.Namespace) -> int:
    from exchange_stats.publishing import figures

    definitions = figures.load_definitions(tables)
    formats = options.format.split(",")
    _refuse_unknown("figure", options.figures, tuple(definitions))
    _refuse_unknown("format", formats, FORMATS)
    choices = (options.lang.split(","), options.size.split(","), options.variant.split(","))
    looks = [figures.Look(*choice) for choice in product(*choices)]
    chosen = [definitions[name] for name in options.figures or definitions]
    options.out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with Progress(lambda: len(chosen) * len(looks)) as progress:
        for definition, look in product(chosen, looks):
            progress.say(f"{definition.id} ({look.name})")
            written += figures.write_figure(definition, tables, options.out, look, formats).values()
    print(f"{len(set(written))} files written to {options.out}")
    return 0


def _refuse_unknown(what: str, given: list[str], known: tuple[str, ...]) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        message = f"{what} {', '.join(unknown)}: not known, expected one of {', '.join(known)}; "
        message += "correct the command"
        raise FigureError(message)
