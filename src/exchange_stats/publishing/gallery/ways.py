"""The steps from a number to its cells, told in any language from ``facts/texts.csv``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery.phrases import TERM, slot_words, words

CODE = "zxx"  # the language tag of what is not language: ids, paths, codes


@dataclass(frozen=True)
class Amount:
    """A number as the tables hold it; told with all its decimals."""

    value: str


@dataclass(frozen=True)
class Day:
    """A date, a month or a year, ISO 8601; other words are quoted as they stand."""

    iso: str


@dataclass(frozen=True)
class Quoted:
    """Words of somebody else, in their language; ``und`` when it is not known."""

    text: str
    language: str = "und"


@dataclass(frozen=True)
class Slot:
    """The codes of a figure: who studies where, when, and what kind of study."""

    codes: Mapping[str, str]


@dataclass(frozen=True)
class Term:
    """A word of the vocabulary of findings, such as ``status=O``."""

    name: str


@dataclass(frozen=True)
class Listed:
    """Several things, with a comma between them."""

    parts: tuple["Filling", ...]


@dataclass(frozen=True)
class Said:
    """One sentence: the key of its text, and what its fields are filled with."""

    key: str
    fields: Mapping[str, "Filling"] = field(default_factory=dict)


Filling = str | Amount | Day | Quoted | Slot | Term | Listed | Said  # a plain text is a code


@dataclass(frozen=True)
class Piece:
    """Words in one language, which is empty where it is that of the page."""

    text: str
    language: str = ""


def told(said: Sequence[Said], language: str) -> list[Piece]:
    """Return sentences as pieces, neighbours in the language of the page put together.

    Raises
    ------
    FigureError
        If a text is missing in the language.
    """
    between = str(texts.locale(language)["between"])
    found: list[Piece] = []
    for number, one in enumerate(said):
        for piece in [*([Piece(between)] if number else []), *_pieces(one, language)]:
            if not piece.text:
                continue
            if found and found[-1].language == piece.language:
                found[-1] = Piece(found[-1].text + piece.text, piece.language)
            else:
                found.append(piece)
    return found


def line(said: Sequence[Said], language: str) -> str:
    """Return sentences as one text."""
    return "".join(piece.text for piece in told(said, language))


def named(key: str, otherwise: str) -> Said | Quoted:
    """Return a text by its key; words of the English fact file where another pair added them."""
    return Said(key) if texts.has_text(key, "en") else Quoted(otherwise, "en")


def _pieces(filling: Filling, language: str) -> Iterator[Piece]:
    match filling:
        case Said():
            yield from _sentence(filling, language)
        case Listed():
            for number, part in enumerate(filling.parts):
                yield from [Piece(", ")] * bool(number)
                yield from _pieces(part, language)
        case Quoted():
            yield Piece(filling.text, filling.language)
        case str():
            yield Piece(filling, CODE)
        case _:
            yield _words(filling, language)


def _words(filling: Amount | Day | Slot | Term, language: str) -> Piece:
    match filling:
        case Amount():
            return _amount(filling.value, language)
        case Day():
            return _day(filling.iso, language)
        case Slot():
            return Piece(slot_words(filling.codes, language))
        case Term():
            return Piece(words(TERM, filling.name, language))


def _sentence(said: Said, language: str) -> Iterator[Piece]:
    filled = {name: list(_pieces(one, language)) for name, one in said.fields.items()}
    values = {name: "".join(piece.text for piece in pieces) for name, pieces in filled.items()}
    for name, text in texts.parts(texts.text(said.key, language), values, language):
        # A form of a noun goes by the number in a field, but is not that number.
        yield from filled[name] if name and text == values[name] else [Piece(text)]


def _amount(value: str, language: str) -> Piece:
    try:
        decimals = max(0, -int(Decimal(value).normalize().as_tuple().exponent))
    except (InvalidOperation, ValueError):
        return Piece(value, CODE)
    return Piece(texts.number(value, "count", language, decimals))


def _day(iso: str, language: str) -> Piece:
    if len(iso) in (4, 7, 10) and iso.replace("-", "").isdigit():
        return Piece(texts.date(iso, language))
    return Piece(iso, "en")
