"""Export of a table with labels that begin like formulas: ours, pandas and openpyxl.

Usage::

    .venv/bin/python benchmarks/exports.py [rows] [rounds]

Prints for each way the median CPU time and what a spreadsheet program would make of the file:
cells that it runs, links that it follows, cells of a CSV that begin with a sign of a formula, and
texts that are lost or changed; and whether a second export has the same bytes.
"""

import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd

from exchange_stats.ground import inert

LABELS = ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\uff1d1+1", "http://example.org"]
SIGNS = tuple("=+-@\t\r\uff1d")
WAYS: dict[str, tuple[str, Callable[[pd.DataFrame, Path], object]]] = {
    "csv: ours": ("csv", inert.write_csv),
    "csv: pandas": ("csv", lambda table, to: table.to_csv(to, index=False)),
    "xlsx: ours": ("xlsx", lambda table, to: inert.write_xlsx(table, to, "cells")),
    "xlsx: pandas, xlsxwriter": (
        "xlsx",
        lambda table, to: table.to_excel(to, index=False, engine="xlsxwriter"),
    ),
    "xlsx: pandas, openpyxl": (
        "xlsx",
        lambda table, to: table.to_excel(to, index=False, engine="openpyxl"),
    ),
    "xlsx: openpyxl, write-only": ("xlsx", lambda table, to: by_openpyxl(table, to)),
}


def by_openpyxl(table: pd.DataFrame, to: Path) -> None:
    """Write a table row by row, as the pages of openpyxl show it for large ones."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("cells")
    sheet.append([*table.columns])
    for row in table.itertuples(index=False):
        sheet.append(row)
    book.save(to)


def table_of(rows: int) -> pd.DataFrame:
    """Return a table of labels and numbers, one label in ten like a formula."""
    names = [LABELS[at // 10 % len(LABELS)] if at % 10 == 0 else f"Osh {at}" for at in range(rows)]
    years = {str(2015 + year): [at * 7 % 1000 + year for at in range(rows)] for year in range(10)}
    return pd.DataFrame({"label": names, **years})


def judged(path: Path, labels: list[str]) -> str:
    """Return how many cells are run, followed, or differ from the labels."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            cells = [row[0] for row in csv.reader(file)][1:]
        begin = sum(cell.startswith(SIGNS) for cell in cells)
        return f"{begin} | 0 | {sum(map(str.__ne__, map(inert.text_of, cells), labels))}"
    column = [row[0] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2)]
    formulas = sum(cell.data_type == "f" for cell in column)
    links = sum(bool(cell.hyperlink) for cell in column)
    pairs = zip(column, labels, strict=True)
    return f"{formulas} | {links} | {sum(str(cell.value) != label for cell, label in pairs)}"


def main(rows: int = 20_000, rounds: int = 3) -> None:
    """Print a line of a table for each way."""
    table = table_of(rows)
    with tempfile.TemporaryDirectory() as folder:
        for name, (kind, write) in WAYS.items():
            times, contents = [], set()
            for turn in range(rounds):
                path = Path(folder) / f"{turn}.{kind}"
                start = time.process_time()
                write(table, path)
                times.append(time.process_time() - start)
                contents.add(path.read_bytes())
                time.sleep(2.1 if rounds > 1 else 0)  # an archive has times of two seconds
            same = "yes" if len(contents) == 1 else "no"
            print(f"| {name} | {statistics.median(times):.2f} | ", end="")
            print(f"{judged(path, table['label'].tolist())} | {same} |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
