"""The command line; the only place that catches our errors and prints them."""

import argparse
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from exchange_stats import __version__
from exchange_stats.ground.errors import ExchangeStatsError

REFUSED = 2
STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of a command: 0 done, 1 findings of severity error, 2 refused."""
    for stream in (sys.stdout, sys.stderr):  # a console that cannot show a letter shows its code
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except ExchangeStatsError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        return 0
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; check the path and its rights", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("stopped; nothing was changed", file=sys.stderr)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="exchange-stats",
        description="Student exchange between Kyrgyzstan and China: from raw workbooks to sourced "
        "tables and figures.",
        epilog="Example: exchange-stats build",
    )
    parser.add_argument("--version", action="version", version=f"exchange-stats {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_check(commands)
    _add_trace(commands)
    _add_export(commands)
    _add_read(commands)
    _add_inspect(commands)
    _add_template(commands)
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    what: str,
    *examples: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog="\n  ".join(["Example:" if len(examples) == 1 else "Examples:", *examples]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "--project",
        type=Path,
        metavar="DIR",
        help="project folder (default: the nearest one upwards that holds data/raw)",
    )
    return command


def _add_build(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "build the processed tables, run the notebooks, draw the figures, write the report"
    command = _command(commands, "build", what, "exchange-stats build")
    command.add_argument(
        "--only", choices=["processed"], default="", help="build data/processed and no report"
    )
    command.add_argument("--force", action="store_true", help="build everything anew")
    command.set_defaults(run=_build)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "check the raw workbooks and print what was found, with --to also as page and sheet"
    command = _command(
        commands,
        "check",
        what,
        "exchange-stats check --severity warning",
        "exchange-stats check --to found --lang ru    page, Excel sheet and table in a folder",
    )
    command.add_argument(
        "--severity",
        choices=["error", "warning", "notice"],
        default="notice",
        help="print findings of this severity and above (default: all)",
    )
    command.add_argument(
        "--to", type=Path, metavar="FOLDER", help="write check.html, check.xlsx and check.csv there"
    )
    command.add_argument("--lang", choices=["en", "ru"], default="en", help="default: en")
    command.set_defaults(run=_check)


def _add_trace(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "print where a number comes from, down to workbook, sheet and cell"
    command = _command(
        commands,
        "trace",
        what,
        "exchange-stats trace ratio-of-flows              the numbers of a figure",
        "exchange-stats trace ratio-of-flows 2018         the way of one of them",
        "exchange-stats trace 'moe_china_yearbook_2018!C23'  what is made of a cell",
    )
    command.add_argument("what", help="a figure, a fact id, or workbook_id!sheet!A1")
    command.add_argument(
        "point", nargs="?", default="", help="of a figure: a period, a series, or both: total:2018"
    )
    command.set_defaults(run=_trace)


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "write figures as PNG, SVG, PDF and CSV"
    example = "exchange-stats export ratio-of-flows --lang ru --size slide --out figures"
    command = _command(commands, "export", what, example)
    command.add_argument("figures", nargs="*", metavar="FIGURE", help="figure ids (default: all)")
    command.add_argument("--lang", default="en,ru", help="languages (default: en,ru)")
    command.add_argument("--size", default="", help="a size of facts/presets.toml")
    command.add_argument("--format", default="png,svg,pdf,csv", help="default: png,svg,pdf,csv")
    command.add_argument("--out", type=Path, default=Path("exported"), help="default: exported")
    command.set_defaults(run=_export)


def _add_read(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "read any workbook into one tidy table, a line a cell, by its layout if it has one"
    command = _command(
        commands,
        "read",
        what,
        "exchange-stats read data/raw/unesco_uis/students_totals.xlsx --to students.csv",
        "exchange-stats read received.xls --sheet 2025    by a layout that is proposed",
    )
    command.add_argument("file", type=Path, help="the workbook")
    command.add_argument(
        "--layout", default="", help="a layout of facts/layouts (default: its own, else proposed)"
    )
    command.add_argument("--sheet", default="", help="only this sheet")
    command.add_argument("--to", type=Path, help="a .csv, .json or .xlsx file (default: print)")
    command.set_defaults(run=_read)


def _add_inspect(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "show what the tables of a workbook are taken to be, or what has changed in it"
    propose = "exchange-stats inspect received.xls --to received.html --accept --as ministry_2026"
    compare = "exchange-stats inspect next.xlsx --layout ministry_2026    exit code 1 for a change"
    command = _command(commands, "inspect", what, propose, compare)
    command.add_argument("file", type=Path, help="the workbook")
    command.add_argument("--sheet", default="", help="only this sheet")
    command.add_argument("--to", type=Path, metavar="PAGE.html", help="write the grid as a page")
    command.add_argument("--layout", default="", help="compare with a layout of facts/layouts")
    command.add_argument("--accept", action="store_true", help="write the proposal as a layout")
    command.add_argument("--as", dest="layout_id", default="", metavar="ID", help="its id")
    command.add_argument("--confirmed-by", default="", metavar="ROLE", help="who has confirmed it")
    command.add_argument("--confirmed-on", default="", metavar="DAY", help="such as 2026-11-24")
    command.set_defaults(run=_inspect)


def _add_template(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "write the workbook that institutions fill in and send back"
    example = "exchange-stats template --side kyrgyz --year 2025/26 --to request.xlsx"
    command = _command(commands, "template", what, example)
    command.add_argument(
        "--side",
        required=True,
        help="who fills it in: kyrgyz (Russian, Kyrgyz, English) or chinese (Chinese, English)",
    )
    command.add_argument("--year", required=True, help="the school year, both ends: 2025/26")
    command.add_argument("--to", type=Path, required=True, help="an .xlsx file, not there yet")
    command.set_defaults(run=_template)


def _build(options: argparse.Namespace) -> int:
    from exchange_stats import commands

    return commands.build_all(options.project, only=options.only, force=options.force)


def _check(options: argparse.Namespace) -> int:
    from exchange_stats import commands

    return commands.check_raw(
        options.project, options.severity, to=options.to, language=options.lang
    )


def _trace(options: argparse.Namespace) -> int:
    from exchange_stats import commands

    return commands.trace_number(options.project, options.what, options.point)


def _export(options: argparse.Namespace) -> int:
    from exchange_stats import commands

    choice = commands.Choice(
        tuple(options.figures),
        tuple(options.lang.split(",")),
        tuple(options.format.split(",")),
        options.size,
    )
    return commands.export_figures(options.project, choice, options.out)


def _read(options: argparse.Namespace) -> int:
    from exchange_stats import commands

    return commands.read_file(options.file, options.layout, options.sheet, options.to)


def _inspect(options: argparse.Namespace) -> int:
    from exchange_stats.received import showing

    if options.layout:
        return showing.compare_file(options.project, options.file, options.layout)
    found = showing.inspect_file(options.file, options.sheet, options.to)
    if options.accept:
        signed = options.layout_id, options.confirmed_by, options.confirmed_on
        showing.accept_layout(options.project, found, *signed)
    return 0


def _template(options: argparse.Namespace) -> int:
    from exchange_stats import pipeline
    from exchange_stats.publishing.template import write_template

    write_template(options.to, options.side, options.year, pipeline.form_labels)
    print(f"{options.to} written; docs/returns.md says how to send it out and take it back")
    return 0


if __name__ == "__main__":
    sys.exit(main())
