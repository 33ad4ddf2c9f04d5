"""Fonts, colours by meaning, sizes: the look of every picture, from the fact files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import fontManager

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError

TYPEFACES = Path(__file__).parent / "typefaces"
DASHES: dict[str, Any] = {
    "solid": "solid",
    "dashed": (0, (4.0, 1.6)),
    "dashdot": (0, (5.0, 1.6, 1.2, 1.6)),
    "dotted": (0, (1.2, 1.6)),
}
FIXED: dict[Any, Any] = {
    "axes.unicode_minus": True,
    "text.parse_math": False,
    "text.hinting": "no_hinting",
    "svg.fonttype": "path",
    "svg.hashsalt": "exchange_stats",
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "savefig.dpi": 300,
    "savefig.bbox": None,
    "figure.autolayout": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.linewidth": 0.6,
    "axes.linewidth": 0.8,
    "ytick.major.size": 0,
    "xtick.major.size": 3,
    "lines.linewidth": 2,
    "lines.solid_capstyle": "round",
    "hatch.linewidth": 0.6,
}


@dataclass(frozen=True)
class Role:
    """What a colour stands for, and how it is told apart without colour.

    Attributes
    ----------
    colour, text : str
        Colour of marks, and its darker twin for words.
    marker, dash, hatch : str
        Shape of points, kind of line, and pattern of bars.
    hollow : bool
        Whether points are drawn empty.
    """

    colour: str
    text: str
    marker: str
    hollow: bool
    dash: str
    hatch: str


@dataclass(frozen=True)
class Preset:
    """The size of a picture in centimetres and of its texts in points.

    It may grow with its words up to the height ``most``, 0 if it keeps its height; a title or a
    subtitle takes at most so many ``lines``; ``least`` is the size of its smallest letters.
    """

    width: float
    height: float
    title: float
    subtitle: float
    label: float
    axis: float
    note: float
    lines: int
    most: float = 0.0
    least: float = 7.0


def role(name: str) -> Role:
    """Return the look of a role.

    Raises
    ------
    FigureError
        If the palette has no such role.
    """
    roles = _palette(factbook.facts_folder())["role"]
    if name not in roles:
        message = (
            f"facts/palette.toml: no role {name!r}, expected one of {', '.join(roles)}; "
            "add it or correct the figure definition"
        )
        raise FigureError(message)
    return Role(**roles[name])


def roles() -> list[str]:
    """Return the names of all roles, in order."""
    return list(_palette(factbook.facts_folder())["role"])


def surface(name: str) -> str:
    """Return a colour of the page: paper, ink, muted, axis, grid or band."""
    return str(_palette(factbook.facts_folder())["surface"][name])


def sizes() -> list[str]:
    """Return the names of the sizes, the usual one first."""
    return list(_presets(factbook.facts_folder())["size"])


def preset(size: str, shape: str = "plain", *, in_two: bool = False) -> Preset:
    """Return the measures of a picture of a size, for the shape of its figure.

    They differ where its words stand in two languages at once.

    Raises
    ------
    FigureError
        If there is no such size or shape, or the size holds no two languages.
    """
    known = _presets(factbook.facts_folder())["size"]
    if size not in known:
        message = (
            f"facts/presets.toml: no size {size!r}, expected one of {', '.join(known)}; "
            "choose one of these"
        )
        raise FigureError(message)
    measures = dict(known[size])
    heights, dense = measures.pop("heights"), dict(measures.pop("dense", {}))
    words = dense if shape in dense.pop("shapes", ()) else {}
    both = dict(measures.pop("in_two", {}))
    if in_two and not both:
        message = (
            f"size {size!r}: words in two languages find no room, expected one of "
            f"{', '.join(sizes_in_two())}; choose one of these, or one language"
        )
        raise FigureError(message)
    if in_two:  # of both kinds of small letters the smaller
        words = {key: min(words.get(key, value), value) for key, value in both.items()} | {
            key: value for key, value in words.items() if key not in both
        }
    if shape not in heights:
        message = (
            f"facts/presets.toml: size {size!r} has no height for the shape {shape!r}, expected "
            f"one of {', '.join(heights)}; correct the figure definition"
        )
        raise FigureError(message)
    return Preset(height=heights[shape], **{**measures, **words})


def sizes_in_two() -> list[str]:
    """Return the names of the sizes that hold words in two languages."""
    known = _presets(factbook.facts_folder())["size"]
    return [name for name, one in known.items() if "in_two" in one]


def made_in_two() -> tuple[list[str], list[str]]:
    """Return the pairs of languages that a build makes, and the sizes in which it does."""
    made = _presets(factbook.facts_folder())["in_two"]
    return list(made["languages"]), list(made["sizes"])


def fonts() -> list[str]:
    """Return the font families in order of preference; those that we bring are known then."""
    _bring_fonts()
    return list(_presets(factbook.facts_folder())["fonts"]["family"])


@cache
def _bring_fonts() -> None:
    for path in sorted(TYPEFACES.glob("*.ttf")):
        fontManager.addfont(path)


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the style of the house; the user's own settings neither leak in nor change."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(FIXED)
        mpl.rcParams.update(_from_facts())
        yield


def _from_facts() -> dict[Any, Any]:
    return {
        "font.family": fonts(),
        "font.size": 9,
        "axes.edgecolor": surface("axis"),
        "grid.color": surface("grid"),
        "text.color": surface("ink"),
        "xtick.color": surface("axis"),
        "xtick.labelcolor": surface("muted"),
        "ytick.labelcolor": surface("muted"),
    }


def contrast(colour: str, ground: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    The ratio is ``(L1 + 0.05) / (L2 + 0.05)`` of the relative luminances (W3C, WCAG 2.2,
    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF"), 1)
    21.0
    """
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str) -> str:
    """Return paper or ink, whichever reads better on a colour."""
    return max((surface("paper"), surface("ink")), key=lambda words: contrast(words, colour))


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def _palette(folder: Path) -> dict[str, Any]:
    del folder  # part of the cache key
    return factbook.load_toml("palette.toml")


@cache
def _presets(folder: Path) -> dict[str, Any]:
    del folder  # part of the cache key
    return factbook.load_toml("presets.toml")
