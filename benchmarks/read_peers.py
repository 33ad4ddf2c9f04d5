"""Read one sheet as other tools do, into the CSV form that a score of readers expects.

Usage::

    .venv/bin/python benchmarks/read_peers.py PEER FILE --sheet SHEET --to OUT.csv [--truth JSON]

PEER is one of

- ``pandas``: ``pandas.read_excel`` or ``read_csv`` as it comes, the first row as the header;
- ``pandas-guess``: every row above the first one with two numbers is a header row, and the levels
  of the header are joined; leading columns of text are the labels;
- ``pandas-told``: header rows and label columns are told by the truth file, as a person would
  write them down for each sheet; the levels of the header are joined;
- ``xldetect``: the first region of each header that xldetect finds (it reads .xlsx only and has
  to be installed beside).

One line a cell: cell, row, column, row_label, column_label, printed, value, status, role. None of
them tells totals apart, so every role is ``value``.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

FIELDS = (
    *("sheet", "table", "cell", "row", "column", "row_label", "column_label"),
    *("printed", "value", "status", "role"),
)
ENGINES = {".xls": "calamine", ".xlsx": "openpyxl", ".ods": "calamine"}


def main(words: Sequence[str]) -> None:
    """Write the cells that a peer reads."""
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=("pandas", "pandas-guess", "pandas-told", "xldetect"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--sheet", default="")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--truth", type=Path)
    asked = parser.parse_args(words)
    if asked.peer == "xldetect":
        lines = [line for found in regions(asked.file, asked.sheet) for line in found]
    else:
        lines = [line for told in headers(asked) for line in read_with_pandas(asked, *told)]
    with asked.to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(lines)


def headers(asked: argparse.Namespace) -> list[tuple[list[int], list[int]]]:
    """Return header rows and label columns of every table; no columns to have them guessed."""
    if asked.peer == "pandas":
        return [([0], [])]
    if asked.peer == "pandas-guess":
        return [([*range(_first_numbers(whole(asked)))] or [0], [])]
    tables = json.loads(asked.truth.read_text(encoding="utf-8"))["tables"]
    return [
        (table["header_rows"] or [0], table["label_columns"])
        for table in tables
        if table["file"] == asked.file.name and (table.get("sheet") or "") in ("", asked.sheet)
    ]


def _first_numbers(frame: pd.DataFrame) -> int:
    for place, row in enumerate(frame.itertuples(index=False)):
        numbers = [v for v in row if isinstance(v, int | float) and v == v]
        if len([n for n in numbers if not (1900 <= n <= 2100 and n == int(n))]) >= 2:
            return place
    return 1


def whole(asked: argparse.Namespace, header: list[int] | None = None) -> pd.DataFrame:
    """Return a sheet as pandas reads it, with these header rows or with none."""
    level = header[0] if header is not None and len(header) == 1 else header
    if asked.file.suffix in ENGINES:
        engine = ENGINES[asked.file.suffix]
        return pd.read_excel(asked.file, sheet_name=asked.sheet or 0, header=level, engine=engine)
    return pd.read_csv(asked.file, header=level, skip_blank_lines=False, low_memory=False)


def read_with_pandas(
    asked: argparse.Namespace, header: list[int], labels: list[int]
) -> Iterator[dict[str, object]]:
    """Yield the cells below a header; its levels joined, names that pandas made up left out."""
    frame = whole(asked, header)
    names = [_joined(name if isinstance(name, tuple) else (name,)) for name in frame.columns]
    labels = labels or _leading_texts(frame)
    top = header[-1] + 1
    for place, row in enumerate(frame.itertuples(index=False)):
        if all(pd.isna(value) for value in row):
            continue
        label = " / ".join(_text(row[c]) for c in labels if c < len(row) and _text(row[c]))
        for column, value in enumerate(row):
            if column not in labels and names[column]:
                yield line(asked.sheet, (top + place, column), (label, names[column]), value)


def _joined(levels: Sequence[object]) -> str:
    texts = [_text(level) for level in levels]
    kept = [text for text in texts if text and not text.startswith("Unnamed: ")]
    return " / ".join(dict.fromkeys(kept))


def _leading_texts(frame: pd.DataFrame) -> list[int]:
    found = []
    for place in range(frame.shape[1]):
        numbers = pd.to_numeric(frame.iloc[:, place], errors="coerce").notna().sum()
        if numbers * 2 > frame.iloc[:, place].notna().sum():
            break
        found.append(place)
    return found or [0]


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def line(
    sheet: str, place: tuple[int, int], labels: tuple[str, str], value: object
) -> dict[str, object]:
    """Return one cell: a number, or what pandas makes of texts, else a status."""
    number = pd.to_numeric(value, errors="coerce") if not isinstance(value, bool) else float("nan")
    known = pd.notna(number)
    return {
        **{"sheet": sheet, "table": "1", "cell": _address(*place)},
        **{"row": place[0], "column": place[1], "row_label": labels[0], "column_label": labels[1]},
        **{"printed": _text(value), "value": repr(float(number)) if known else ""},
        **{"status": "" if known else "missing", "role": "value"},
    }


def _address(row: int, column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def regions(file: Path, sheet: str) -> Iterator[list[dict[str, object]]]:
    """Yield the cells of every region that xldetect finds, the first column as the labels."""
    from openpyxl import load_workbook
    from xldetect import inspect_path

    cells = load_workbook(file, data_only=True)[sheet]
    for found in inspect_path(str(file)).iter_regions():
        if found.sheet != sheet:
            continue
        rows = range(found.data_start_row, found.max_row + 1)
        columns = range(found.min_col, found.max_col + 1)
        heads = {
            column: _joined([cells.cell(row, column).value for row in found.header_rows or ()])
            for column in columns
        }
        yield [
            line(
                sheet,
                (row - 1, column - 1),
                (_text(cells.cell(row, columns[0]).value), heads[column]),
                cells.cell(row, column).value,
            )
            for row in rows
            for column in columns[1:]
        ]


if __name__ == "__main__":
    main(sys.argv[1:])
