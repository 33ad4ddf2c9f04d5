"""A returned workbook held against the known layouts: which it follows, or what has changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import LayoutError, refuse
from exchange_stats.reading import sources
from exchange_stats.reading.declared import declared_tables
from exchange_stats.reading.drift import Change, find_drift
from exchange_stats.reading.drift.shown import places_of
from exchange_stats.reading.sources import RawWorkbook
from exchange_stats.reading.workbook import Workbook, read_workbook

LABELS = ("label new", "label gone", "label renamed")  # the dictionary judges these
LabelCodes = Callable[[str, str, str], str | None]


def find_form(
    root: Path, workbook: Workbook, forms: Iterable[RawWorkbook], label_codes: LabelCodes
) -> RawWorkbook | None:
    """Return the registered workbook whose layout a return follows, ``None`` if it is like none.

    A return is like a layout when an anchor and the headings of a table stand in it. It follows
    the layout when nothing but labels differs from the workbook on which it was confirmed.

    Raises
    ------
    LayoutError
        If it is like some layout and follows none; every change is named.
    """
    changed: list[tuple[RawWorkbook, list[Change]]] = []
    for form in forms:
        declared = factbook.load_toml(f"layouts/{form.layout}.toml")
        if not _is_like(workbook, declared):
            continue
        changes = list(_changes(root, form, workbook, declared, label_codes))
        if [change.kind for change in changes].count("table gone") == len(declared["table"]):
            continue
        if not changes:
            declared_tables(workbook, form.layout, declared, "table")
            return form
        changed.append((form, changes))
    if changed:
        _refuse(workbook, *min(changed, key=lambda one: len(one[1])))
    return None


def _is_like(workbook: Workbook, declared: Mapping[str, Any]) -> bool:
    anchors = {table["anchor"]["text"] for table in declared["table"]}
    return any(places_of(sheet, text) for sheet in workbook.sheets for text in anchors)


def _changes(
    root: Path,
    form: RawWorkbook,
    workbook: Workbook,
    declared: Mapping[str, Any],
    label_codes: LabelCodes,
) -> Iterator[Change]:
    """Yield what differs from the workbook of a layout but for labels, if it is there."""
    old, dictionary = root / form.path, sources.load_sources()[form.source].dictionary
    if not old.is_file() or sources.file_sha256(workbook.path) == form.sha256:
        return

    def codes(dimension: str, text: str) -> str | None:
        return label_codes(dictionary, dimension, text)

    for drift in find_drift(read_workbook(old), workbook, declared, codes):
        yield from (change for change in drift.changes if change.kind not in LABELS)


def _refuse(workbook: Workbook, form: RawWorkbook, changes: Iterable[Change]) -> None:
    source = form.source.removeprefix("sample_")
    refuse(
        LayoutError,
        f"{workbook.path.name}: differs from {form.path}, on which the layout {form.layout} was "
        "confirmed",
        [f"{change.kind}: {change.place}: {change.found}" for change in changes],
        "ask the sender for the form as it was, or confirm a layout of its own: "
        f"`exchange-stats inspect FILE --accept --as ID --source {source}`",
    )
