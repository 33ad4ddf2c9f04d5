"""A declared layout against the workbook: does it lie so, and where does each part stand."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from exchange_stats.ground.errors import LayoutError, refuse
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.declared.written import parents_in, spans_in
from exchange_stats.reading.table import TableLayout, columns_in, merged_places, rows_in
from exchange_stats.reading.workbook import Sheet, Workbook, cell_name, place_of, plain_text

COMMON = ("id", "sheet", "anchor", "header", "body")
NEEDED = {"table": (*COMMON, "labels", "values"), "records": (*COMMON, "key", "columns")}
OPTIONAL = {
    "table": (
        *("kind", "fill", "sections", "total_rows", "subtotal_rows", "total_columns"),
        *(
            "skip_rows",
            "notes",
            "covers",
            "decimal",
            "quantities",
            "dimensions",
            "fixed",
            "unit",
            "fill_up",
            "spans",
            "parents",
            "flags",
            "beside",
            "hidden",
        ),
    ),
    "records": ("kind", "place"),
}


LISTED_ROWS = ("sections", "total_rows", "subtotal_rows", "skip_rows", "notes")
ROW_PARTS = ("header", "body", *LISTED_ROWS)
COLUMN_PARTS = ("labels", "values", "fill", "fill_up", "total_columns", "flags")
ROWS = re.compile(r"(?:\d+(?::\d*)?(?:\s*,\s*|\s*$))*"), "7, 15:16"
COLUMNS = re.compile(r"(?:[A-Z]+(?::[A-Z]+)?(?:\s*,\s*|\s*$))*"), "A, C:E"
CELL = re.compile(r"[A-Z]+[1-9]\d*")


def load_layouts(
    workbook: Workbook, workbook_id: str, declared: Mapping[str, Any]
) -> tuple[TableLayout, ...]:
    """Return the declared tables of a workbook, resolved to rows and columns of its sheets.

    Raises
    ------
    LayoutError
        If a sheet is missing, an anchor has moved, or a layout lacks a part; all at once.
    """
    tables = declared_tables(workbook, workbook_id, declared, "table")
    return tuple(
        resolve(sheet_of(workbook, table["sheet"]), workbook_id, table) for table in tables
    )


def declared_tables(
    workbook: Workbook, workbook_id: str, declared: Mapping[str, Any], kind: str
) -> list[Mapping[str, Any]]:
    """Return the declared tables of a kind, once every declaration fits the workbook."""
    if declared.get("confirmed_by", "-") == "":
        message = (
            f"facts/layouts/{workbook_id}.toml: nobody has confirmed this layout, expected a role "
            "in `confirmed_by`; compare it with the workbook and fill in both lines"
        )
        raise LayoutError(message)
    if not declared.get("table"):
        message = (
            f"facts/layouts/{workbook_id}.toml: no [[table]] found, expected one for each table; "
            "`exchange-stats inspect FILE` shows where they lie"
        )
        raise LayoutError(message)
    offenders = [fault for table in declared["table"] for fault in _misfits(workbook, table)]
    if offenders:
        refuse(
            LayoutError,
            f"{workbook_id}: {workbook.path.name} does not lie as its layout says",
            offenders,
            drift_advice(workbook_id),
        )
    return [table for table in declared["table"] if table.get("kind", "table") == kind]


def drift_advice(workbook_id: str) -> str:
    """Return what to do with a workbook that does not lie as its layout says."""
    return (
        f"see what changed with `exchange-stats inspect FILE --layout {workbook_id}`, and correct "
        f"facts/layouts/{workbook_id}.toml"
    )


def _misfits(workbook: Workbook, table: Mapping[str, Any]) -> Iterable[str]:
    name, kind = f"table {table.get('id', '?')!r}", table.get("kind", "table")
    if kind not in NEEDED:
        yield f"{name}: kind {kind!r} found, expected one of {', '.join(NEEDED)}"
        return
    yield from _unreadable(name, table)
    for part in sorted(set(NEEDED[kind]) - set(table)):
        yield f"{name}: part {part!r} is missing"
    for part in sorted(set(table) - {*NEEDED[kind], *OPTIONAL[kind]}):
        yield f"{name}: unknown part {part!r}, expected those of docs/add-a-workbook.md"
    sheet = workbook.sheet(table.get("sheet", ""))
    if sheet is None:
        there = ", ".join(repr(found.name) for found in workbook.sheets)
        yield f"{name}: no sheet {table.get('sheet')!r}; there are {there}"
    else:
        for part in ("anchor", "unit"):
            if _is_anchor(table.get(part, {})):
                yield from _moved(sheet, name, part, table[part])


def _unreadable(name: str, table: Mapping[str, Any]) -> Iterable[str]:
    """Yield the parts whose rows, columns or cells are not written as a layout writes them."""
    written = {**dict.fromkeys(ROW_PARTS, ROWS), **dict.fromkeys(COLUMN_PARTS, COLUMNS)}
    for part, (pattern, example) in written.items():
        if not pattern.fullmatch(str(table.get(part, ""))):
            yield f"{name}: {part} is {table[part]!r}, expected such as {example!r}"
    for part in ("anchor", "unit"):
        if part in table and not _is_anchor(table[part]):
            example = '{ cell = "A1", text = "Students" }'
            yield f"{name}: {part} is {table[part]!r}, expected such as {example}"


def _is_anchor(said: Mapping[str, str]) -> bool:
    return set(said) == {"cell", "text"} and bool(CELL.fullmatch(said["cell"]))


def _moved(sheet: Sheet, name: str, part: str, said: Mapping[str, str]) -> Iterable[str]:
    expected, place = one_line(said["text"]), place_of(said["cell"])
    found = one_line(plain_text(sheet.value(*place)))
    if found == expected:
        return
    elsewhere = [cell_name(*place) for place in places_of_text(sheet, expected)]
    where = f"it stands in {', '.join(elsewhere)}" if elsewhere else "it stands nowhere"
    place_now = f"{sheet.name}!{said['cell']}"
    yield f"{name}: {place_now} holds {found!r}, expected the {part} {expected!r}; {where}"


def places_of_text(sheet: Sheet, text: str) -> list[tuple[int, int]]:
    """Return the cells that hold a text and nothing else."""
    return [
        (row, column)
        for row, values in enumerate(sheet.values)
        for column, value in enumerate(values)
        if value is not None and one_line(plain_text(value)) == text
    ]


def sheet_of(workbook: Workbook, name: str) -> Sheet:
    """Return the sheet that a checked layout names."""
    return next(sheet for sheet in workbook.sheets if sheet.name == name)


def resolve(sheet: Sheet, workbook_id: str, table: Mapping[str, Any]) -> TableLayout:
    """Return a declared table with its parts as rows and columns of a sheet."""
    rows = {name: rows_in(table.get(name, "")) for name in LISTED_ROWS}
    labels = columns_in(table["labels"])
    body = body_rows(sheet, table["body"], labels)
    left_out = {*rows["notes"], *rows["sections"], *rows["skip_rows"]}
    return TableLayout(
        workbook_id=workbook_id,
        table=table["id"],
        sheet=sheet.name,
        header_rows=rows_in(table["header"]),
        label_columns=labels,
        value_columns=columns_in(table["values"]),
        body_rows=tuple(row for row in body if row not in left_out),
        fill=frozenset(columns_in(table.get("fill", ""))),
        sections=rows["sections"],
        total_rows=frozenset(rows["total_rows"]),
        subtotal_rows=frozenset(rows["subtotal_rows"]),
        total_columns=frozenset(columns_in(table.get("total_columns", ""))),
        note_rows=rows["notes"],
        covers=table.get("covers", ""),
        decimal=table.get("decimal"),
        quantities=table.get("quantities", False),
        dimensions=dict(table.get("dimensions", {})),
        fixed=dict(table.get("fixed", {})),
        header_spans=spans_in(table.get("spans", "")),
        fill_up=frozenset(columns_in(table.get("fill_up", ""))),
        parents=parents_in(table.get("parents", "")),
        flag_columns=columns_in(table.get("flags", "")),
    )


def body_rows(sheet: Sheet, body: str, labels: Iterable[int]) -> list[int]:
    """Return the rows of a declared body; an open one ends before a row without any label."""

    def filled(row: int, columns: Iterable[int]) -> bool:
        places = (merged.get((row, column), (row, column)) for column in columns)
        return any(plain_text(sheet.value(*place)).strip() for place in places)

    merged, labels = merged_places(sheet), tuple(labels)
    if not body.strip().endswith(":"):
        width = max(map(len, sheet.values), default=0)
        return [row for row in rows_in(body) if filled(row, range(width))]
    rows: list[int] = []
    for row in range(int(body.strip(" :")) - 1, len(sheet.values)):
        if not filled(row, labels):
            break
        rows.append(row)
    return rows
