"""The command line; the only place that catches our errors and prints them."""

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from exchange_stats import __version__
from exchange_stats.commands import (
    build,
    check,
    diff,
    export,
    inspect,
    read,
    trace,
    verify,
)
from exchange_stats.commands.running.asked import reading_as_asked
from exchange_stats.commands.sent import template, texts
from exchange_stats.ground.errors import ExchangeStatsError

DEFECT = 1
REFUSED = 2
STOPPED = 130
COMMANDS = {
    "build": build,
    "check": check,
    "trace": trace,
    "export": export,
    "diff": diff,
    "read": read,
    "inspect": inspect,
    "template": template,
    "texts": texts,
    "verify": verify,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of a command: 0 done, 1 an error found or a defect, 2 refused."""
    for stream in (sys.stdout, sys.stderr):  # a console that cannot show a letter shows its code
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        with reading_as_asked(options):
            return run(options)
    except ExchangeStatsError as error:
        return _tell(error, options)
    except BrokenPipeError:
        return 0
    except OSError as error:
        from exchange_stats.commands.running.refused import of_system

        return _tell(of_system(error), options)
    except KeyboardInterrupt:
        print("stopped; nothing was changed", file=sys.stderr)
        return STOPPED
    except Exception as error:
        if sys.flags.dev_mode:  # python -X dev -m exchange_stats: for who mends it
            raise
        return _tell_defect(error, getattr(options, "lang", "en"))


def _tell(error: ExchangeStatsError, options: argparse.Namespace) -> int:
    """Print a refusal, its code first, and return the exit code of one."""
    from exchange_stats.commands.running.refused import told

    print(told(error, getattr(options, "lang", "en")), file=sys.stderr)
    return REFUSED


def _tell_defect(error: Exception, language: str) -> int:
    """Print a defect of ours by its place in our code: its message could quote a cell."""
    from exchange_stats.reading.workbook.intake.refusals import refusal

    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
    told = refusal("E_BUG", kind=where, version=__version__).told(language)
    print(told, file=sys.stderr)
    return DEFECT


class _Parser(argparse.ArgumentParser):
    """A parser of options that refuses in one line, as everything else does."""

    def error(self, message: str) -> NoReturn:
        from exchange_stats.reading.workbook.intake.refusals import refusal

        language = "ru" if "ru" in sys.argv else "en"  # the options cannot be told yet
        told = refusal("E_USAGE", option=message, command=self.prog).told(language)
        self.exit(REFUSED, f"{told}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="exchange-stats",
        description="Student exchange between two countries: from raw workbooks to sourced "
        "tables and figures.",
        epilog="Example: exchange-stats build",
    )
    parser.add_argument("--version", action="version", version=f"exchange-stats {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        examples = ["Example:" if len(module.EXAMPLES) == 1 else "Examples:", *module.EXAMPLES]
        command = commands.add_parser(
            name,
            help=module.HELP,
            description=module.HELP[0].upper() + module.HELP[1:] + ".",
            epilog="\n  ".join(examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_argument(
            "--project",
            type=Path,
            metavar="DIR",
            help="project folder (default: the nearest one upwards that holds data/raw)",
        )
        module.add_options(command)
        command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
