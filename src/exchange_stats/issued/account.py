"""The account of what changed between two releases: as text in a language, as a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from exchange_stats.ground import inert
from exchange_stats.ground.errors import RawFileError
from exchange_stats.issued.causes import CAUSES
from exchange_stats.issued.revisions import (
    KINDS,
    Revision,
    Size,
    as_table,
    count_by_cause,
)
from exchange_stats.issued.words import words
from exchange_stats.publishing import texts

FILE = "revisions.csv"
SHOWN = 40
KINDS_OF_FILE = (".csv", ".json", ".xlsx")


def account_lines(
    names: tuple[str, str], found: Sequence[Revision], size: Size | None, language: str
) -> Iterator[str]:
    """Yield the lines of the account: counts, causes, size, and the numbers table by table.

    Parameters
    ----------
    names : tuple of str
        The names of the older and the newer release.
    found : sequence of Revision
        All changes.
    size : Size or None
        How large the revisions are, None when no value of a slot was revised.
    language : str
        ``en`` or ``ru``.
    """
    yield words(FILE, "from_to", language, {"old": names[0], "new": names[1]})
    if not found:
        yield words(FILE, "nothing", language)
        return
    counts = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    yield words(FILE, "counts", language, _written({"count": len(found), **counts}, language))
    yield words(FILE, "by_cause", language)
    yield from _cause_lines(found, language)
    if size:
        yield size_text(size, language)
    for table, cause, also in dict.fromkeys((one.table, one.cause, one.also) for one in found):
        yield f"{table}: {_reason(cause, also, language)}"
        group = [one for one in found if (one.table, one.cause, one.also) == (table, cause, also)]
        yield from _number_lines(group, language)


def _cause_lines(found: Sequence[Revision], language: str) -> Iterator[str]:
    counts = count_by_cause(found)
    for cause in CAUSES:
        parts = [
            f"{texts.number(str(counts[cause, kind]), 'count', language)} "
            f"{words(FILE, f'kind.{kind}', language)}"
            for kind in KINDS
            if (cause, kind) in counts
        ]
        if parts:
            yield f"  {words(FILE, f'cause.{cause}', language)}: {', '.join(parts)}"


def _reason(cause: str, also: str, language: str) -> str:
    reason = words(FILE, f"cause.{cause}", language)
    if not also:
        return reason
    others = ", ".join(words(FILE, f"cause.{name}", language) for name in also.split())
    return f"{reason}; {words(FILE, 'also', language, {'causes': others})}"


def _number_lines(found: Sequence[Revision], language: str) -> Iterator[str]:
    for one in found[:SHOWN]:
        change = " \u2192 ".join(part or "\u2013" for part in (one.old, one.new))
        yield f"  {words(FILE, f'kind.{one.kind}', language)} {one.about}: {change} [{one.fact_id}]"
    if len(found) > SHOWN:
        left = _written({"count": len(found) - SHOWN}, language)
        yield f"  {words(FILE, 'more', language, left)}"


def size_text(size: Size, language: str) -> str:
    """Return in a sentence how large the revisions are."""
    values = {
        **_written({"count": size.numbers}, language),
        "mean": texts.number(str(size.mean), "ratio", language),
        "absolute": texts.number(str(size.mean_absolute), "ratio", language),
        "relative": texts.number(str(size.relative), "percent", language, 3),
    }
    return words(FILE, "size", language, values)


def _written(counts: dict[str, int], language: str) -> dict[str, str]:
    return {name: texts.number(str(count), "count", language) for name, count in counts.items()}


def write_account(found: Sequence[Revision], to: Path) -> None:
    """Write all changes as .csv, .json or .xlsx by the name of the file, a row a number.

    Raises
    ------
    RawFileError
        If it is another kind, or cannot be written.
    """
    table, kind = as_table(found), to.suffix.lower()
    if kind not in KINDS_OF_FILE:
        message = f"{to}: not a kind we write, expected {', '.join(KINDS_OF_FILE)}; correct --to"
        raise RawFileError(message)
    try:
        if kind == ".csv":
            inert.write_csv(table, to)
        elif kind == ".json":
            table.to_json(to, orient="records", force_ascii=False, indent=1)
        else:
            inert.write_xlsx(table, to, "revisions")
    except OSError as error:
        message = f"{to}: cannot be written ({error.strerror}); check the folder and free space"
        raise RawFileError(message) from None
