"""What each figure shows, from the fact files: its rows, its numbers, what its title asserts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError
from exchange_stats.ground.inert import file_name

VARIANTS = ("full", "bare")


@dataclass(frozen=True)
class SeriesDefinition:
    """Which rows of which table make one series, and how they are drawn and named."""

    id: str
    table: str
    where: dict[str, Any]
    role: str
    label: str
    x: str = "period"
    mark: str = "line"
    form: str = "count"
    place: str = "end"
    panel: str = ""
    categories: str = ""
    coded_by: str = ""
    category: str = ""
    names: dict[str, str] = field(default_factory=dict)
    value: str = "value"
    decimals: int | None = None
    more: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class NumberDefinition:
    """One number for the words of a figure: exactly one row, and how it is written.

    ``between`` names the other end of an interval: both have no digit that it does not support.
    """

    where: dict[str, Any] = field(default_factory=dict)
    series: str = ""
    table: str = ""
    period: str = ""
    column: str = "value"
    format: str = "count"
    decimals: int | None = None
    qualified: bool = False
    between: str = ""


@dataclass(frozen=True)
class FigureDefinition:
    """One figure: what it shows, from which sources, and what its title asserts.

    Attributes
    ----------
    shape : str
        ``plain``, ``tall``, ``page`` or ``list``: chooses its height in each size.
    too_small : tuple of str
        Sizes in which its words find no room in two languages at once.
    """

    id: str
    version: str
    theme: str
    chart: str
    order: int
    sources: tuple[str, ...]
    series: tuple[SeriesDefinition, ...]
    numbers: dict[str, NumberDefinition]
    holds: tuple[dict[str, Any], ...]
    synthetic: bool = False
    shape: str = "plain"
    too_small: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Look:
    """In which language, size and variant a figure is drawn.

    Attributes
    ----------
    language : str
        ``en``, ``ru``, ``ky`` or ``zh``, or two of them: ``ky-zh``.
    size : str
        A size of ``facts/presets.toml``.
    variant : str
        ``full`` with all words in the picture, or ``bare``: the plot alone, for a page whose
        own text holds the title, note and source.
    """

    language: str = "en"
    size: str = "word"
    variant: str = "full"

    def __post_init__(self) -> None:  # noqa: D105
        if self.variant not in VARIANTS:
            message = (
                f"variant {self.variant!r} found, expected one of {', '.join(VARIANTS)}; "
                "choose one of these"
            )
            raise FigureError(message)

    @property
    def name(self) -> str:
        """The part of a file name that tells the look."""
        bare = [] if self.variant == "full" else [self.variant]
        return ".".join([self.language, self.size, *bare])


USUAL = Look()


def load_definitions(tables: Mapping[str, Any] | None = None) -> dict[str, FigureDefinition]:
    """Return the figure definitions by their id, in the order of the gallery.

    Parameters
    ----------
    tables : mapping of str to DataFrame, optional
        The processed tables. Figures of synthetic samples are left out when the tables hold
        none, because real returns have taken the place of the samples.

    Raises
    ------
    FigureError
        If a definition lacks an entry or has one that we do not know, or its name is no name
        for a file.
    """
    found = [_load(name) for name in factbook.names("figures")]
    samples = tables is None or (tables["observations"]["synthetic"] != "").any()
    shown = [one for one in found if samples or not one.synthetic]
    return {one.id: one for one in sorted(shown, key=lambda one: (one.order, one.id))}


def _load(name: str) -> FigureDefinition:
    if name != file_name(name):
        message = (
            f"facts/figures/{name}.toml: found a name that no disk keeps as it is, expected one "
            "of small letters, digits, - and _; rename the file"
        )
        raise FigureError(message)
    entries = factbook.load_toml(f"figures/{name}.toml")
    try:
        series = tuple(SeriesDefinition(**one) for one in entries.pop("series", []))
        numbers = {key: NumberDefinition(**one) for key, one in entries.pop("numbers", {}).items()}
        holds = tuple(entries.pop("holds", []))
        for key in ("sources", "too_small"):
            entries[key] = tuple(entries.get(key, ()))
        return FigureDefinition(id=name, series=series, numbers=numbers, holds=holds, **entries)
    except TypeError as error:
        message = (
            f"facts/figures/{name}.toml: {error}, expected the entries of a definition"
            "; correct the file"
        )
        raise FigureError(message) from None
