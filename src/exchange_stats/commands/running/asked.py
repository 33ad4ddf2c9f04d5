"""What may be asked for wherever workbooks are read: limits, an encoding, a language."""

import argparse
import contextlib


def add_reading_options(command: argparse.ArgumentParser, *, text: bool = False) -> None:
    """Add what may be chosen wherever workbooks are read; ``text``: also for a file of text."""
    command.add_argument("--lang", choices=["en", "ru"], default="en", help="default: en")
    command.add_argument(
        "--limit",
        type=_limit,
        action="append",
        default=[],
        metavar="NAME=N",
        help="another limit than that of facts/limits.toml, such as seconds=120, mib=300 or "
        "cells=50000000; may be given more than once",
    )
    if text:
        command.add_argument(
            "--encoding",
            type=_encoding,
            metavar="NAME",
            help="of a .csv, .tsv or HTML file, such as cp1251, koi8-r or gb18030 (default: found)",
        )


def reading_as_asked(options: argparse.Namespace) -> contextlib.AbstractContextManager[None]:
    """Return a context in which workbooks are read as the options say."""
    asked = {"limits": dict(getattr(options, "limit", ())), "encoding": _named(options)}
    if not any(asked.values()):
        return contextlib.nullcontext()
    from exchange_stats.reading.workbook.intake import limits

    return limits.asking(asked)


def _named(options: argparse.Namespace) -> str:
    return str(getattr(options, "encoding", None) or "")


def _limit(text: str) -> tuple[str, int]:
    from exchange_stats.reading.workbook.intake.limits import known_limits

    name, _, number = text.partition("=")
    known = known_limits()
    if name not in known or not number.isdecimal() or not int(number):
        names = ", ".join(known)
        message = f"{text!r}: expected NAME=N, a whole number above 0, with a name of {names}"
        raise argparse.ArgumentTypeError(message)
    return name, int(number)


def _encoding(name: str) -> str:
    try:
        "x".encode(name)
    except (LookupError, ValueError):
        message = f"{name!r}: no encoding, expected one such as utf-8, cp1251 or gb18030"
        raise argparse.ArgumentTypeError(message) from None
    return name
