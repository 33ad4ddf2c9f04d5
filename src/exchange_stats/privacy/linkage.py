"""How likely two records are one person: the model of Fellegi and Sunter, estimated on pairs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any

DIFFERS, NEAR, EQUAL = 0, 1, 2
UNKNOWN = -1  # one side says nothing: no evidence either way
CONVERGED = 1e-9
SHORTEST_NEAR = 3  # letters: in shorter texts one edit makes another word
Pattern = tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """Chances of each agreement among matches and among other pairs.

    Attributes
    ----------
    share : float
        Of matches among the pairs compared.
    same, unlike : tuple of tuple
        A tuple a field: the chances of ``DIFFERS``, ``NEAR`` and ``EQUAL``.
    """

    share: float
    same: tuple[tuple[float, ...], ...]
    unlike: tuple[tuple[float, ...], ...]

    def probability(self, pattern: Pattern) -> float:
        """Return the probability of a match: Bayes' rule over independent fields.

        ``p m / (p m + (1 - p) u)`` with ``m`` and ``u`` the products over the known fields.
        Source: Fellegi and Sunter, JASA 64 (1969) 1183-1210.
        """
        match = self.share * _chance(self.same, pattern)
        other = (1 - self.share) * _chance(self.unlike, pattern)
        return match / (match + other)


def estimate_model(patterns: Mapping[Pattern, int], settings: Mapping[str, Any]) -> Model:
    """Return the model that explains the agreements of all pairs best, by the EM algorithm.

    Parameters
    ----------
    patterns : mapping
        Agreement of the fields to the number of pairs that have it.
    settings : mapping
        Section ``linkage`` of ``facts/privacy.toml``. The starting values count as so many pairs,
        so that a small list cannot move them far.
    """
    fields = range(len(next(iter(patterns), ())))
    start = tuple(tuple(settings["same"]) for _ in fields)
    other = tuple(tuple(settings["unlike"]) for _ in fields)
    model = first = Model(settings["share"], start, other)
    for _ in range(settings["rounds"]):
        model, before = _improved(model, first, patterns, settings["weight"]), model
        if abs(model.share - before.share) < CONVERGED:
            break
    return model


def _improved(model: Model, first: Model, patterns: Mapping[Pattern, int], weight: float) -> Model:
    """Return the model after one round: pairs shared out by their probability, then counted."""
    matches = {one: count * model.probability(one) for one, count in patterns.items()}
    others = {one: count - matches[one] for one, count in patterns.items()}
    pairs = sum(patterns.values()) + weight
    return Model(
        (sum(matches.values()) + weight * first.share) / pairs,
        _counted(matches, first.same, weight),
        _counted(others, first.unlike, weight),
    )


def _counted(
    shared: Mapping[Pattern, float], first: Sequence[Sequence[float]], weight: float
) -> tuple[tuple[float, ...], ...]:
    counts = [[weight * chance for chance in field] for field in first]
    for pattern, amount in shared.items():
        for field, level in zip(counts, pattern, strict=True):
            if level != UNKNOWN:
                field[level] += amount
    return tuple(tuple(amount / sum(field) for amount in field) for field in counts)


def _chance(fields: Sequence[Sequence[float]], pattern: Pattern) -> float:
    known = zip(fields, pattern, strict=True)
    return prod(chances[level] for chances, level in known if level != UNKNOWN)


def candidate_pairs(blocks: Iterable[Iterable[Hashable]]) -> list[tuple[int, int]]:
    """Return the pairs of records that have a block in common, each once, in order.

    Parameters
    ----------
    blocks : iterable of iterable
        The blocks of each record.
    """
    members: dict[Hashable, list[int]] = defaultdict(list)
    for number, own in enumerate(blocks):
        for block in own:
            members[block].append(number)
    return sorted({pair for inside in members.values() for pair in combinations(inside, 2)})


def text_agreement(left: str, right: str) -> int:
    """Return how far two texts agree: near when one edit makes them equal.

    Examples
    --------
    >>> text_agreement("asanov", "asanow"), text_agreement("asanov", ""), text_agreement("a", "b")
    (1, -1, 0)
    """
    if not left or not right:
        return UNKNOWN
    if left == right:
        return EQUAL
    return NEAR if _one_edit(left, right) else DIFFERS


def _one_edit(left: str, right: str) -> bool:
    """Return whether one letter put in, left out or changed, or two swapped, make texts equal."""
    short, long = sorted((left, right), key=len)
    if len(short) < SHORTEST_NEAR or len(long) - len(short) > 1:
        return False
    at = next((i for i, sign in enumerate(short) if sign != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long[at:]
