"""A received workbook compared with a declared layout, as text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from exchange_stats.evidence import harmonise
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import RawFileError
from exchange_stats.publishing.gallery.sentences import in_language
from exchange_stats.reading import sources
from exchange_stats.reading.drift import Drift, find_drift
from exchange_stats.reading.workbook import read_workbook


def compare(file: Path, layout_id: str, root: Path) -> list[Drift]:
    """Return what has changed in a workbook since its layout was confirmed.

    Parameters
    ----------
    file : Path
        The workbook to compare.
    layout_id : str
        A layout of ``facts/layouts``.
    root : Path
        The project folder, which holds the registered workbook of the layout.

    Raises
    ------
    LayoutError
        If no registered workbook is read by the layout.
    RawFileError
        If the registered workbook is not there or was changed.
    """
    book = sources.workbook_by_layout(layout_id)
    if not (root / book.path).is_file():
        message = (
            f"{book.path}: no such file, expected the workbook on which the layout {layout_id} was "
            "confirmed; restore it"
        )
        raise RawFileError(message)
    sources.check_fingerprints(root, [book])
    dictionary = sources.load_sources()[book.source].dictionary

    def codes(dimension: str, text: str) -> str | None:
        return harmonise.label_codes(dictionary, dimension, text)

    declared = factbook.load_toml(f"layouts/{layout_id}.toml")
    return find_drift(read_workbook(root / book.path), read_workbook(file), declared, codes)


def drift_text(file: Path, layout_id: str, drifts: Sequence[Drift], language: str = "en") -> str:
    """Return the drift report as lines: what changed and where, then the patch of each table."""
    if not drifts:
        return in_language(f"{file.name} lies as the layout {layout_id} says.", language)
    count = sum(len(drift.changes) for drift in drifts)
    head = f"{file.name} differs from the layout {layout_id} in {count} points:"
    return "\n".join([in_language(head, language), *_lines(layout_id, drifts, language)])


def _lines(layout_id: str, drifts: Sequence[Drift], language: str) -> Iterator[str]:
    def say(sentence: str) -> str:
        return in_language(sentence, language)

    for drift in drifts:
        if drift.changes:
            yield say(f"table {drift.table!r}" if drift.table else "not declared")
        for change in drift.changes:
            yield f"  {say(change.kind)}: {change.place}: {say(change.found)}"
    patches = [drift for drift in drifts if drift.patch]
    if patches:
        yield say(f"Proposed for facts/layouts/{layout_id}.toml, applied by nobody:")
    for drift in patches:
        yield f"  {say(f'table {drift.table!r}' if drift.table else 'a further table')}"
        yield from (f"    {say(line)}" for line in drift.patch)
