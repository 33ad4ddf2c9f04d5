"""Labels beside the plot, moved apart by their measured height so that none overlaps."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exchange_stats.publishing.drawing import typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

Point = tuple[float, float]
FURTHER = (0.35, 0.7, 1.05)  # heights of a label, of words that do not stand free beside a point
SPACE = 0.6  # of the height of a label, between words that stand side by side


@dataclass(frozen=True)
class Label:
    """Words that belong to a height of the plot, in points, with their colour."""

    height: float
    words: str
    colour: str
    bold: bool = True


@dataclass(frozen=True)
class Spot:
    """A baseline and alignment of words, and the room that they take there."""

    at: Point
    align: str
    box: Box


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return centres near the wanted ones, in the same order, that do not overlap.

    Neighbours that would overlap are moved together as one block (pooled), so that the
    block stays centred on what its members wanted, and all stay between low and high as
    long as there is room.

    Examples
    --------
    >>> spread([10, 11, 50], [10, 10, 10], 0, 100)
    [5.5, 15.5, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    blocks: list[list[int]] = []
    for index in order:
        blocks.append([index])
        while len(blocks) > 1:
            below, above = (_bottom(block, wanted, sizes, low, high) for block in blocks[-2:])
            if below + sum(sizes[i] for i in blocks[-2]) <= above:
                break
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    centres = [0.0] * len(wanted)
    for block in blocks:
        edge = _bottom(block, wanted, sizes, low, high)
        for index in block:
            centres[index] = edge + sizes[index] / 2
            edge += sizes[index]
    return centres


def _bottom(
    block: list[int], wanted: Sequence[float], sizes: Sequence[float], low: float, high: float
) -> float:
    """Return where a block begins so that its members are on average where they want to be."""
    offset = 0.0
    total = 0.0
    for index in block:
        total += wanted[index] - (offset + sizes[index] / 2)
        offset += sizes[index]
    return max(low, min(total / len(block), high - offset))


def write_labels(
    frame: Frame, labels: Sequence[Label], left: float, width: float, low: float = 0.0
) -> None:
    """Write labels in a column beside the plot, each as near its height as there is room.

    They keep above ``low``, so that none stands beside the words of an axis, where that leaves
    room for them all.
    """
    if not labels:
        return
    size = frame.size.label
    step = 1.18 * size
    lines = [frame.wrapped(label.words, width, bold=label.bold) for label in labels]
    heights = [step * len(block) + 2.5 for block in lines]
    top = frame.box.top
    low = low if sum(heights) <= top - low else frame.box.bottom
    centres = spread([label.height for label in labels], heights, low, top)
    for label, block, centre in zip(labels, lines, centres, strict=True):
        edge = centre + step * len(block) / 2
        weight = "bold" if label.bold else "normal"
        for index, line in enumerate(block):
            baseline = edge - step * index - 0.93 * size
            frame.write(left, baseline, line, color=label.colour, weight=weight)


def box_of(frame: Frame, words: Sequence[str], at: Point, align: str) -> Box:
    """Return the room that bold lines take above a baseline of the lowest, from a place."""
    size = frame.size.label
    width = max(typesetting.measure(line, size, bold=True) for line in words)
    left = at[0] - {"left": 0.0, "center": width / 2, "right": width}[align]
    return Box(left, at[1] - 0.25 * size, width, 1.18 * size * len(words))


def is_clear(box: Box, taken: Sequence[Box], points: Sequence[Point], space: float = 0.0) -> bool:
    """Return whether a box meets no other box, with a space between, and no point of a line."""
    meets = any(
        box.left - space < other.right
        and other.left - space < box.right
        and box.bottom < other.top
        and other.bottom < box.top
        for other in taken
    )
    inside = any(
        box.left - 1 < x < box.right + 1 and box.bottom - 1 < y < box.top + 1 for x, y in points
    )
    return not meets and not inside


def first_clear(
    frame: Frame, words: Sequence[str], at: Point, taken: Sequence[Box], free: "Room"
) -> tuple[Point, str] | None:
    """Return a baseline and alignment near a point at which words stand free, if there is one."""
    space = SPACE * frame.size.label
    near = spots_near(frame, words, at, free)
    spots = (one for one in near if is_clear(one.box, taken, (), space))
    found = next(spots, None)
    return (found.at, found.align) if found else None


def spots_near(
    frame: Frame,
    words: Sequence[str],
    at: Point,
    free: "Room",
    *,
    others: Sequence[Point] | None = None,
) -> Iterator[Spot]:
    """Yield where words stand free near a point, in the middle and to each side, the nearest first.

    Tried in turn: above and below, and where other points are given, further away, but nearer to
    the point than to any of those.
    """
    size, drop = frame.size.label, 0.32 + 1.18 * len(words)
    for step in (0.0,) if others is None else (0.0, *FURTHER):
        for dy in ((0.75 + step) * size, -(drop + step) * size):
            for dx, align in ((0.0, "center"), (-4.0, "left"), (4.0, "right"), (6.0, "left")):
                place = (at[0] + dx, at[1] + dy)
                box = box_of(frame, words, place, align)
                if (
                    _is_nearest(box, at, others or ())
                    and free.holds(box)
                    and is_clear(box, (), free.passed)
                ):
                    yield Spot(place, align, box)


def _is_nearest(box: Box, at: Point, others: Sequence[Point]) -> bool:
    return all(_apart(box, at) < _apart(box, other) for other in others)


def _apart(box: Box, point: Point) -> float:
    """Return how far a point lies from a box."""
    x, y = point
    return math.hypot(max(box.left - x, 0, x - box.right), max(box.bottom - y, 0, y - box.top))


def settled(
    wishes: Sequence[Sequence[Spot]], taken: Sequence[Box], space: float
) -> list[Spot | None]:
    """Return a spot for each label so that as many of the first as possible stand apart.

    The wishes of a label come in the order in which they are liked. A label without a spot is
    left out.
    """
    best: list[Spot | None] = [None] * len(wishes)
    clear = [[one for one in spots if is_clear(one.box, taken, (), space)] for spots in wishes]
    for tried in _combined(clear, space):
        if _written(tried) > _written(best):
            best = tried
        if None not in best:
            break
    return best


def _written(spots: Sequence[Spot | None]) -> tuple[int, int]:
    """Return how many labels are written before the first that is not, and how many at all."""
    first = spots.index(None) if None in spots else len(spots)
    return first, sum(one is not None for one in spots)


def _combined(wishes: Sequence[Sequence[Spot]], space: float) -> Iterator[list[Spot | None]]:
    """Yield the ways in which labels stand apart, those first in which more have a spot."""
    if not wishes:
        yield []
        return
    for rest in _combined(wishes[:-1], space):
        taken = [one.box for one in rest if one]
        for spot in wishes[-1]:
            if is_clear(spot.box, taken, (), space):
                yield [*rest, spot]
        yield [*rest, None]


def raised(
    frame: Frame, words: Sequence[str], at: Point, taken: Sequence[Box], free: "Room"
) -> tuple[Point, str]:
    """Return the lowest baseline over a point at which words, in the middle, stand free.

    Where no such place is left in the picture, they only keep off other words.
    """
    size = frame.size.label
    for passed in (free.passed, ()):
        place = (at[0], at[1] + 0.75 * size)
        while not is_clear(box := box_of(frame, words, place, "center"), taken, passed):
            place = (place[0], place[1] + 0.25 * size)
        if box.top <= frame.box.top:
            break
    return place, "center"


@dataclass(frozen=True)
class Room:
    """Where a label may stand: inside a box, off the points that lines pass."""

    box: Box
    passed: Sequence[Point]

    def holds(self, box: Box) -> bool:
        """Return whether a box lies inside the room."""
        return (
            box.left >= self.box.left - 1
            and box.right <= self.box.right + 1
            and box.bottom >= self.box.bottom + 1
            and box.top <= self.box.top + 1
        )
