"""Observations and indicators as SDMX-CSV 2.0, for statistical offices that exchange by SDMX."""

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.ground import codes, factbook, inert
from exchange_stats.ground.comparison import load_notes
from exchange_stats.ground.errors import StageError, refuse
from exchange_stats.issued.confidentiality import COLUMN, FREE, free_tables

HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
TIME, VALUE = "TIME_PERIOD", "OBS_VALUE"
TAIL = ("OBS_STATUS", "CONF_STATUS", "COMMENT_OBS")
SUPPRESSED, CONFIDENTIAL = "Q", "C"
YEAR = re.compile(r"\d{4}")
SCHOOL_YEAR = re.compile(r"(\d{4})/\d{2}")
YEARS = re.compile(r"(\d{4})-(\d{4})")
DAYS = re.compile(r"(\d{4}-\d{2}-\d{2}) to (\d{4}-\d{2}-\d{2})")
Row = Mapping[str, str]


def write_sdmx(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Return the paths of one SDMX-CSV file for each flow of ``facts/sdmx.toml``.

    Invented samples and numbers without a period stay out. A number with several flags has the
    first of them as its ``OBS_STATUS``; the others, and the note of a comparison across
    definitions, stand in ``COMMENT_OBS``.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The processed tables.
    folder : Path
        Where ``observations.sdmx.csv`` and ``indicators.sdmx.csv`` go.

    Raises
    ------
    DisclosureError
        If a number is not free.
    StageError
        If two rows have one key.
    """
    spec = factbook.load_toml("sdmx.toml")
    wanted = {name: tables[name] for name in spec["flow"]}
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, table in free_tables(wanted, ()).items():
        rows = list(sdmx_rows(table, spec, name))
        _refuse_doubles(rows, spec, name)
        paths.append(folder / f"{name}.sdmx.csv")
        inert.write_csv(pd.DataFrame(rows, columns=columns_of(spec, name)), paths[-1])
    return paths


def columns_of(spec: Mapping[str, Any], name: str) -> list[str]:
    """Return the columns of a flow: structure, dimensions, time, value, attributes."""
    flow = spec["flow"][name]
    return [*HEAD, *flow["dimensions"], TIME, VALUE, *flow["attributes"], *TAIL]


def sdmx_rows(table: pd.DataFrame, spec: Mapping[str, Any], name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a flow by their SDMX ids."""
    flow = spec["flow"][name]
    head = (spec["structure"], f"{spec['agency']}:{flow['id']}({spec['version']})", spec["action"])
    notes = {note: signed.reason for note, signed in load_notes().items()}
    for row in table.to_dict("records"):
        if row["synthetic"] or not row["period"]:
            continue
        status = codes.one_status(row["status"], row["flags"])
        withheld = CONFIDENTIAL if status == SUPPRESSED else row.get(COLUMN, FREE)
        yield {
            **dict(zip(HEAD, head, strict=True)),
            **{
                sdmx_id: row[column] or spec["not_applicable"]
                for sdmx_id, column in flow["dimensions"].items()
            },
            **{TIME: time_period(row["period"]), VALUE: row["value"]},
            **{sdmx_id: row[column] for sdmx_id, column in flow["attributes"].items()},
            **dict(zip(TAIL, (status, withheld, _comment(row, status, notes)), strict=True)),
        }


def time_period(label: str) -> str:
    """Return a period as SDMX writes it: a year, a reporting year, or a start and a duration.

    A school year is the reporting year of its first calendar year; sources do not say on which
    day it starts, so no such day is given.

    Raises
    ------
    StageError
        If it is none of the forms that our tables hold.

    Examples
    --------
    >>> time_period("2018"), time_period("2018/19"), time_period("2013-2018")
    ('2018', '2018-A1', '2013-01-01/P6Y')
    >>> time_period("2023-05-18 to 2025-05-17")
    '2023-05-18/P731D'
    """
    if YEAR.fullmatch(label):
        return label
    if school := SCHOOL_YEAR.fullmatch(label):
        return f"{school[1]}-A1"
    if years := YEARS.fullmatch(label):
        return f"{years[1]}-01-01/P{int(years[2]) - int(years[1]) + 1}Y"
    if days := DAYS.fullmatch(label):
        first, last = (datetime.date.fromisoformat(day) for day in days.groups())
        return f"{days[1]}/P{(last - first).days + 1}D"
    message = (
        f"period {label!r}: expected a year, a school year, years or days; "
        "teach issued/sdmx.py this form"
    )
    raise StageError(message)


def _comment(row: Row, status: str, notes: Mapping[str, str]) -> str:
    """Return in words what the one status code does not tell."""
    qualifier = row.get("qualifier", "")
    held = [row["status"], *row["flags"].split()]
    others = [
        codes.meaning("status", flag) if flag in codes.codes("status") else flag
        for flag in held
        if flag not in (status, "A", "")
    ]
    words = [
        f"printed: {row['printed']}" if qualifier not in ("", "exact", "derived") else "",
        codes.meaning("qualifier", qualifier) if qualifier == "derived" else "",
        *others,
        notes.get(row.get("note_id", ""), ""),
    ]
    return "; ".join(word for word in words if word)


def _refuse_doubles(rows: list[dict[str, str]], spec: Mapping[str, Any], name: str) -> None:
    seen: set[tuple[str, ...]] = set()
    doubles = []
    for row in rows:
        key = tuple(row[sdmx_id] for sdmx_id in (*spec["flow"][name]["dimensions"], TIME))
        if key in seen:
            doubles.append(" ".join(key))
        seen.add(key)
    if doubles:
        headline = f"facts/sdmx.toml [flow.{name}]: rows with one key, expected each key once"
        refuse(StageError, headline, doubles, "add the column that tells them apart")
