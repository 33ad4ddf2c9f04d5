"""The workbooks in the folder of returns: which of them is what, and how each is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ExchangeStatsError, LayoutError, joined, refuse
from exchange_stats.reading import sources
from exchange_stats.reading.declared import read_declared
from exchange_stats.reading.returns.followed import find_form
from exchange_stats.reading.returns.form import read_form
from exchange_stats.reading.returns.mark import find_mark
from exchange_stats.reading.returns.people import read_people
from exchange_stats.reading.returns.roster import Roster, find_rosters, private_cells
from exchange_stats.reading.returns.undeclared import Hint, no_hint, understand
from exchange_stats.reading.sources import RawWorkbook
from exchange_stats.reading.table import place_text
from exchange_stats.reading.workbook import Workbook, read_workbook

FORM, PERSONS, UNDECLARED = "form", "persons", "undeclared"
KINDS = (FORM, PERSONS, UNDECLARED)
LabelCodes = Callable[[str, str, str], str | None]


@dataclass(frozen=True)
class Dictionary:
    """What the labels of a source mean, and how it prints them.

    Attributes
    ----------
    label_codes : callable
        Source, dimension and printed label to codes, ``None`` for an unknown label.
    labels : mapping
        Dimension to codes to language to the label.
    """

    source: str
    label_codes: LabelCodes
    labels: Mapping[str, Mapping[str, Mapping[str, str]]]

    def known(self, dimension: str, text: str) -> str | None:
        """Return the codes of a printed label."""
        return self.label_codes(self.source, dimension, text)

    def printed(self, dimension: str, codes: str) -> str:
        """Return the first label that stands for some codes."""
        return next(iter(self.labels[dimension][codes].values()))


def register_returns(
    root: Path, forms: Iterable[RawWorkbook], label_codes: LabelCodes, hint: Hint = no_hint
) -> list[RawWorkbook]:
    """Return the workbooks in ``data/raw/returns``, each with its kind and its source.

    A workbook is our own form, a list of persons, laid out as a registered return, or a workbook
    whose tables leave nothing to ask.

    Raises
    ------
    LayoutError
        If a workbook is none of them; one message for all.
    """
    found, refusals = [], []
    for path in sources.find_returns(root):
        try:
            found.append(_register(root, path, list(forms), (label_codes, hint)))
        except ExchangeStatsError as error:
            refusals.append(error)
    if refusals:
        raise joined(refusals) from None
    return found


def recognise(workbook: Workbook, label_codes: LabelCodes) -> tuple[str, str] | None:
    """Return the kind and the source of our form or of a list of persons, else ``None``.

    A list is one where an institution of it is known: others are of no source.
    """
    if mark := find_mark(workbook):
        return FORM, mark.source
    rosters = find_rosters(workbook)
    source = _source_of(rosters, label_codes) if rosters else ""
    return (PERSONS, source) if source else None


def refuse_unknown_list(workbook: Workbook) -> None:
    """Refuse a list of persons that `recognise` did not know.

    Raises
    ------
    LayoutError
        If the workbook holds one.
    """
    places = [
        place_text(one.sheet, one.heading_row, one.kept.get("institution", 0))
        for one in find_rosters(workbook)
    ]
    if places:
        message = (
            f"{workbook.path.name}: a list of persons, no known institution found "
            f"({', '.join(places)}), expected names of facts/labels.csv; correct the list, or add "
            "the institution there"
        )
        raise LayoutError(message)


def read_returned(
    workbook: Workbook, workbook_id: str, words: Dictionary, symbols: Mapping[str, str]
) -> pd.DataFrame:
    """Return a form, a list of persons as counts, or other tables, in the stage ``reported``."""
    if mark := find_mark(workbook):
        return read_form(workbook, workbook_id, mark, words.known, symbols)
    if not find_rosters(workbook):
        tables = understand(workbook, words.label_codes).tables
        return read_declared(workbook, workbook_id, {"table": tables}, symbols)
    return read_people(workbook, workbook_id, _side(words.source), words.known, words.printed)


def fixed_codes(source: str, tables: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the codes that hold for every cell of each table of a form or of counted persons."""
    facts = factbook.load_toml("template.toml")
    side = side_of(source)
    flow = {name: side[name] for name in ("origin", "host")}
    parts = {table: facts.get("_".join(table.split("_")[:2]), {}) for table in tables}
    return {table: flow | part.get("fixed", {}) for table, part in parts.items()}


def side_of(source: str) -> dict[str, Any]:
    """Return the side of ``facts/template.toml`` whose returns are of a source."""
    side: dict[str, Any] = factbook.load_toml("template.toml")["side"][_side(source)]
    return side


def _side(source: str) -> str:
    sides: dict[str, dict[str, str]] = factbook.load_toml("template.toml")["side"]
    return next(name for name, card in sides.items() if card["source"] == source)


def _register(
    root: Path, path: Path, forms: list[RawWorkbook], known: tuple[LabelCodes, Hint]
) -> RawWorkbook:
    label_codes, hint = known
    workbook = read_workbook(path)
    if ours := recognise(workbook, label_codes):
        kind, source = ours
        return _book(root, path, source, kind=kind)
    refuse_unknown_list(workbook)
    if form := find_form(root, workbook, forms, label_codes):
        return _book(root, path, form.source.removeprefix("sample_"), layout=form.layout)
    return _book(root, path, _source_of_tables(workbook, forms, label_codes, hint), kind=UNDECLARED)


def _source_of_tables(
    workbook: Workbook, forms: Iterable[RawWorkbook], label_codes: LabelCodes, hint: Hint
) -> str:
    """Return the source of a workbook that is none of the forms, if nothing in it is open.

    A heading that may stand over persons stops it before any label is quoted.
    """
    name = workbook.path.name
    headline = (
        f"{name}: follows none of the return forms: neither that of `exchange-stats template`, nor "
        "a list of persons, nor one of data/raw/sample_returns "
        f"({', '.join(form.layout for form in forms)}); its tables leave open"
    )
    if private := private_cells(workbook.sheets, names=True):
        refuse(LayoutError, headline, private, "name the columns as docs/returns.md says")
    found = understand(workbook, label_codes, hint)
    if found.questions:
        advice = (
            "send the form, or declare the layout of this workbook in facts/layouts with "
            f"`exchange-stats inspect FILE --accept --as ID --source {found.source}`"
        )
        refuse(LayoutError, headline, found.questions, "\n    ".join([advice, *found.lines()]))
    return found.source


def _book(
    root: Path, path: Path, source: str, *, kind: str = "returns", layout: str = ""
) -> RawWorkbook:
    return RawWorkbook(
        id=f"return:{path.name}",
        source=source,
        path=path.relative_to(root).as_posix(),
        sha256=sources.file_sha256(path),
        edition="as received",
        layout=layout,
        kind=kind,
    )


def _source_of(rosters: Sequence[Roster], label_codes: LabelCodes) -> str:
    """Return the source whose dictionary knows most institutions of a list, empty if none does."""
    cards = factbook.load_toml("template.toml")["side"].values()
    texts = [text for roster in rosters for text in roster.institution_texts()]
    hits = {
        name: sum(label_codes(name, "institution", text) is not None for text in texts)
        for name in (str(card["source"]) for card in cards)
    }
    best = max(hits, key=lambda name: hits[name])
    return best if hits[best] else ""
