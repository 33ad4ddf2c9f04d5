"""What a translator is given of each text: where it is shown, how it reads, how long it may be."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from exchange_stats.ground.errors import FactError
from exchange_stats.publishing import figures, texts
from exchange_stats.publishing.figures import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables

MISSING = "missing"  # not yet translated
AWAITING = "awaiting"  # not yet read by a native reader
STATES = ("ours", AWAITING, "confirmed", "seen", MISSING)
FORMS = {"one_other": 2, "slavic": 3, "none": 1}
_STATE = re.compile(r"(?P<languages>[a-z]{2}(?: [a-z]{2})*): (?P<state>\w+)")


@dataclass(frozen=True)
class Entry:
    """One text for one language.

    Attributes
    ----------
    key, en, ru, text, state, note
        As in ``facts/texts.csv``; ``text`` and ``state`` are those of the language.
    shown : str
        Figures and part in which it stands, else the first word of the key.
    values : dict
        Field to what it is filled with, empty for a text that no figure owns.
    limit : int, optional
        Most characters once filled, for titles, subtitles and alternative texts.
    file : str
        Stem of the fact file.
    noted : bool
        Whether the file has a column for comments.
    """

    key: str
    shown: str
    en: str
    ru: str
    text: str
    state: str
    note: str
    values: dict[str, str]
    limit: int | None
    file: str = "texts"
    noted: bool = True

    @property
    def source(self) -> str:
        """Six signs that change with the English or the Russian text."""
        return fingerprint(self.en, self.ru)

    @property
    def exported(self) -> str:
        """Six signs that change with the translation, its state or its note."""
        return fingerprint(clean(self.text), self.state, clean(self.note))

    @property
    def room(self) -> int | None:
        """Most characters of the text with its fields unfilled."""
        if self.limit is None:
            return None
        longer = (len(f"{{{name}}}") - len(self.values[name]) for name in texts.fields(self.en))
        return self.limit + sum(longer)


def list_entries(tables: Tables, language: str) -> list[Entry]:
    """Return every text of ``facts/texts.csv`` for a translator, in the order of the file."""
    definitions = figures.load_definitions()
    places = _places(definitions.values())
    filled = {
        f"figure.{name}": figures.written_numbers(one, tables, language)
        for name, one in figures.load_definitions(tables).items()
    }
    longest = texts.locale(language)["longest"]
    return [
        _entry(row, language, _shown(key, places), filled.get(key.rpartition(".")[0]), longest)
        for key, row in texts.all_texts().items()
        if "key" in row  # names of countries come from another file
    ]


def _entry(
    row: Mapping[str, str],
    language: str,
    shown: str,
    values: dict[str, str] | None,
    longest: Mapping[str, int],
) -> Entry:
    part = row["key"].rpartition(".")[2]
    limit = longest.get(part) if values is not None else None
    state = states(row["state"], row["key"])[language]
    said = (row["key"], shown, row["en"], row["ru"], row[language], state, row["note"])
    return Entry(*said, values or {}, limit)


def _shown(key: str, places: Mapping[str, str]) -> str:
    head, _, part = key.rpartition(".")
    if head.startswith("figure."):
        return f"{head.removeprefix('figure.')}: {part}"
    return places.get(key) or places.get(head) or head


def _places(definitions: Iterable[FigureDefinition]) -> dict[str, str]:
    """Return the figures in which a label stands, by its key, or by the head of its key."""
    found: dict[str, list[str]] = {}
    for one in definitions:
        for key in _labels(one):
            found.setdefault(key, []).append(one.id)
    return {key: ", ".join(dict.fromkeys(ids)) for key, ids in found.items()}


def _labels(one: FigureDefinition) -> Iterator[str]:
    yield f"theme.{one.theme}"
    yield from (f"source.{source}" for source in one.sources)
    for series in one.series:
        named = (series.label, series.panel, series.category, series.categories)
        yield from (key for key in (*named, *series.names.values()) if key)


def states(written: str, key: str, file: str = "texts") -> dict[str, str]:
    """Return the state of each language of a text.

    Raises
    ------
    FactError
        If a language is not named once with a state of ours.

    Examples
    --------
    >>> states("en ru: ours; ky: confirmed; zh: awaiting", "greeting")
    {'en': 'ours', 'ru': 'ours', 'ky': 'confirmed', 'zh': 'awaiting'}
    """
    found: dict[str, str] = {}
    for part in written.split("; "):
        match = _STATE.fullmatch(part)
        if match and match["state"] in STATES:
            found.update(dict.fromkeys(match["languages"].split(), match["state"]))
    if list(found) != list(texts.languages()):
        message = (
            f"facts/{file}.csv, text {key!r}: state {written!r} found, expected each language once "
            f"with one of {', '.join(STATES)}, as in 'en ru: ours; ky zh: awaiting'; correct it"
        )
        raise FactError(message)
    return found


def written_states(found: Mapping[str, str]) -> str:
    """Return the states of a text as the fact file has them: neighbours of one state together.

    Examples
    --------
    >>> written_states({"en": "ours", "ru": "ours", "ky": "confirmed", "zh": "awaiting"})
    'en ru: ours; ky: confirmed; zh: awaiting'
    """
    parts: list[tuple[list[str], str]] = []
    for language, state in found.items():
        if parts and parts[-1][1] == state:
            parts[-1][0].append(language)
        else:
            parts.append(([language], state))
    return "; ".join(f"{' '.join(names)}: {state}" for names, state in parts)


def clean(value: object) -> str:
    """Return what was typed, without blanks around it, letters and their marks composed."""
    return unicodedata.normalize("NFC", "" if value is None else str(value)).strip(" \n\r\t")


def fingerprint(*parts: str) -> str:
    """Return six signs that change with the texts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:6]
