"""What a check looks at, and the form of what it finds."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.stages import FINDINGS, RELEASE, SLOT
from exchange_stats.ground.stages.rows import describe

Row = Mapping[str, str]
COLUMNS = ("check_id", "part", "en", "ru", "ky", "zh", "state")
TERM = "term"
_FIELD = re.compile(r"\{(?P<name>\w+)(?:\|(?P<one>[^{}|]*)\|(?P<many>[^{}|]*)(?:\|[^{}]*)?)?\}")
_AMOUNT = re.compile(r"[\d\s.,+-]*\d[\d\s.,]*")
TOLD = ("slot", "workbook_id", "sheet", "cell", "count")  # count: of cells
SIGN = "c"
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the checks look at: tables by stage, and the settings of ``facts/checks.toml``.

    ``notices`` has what was to be said of each workbook when it was read: ``workbook_id``,
    ``sheet``, ``cell``, the ``W_...`` code, and ``said`` and ``advice`` by language. One is the
    same as another only if it is the same object, so that what several checks ask of it is worked
    out once.
    """

    observations: pd.DataFrame
    returns: pd.DataFrame
    claims: pd.DataFrame
    reconciled: pd.DataFrame
    reported: pd.DataFrame
    settings: Mapping[str, Any]
    release: pd.DataFrame = field(default_factory=RELEASE.empty)
    notices: Sequence[Mapping[str, Any]] = ()


def slot_key(row: Row, **changed: str) -> tuple[str, ...]:
    """Return the slot of a row and its kind of period, with some codes changed."""
    return tuple(changed.get(name, row[name]) for name in (*SLOT, "period_kind"))


def finding(
    check_id: str, row: Row, fields: Mapping[str, Any], others: Iterable[Row] = ()
) -> dict[str, str]:
    """Return a finding on a row: its place, its words in English, and the facts concerned.

    Parameters
    ----------
    check_id : str
        The check, whose sentences are in ``facts/findings.csv``.
    row : mapping
        A row with ``workbook_id``, and ``sheet``, ``cell`` and codes of a slot where it has them.
    fields : mapping
        What fills the sentences in any language: a number, a text as printed, ``{"term": key}``
        for a word of the fact file, ``{"number": "52.40"}`` for a number with its decimals, a
        text by language, or a list of pairs of label and number.
    others : iterable of mapping
        Further rows that bear the finding out.
    """
    where = {name: row.get(name, "") for name in ("workbook_id", "sheet", "cell")}
    known = {**where, **fields}
    address = "!".join(part for part in (where["sheet"], where["cell"]) if part)
    ids = dict.fromkeys(one.get("fact_id", "") for one in (row, *others))
    codes = {name: row[name] for name in SLOT if row.get(name, "_T") not in ("_T", "")}
    return {
        "place": f"{where['workbook_id']} {address}".strip(),
        "slot": describe({**row, "workbook_id": ""}) if codes else "",
        "message": in_english(check_id, "found", known),
        "expected": in_english(check_id, "expected", known),
        "advice": in_english(check_id, "advice", known),
        "fields": json.dumps({**known, "slot": codes}, ensure_ascii=False, sort_keys=True),
        "fact_ids": " ".join(name for name in ids if name),
    }


def in_english(check_id: str, part: str, fields: Mapping[str, Any]) -> str:
    """Return a sentence of a check with its fields filled, in English.

    A row of the fact file for ``part+field`` takes the place of the row for ``part`` when the
    finding has that field.

    Raises
    ------
    FactError
        If the fact file lacks the sentence, or the finding a field of it.
    """
    known = _sentences(factbook.facts_folder())
    keys = [(check_id, f"{part}+{name}") for name in fields] + [(check_id, part)]
    template = next((known[key] for key in keys if key in known), None)
    if template is None:
        message = f"facts/findings.csv: no sentence {part!r} of {check_id!r}, expected one; add it"
        raise FactError(message)

    def one(match: re.Match[str]) -> str:
        value = fields[match["name"]]
        if match["one"] is None:
            return _text(value, known)
        return match["one"] if value == 1 else match["many"]

    return _FIELD.sub(one, template)


