"""The figures found in a file beside those of today and of the releases, told in a language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from exchange_stats.ground.errors import ExchangeStatsError
from exchange_stats.issued.verification.files import Found
from exchange_stats.issued.verification.pieces import CHANGED, KEPT, UNKNOWN, Piece
from exchange_stats.issued.words import words
from exchange_stats.publishing import figures, texts
from exchange_stats.publishing.figures.drawn import id_line
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.figures.stamp import Stamp, find_stamps

FILE = "verify_texts.csv"
TODAY = ""  # the name of the tables as they stand, beside those of the releases


@dataclass(frozen=True)
class Shown:
    """A figure as some tables give it: what it says of itself, and the text of its rows."""

    stamp: Stamp
    rows: str


Known = Mapping[str, Mapping[str, Shown]]


def shown_by(tables: Tables) -> dict[str, Shown]:
    """Return every figure that some tables can give; of older tables that may not be all."""
    found = {}
    for name, one in figures.load_definitions(tables).items():
        try:
            rows = figures.figure_table(one, tables).to_csv(index=False, lineterminator="\n")
            (stamp,) = find_stamps(id_line(one, tables))
        except ExchangeStatsError:
            continue
        found[name] = Shown(stamp, rows)
    return found


def rows_piece(content: bytes, known: Known) -> Piece | None:
    """Return which figure's data a CSV holds, None for none.

    Rows that were changed are known by those that were not.
    """
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    best, most = None, 0
    lines = _lines(text)
    for sets in known.values():
        for shown in sets.values():
            if shown.rows == text:
                return Piece(shown.stamp, "data", KEPT)
            alike = len(_lines(shown.rows) & lines)
            if alike > most:
                best, most = shown.stamp, alike
    return Piece(best, "data", CHANGED) if best else None


def _lines(text: str) -> set[str]:
    return set(text.splitlines()[1:])


def told(found: Found, file: str, known: Known, language: str) -> list[str]:
    """Return what is to be said of a file, a line each."""
    groups = _by_stamp(found.pieces)
    if not groups:
        lines = [words(FILE, "nothing", language, {"file": file})]
        return lines + ([words(FILE, "nothing_pdf", language)] if found.kind == "pdf" else [])
    lines = []
    if found.whole != UNKNOWN:
        key = "sealed" if found.whole == KEPT else "saved"
        lines.append(words(FILE, key, language, {"file": file}))
    if len(groups) > 1:
        lines.append(words(FILE, "several", language, {"count": str(len(groups))}))
    for stamp, pieces in groups.items():
        lines += _of_figure(stamp, pieces, known, language)
    return lines


def is_sound(found: Found, known: Known) -> bool:
    """Return whether a file shows figures of ours, all as exported and the newest."""
    return bool(found.pieces) and all(
        one.state != CHANGED and _is_newest(one.stamp, known) for one in found.pieces
    )


def _is_newest(stamp: Stamp, known: Known) -> bool:
    today = known[TODAY].get(stamp.figure)
    return today is not None and today.stamp == replace(stamp, language="", seal="")


def _by_stamp(pieces: Iterable[Piece]) -> dict[Stamp, list[Piece]]:
    """Return the pieces of each figure, version, data and language together."""
    groups: dict[Stamp, list[Piece]] = {}
    for one in pieces:
        groups.setdefault(replace(one.stamp, seal=""), []).append(one)
    return groups


def _of_figure(stamp: Stamp, pieces: Sequence[Piece], known: Known, language: str) -> list[str]:
    named = (
        str(texts.locale(stamp.language)["name"])
        if set(stamp.language.split("-")) <= set(texts.languages())
        else words(FILE, "no_language", language)
    )
    values = {"figure": stamp.figure, "version": stamp.version, "data": stamp.data}
    head = {**values, "language": named, "pieces": _kinds(pieces, language)}
    lines = [words(FILE, "figure", language, head)]
    for state in (KEPT, CHANGED, UNKNOWN):
        some = [one for one in pieces if one.state == state]
        if some and (state != UNKNOWN or any(one.kind != "text" for one in some)):
            said = {"pieces": _kinds(some, language)}
            lines.append("  " + words(FILE, state, language, said))
    lines.append("  " + _age(stamp, known, language))
    return [*lines, "  " + _release(stamp, known, language)]


def _kinds(pieces: Sequence[Piece], language: str) -> str:
    names = [words(FILE, one.kind, language) for one in pieces]
    counted = {name: names.count(name) for name in names}
    return ", ".join(name if n == 1 else f"{name} \u00d7 {n}" for name, n in counted.items())


def _age(stamp: Stamp, known: Known, language: str) -> str:
    today = known[TODAY].get(stamp.figure)
    if today is None:
        return words(FILE, "gone", language)
    if _is_newest(stamp, known):
        return words(FILE, "newest", language)
    now = {"version": today.stamp.version, "data": today.stamp.data, "figure": stamp.figure}
    return words(FILE, "newer", language, now)


def _release(stamp: Stamp, known: Known, language: str) -> str:
    plain = stamp.figure, stamp.data
    names = [
        name
        for name, sets in known.items()
        if name != TODAY and any((s.stamp.figure, s.stamp.data) == plain for s in sets.values())
    ]
    key = "released" if names else "unreleased"
    return words(FILE, key, language, {"releases": ", ".join(names)})
