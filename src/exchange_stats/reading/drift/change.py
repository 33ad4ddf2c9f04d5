"""One change of a workbook against its layout, and how two lists of texts are laid side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.6
Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Change:
    """What is not as the layout says.

    Attributes
    ----------
    kind : str
        ``column appeared``, ``column gone``, ``header moved``, ``label renamed``, ``label new``,
        ``label gone``, ``unit changed``, ``total hidden``, ``total gone``, ``table added``,
        ``sheet added`` and their like.
    place : str
        Sheet and cell, or the sheet alone.
    found : str
        What stands there and what stood there.
    """

    kind: str
    place: str
    found: str


@dataclass(frozen=True)
class Drift:
    """What has changed in one table, and what could be put into the fact files: by a person.

    Attributes
    ----------
    table : str
        Its id in the layout, empty for what the layout does not declare.
    patch : tuple of str
        Lines for the layout, or for ``facts/labels.csv`` where a line says so.
    """

    table: str
    changes: tuple[Change, ...]
    patch: tuple[str, ...] = ()


def side_by_side(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the places of old and new texts that belong together, in order.

    A text without a partner stands alone. In a run where all differ, as many old as new ones
    are partners one by one; otherwise only those that look alike.

    Examples
    --------
    >>> side_by_side(["a", "b", "c"], ["a", "x", "b", "d"])
    [(0, 0), (None, 1), (1, 2), (2, 3)]
    """
    pairs: list[Pair] = []
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b - a == d - c:
            pairs += zip(range(a, b), range(c, d), strict=True)
        else:
            pairs += _alike(old, new, (a, b), (c, d))
    return pairs


def _alike(
    old: Sequence[str], new: Sequence[str], olds: tuple[int, int], news: tuple[int, int]
) -> list[Pair]:
    pairs: list[Pair] = []
    free = news[0]
    for place in range(*olds):
        scores = {n: ratio(old[place], new[n]) for n in range(free, news[1])}
        best = max(scores, key=lambda n: scores[n], default=None)
        if best is None or scores[best] < ALIKE:
            pairs.append((place, None))
            continue
        pairs += [(None, n) for n in range(free, best)]
        pairs.append((place, best))
        free = best + 1
    return pairs + [(None, n) for n in range(free, news[1])]


def ratio(old: Sequence[str], new: Sequence[str]) -> float:
    """Return how alike two texts, or two lists of texts, are: 1 for the same, 0 for strangers."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