def _text(value: Any, known: Mapping[tuple[str, str], str]) -> str:
    if isinstance(value, Mapping):
        text = value.get("number") or value.get("en")
        return str(text) if text else known[TERM, value["term"]]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(f"{label}: {_text(number, known)}" for label, number in value)
    if isinstance(value, int | float):
        whole, _, rest = number_text(value).partition(".")
        return f"{int(whole):,}" + (f".{rest}" if rest else "")
    return str(value)


def notice_lines(findings: pd.DataFrame) -> list[dict[str, str]]:
    """Return the findings with a ``W_...`` code as lines for a console, by language."""
    lines = []
    for row in findings.to_dict("records"):
        fields = json.loads(row["fields"])
        if str(fields.get("code", "")).startswith("W_"):
            told = zip(fields["said"].items(), fields["advice"].values(), strict=True)
            head = f"{fields['code']}: {row['place']}"
            lines.append({name: f"{head}: {said}; {advice}" for (name, said), advice in told})
    return lines


def without_numbers(findings: pd.DataFrame, workbooks: Iterable[str]) -> pd.DataFrame:
    """Return findings in which those on cells of some workbooks say no number of persons."""
    books = set(workbooks)
    rows = [_unsaid(row, books) for row in findings.to_dict("records")]
    return FINDINGS.frame(rows).drop_duplicates(list(FINDINGS.key), ignore_index=True)


def _unsaid(row: Row, workbooks: set[str]) -> dict[str, str]:
    fields = json.loads(row["fields"])
    if fields["workbook_id"] not in workbooks or not fields["cell"]:
        return dict(row)
    fields = {name: value if name in TOLD else _hide(value) for name, value in fields.items()}
    parts = {"message": "found", "expected": "expected", "advice": "advice"}
    said = {name: in_english(row["check_id"], part, fields) for name, part in parts.items()}
    return {**row, **said, "fields": json.dumps(fields, ensure_ascii=False, sort_keys=True)}


def _hide(value: Any) -> Any:
    """Return a field with the sign of a hidden number in the place of every number."""
    if isinstance(value, Mapping):
        return SIGN if "number" in value else value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [[label, _hide(one)] for label, one in value]
    printed = isinstance(value, str) and not _AMOUNT.fullmatch(value)
    return value if printed else SIGN


def number(text: str) -> int | float:
    """Return a number of a table for the fields of a finding, whole where it is whole."""
    value = float(text)
    return int(value) if value.is_integer() else value


def cell_list(rows: Iterable[Row], sheet: str) -> str:
    """Return the cells of rows on one line, neighbours as a range, other sheets named.

    Examples
    --------
    >>> rows = [{"sheet": "s", "cell": cell} for cell in ("C5", "C6", "C7", "E7")]
    >>> cell_list(rows, "s"), cell_list(rows[:1], "t")
    ('C5:C7, E7', 's!C5')
    """
    runs: list[list[tuple[str, str, int]]] = []
    for row in rows:
        match = _ADDRESS.fullmatch(row["cell"])
        letters, line = (match[1], int(match[2])) if match else (row["cell"], 0)
        last = runs[-1] if runs else []
        if last and _follows(last, (row["sheet"], letters, line)):
            last.append((row["sheet"], letters, line))
        else:
            runs.append([(row["sheet"], letters, line)])
    return ", ".join(_run_text(run, sheet) for run in runs)


def _follows(run: list[tuple[str, str, int]], cell: tuple[str, str, int]) -> bool:
    """Return whether a cell continues a run down a column or along a line."""
    sheet, letters, line = run[-1]
    down = all(one[1] == cell[1] for one in run) and line + 1 == cell[2]
    along = all(one[2] == cell[2] for one in run) and _number(letters) + 1 == _number(cell[1])
    return sheet == cell[0] and line > 0 and (down or along)


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def _run_text(run: list[tuple[str, str, int]], sheet: str) -> str:
    ends = [f"{letters}{line or ''}" for _, letters, line in (run[0], run[-1])]
    text = ends[0] if len(run) == 1 else ":".join(ends)
    return text if run[0][0] == sheet else f"{run[0][0]}!{text}"


@cache
def _sentences(folder: Path) -> dict[tuple[str, str], str]:
    """Return the English sentences by check and part."""
    del folder  # part of the cache key
    rows = factbook.load_csv("findings.csv", COLUMNS)
    return {(row["check_id"], row["part"]): row["en"] for row in rows}
