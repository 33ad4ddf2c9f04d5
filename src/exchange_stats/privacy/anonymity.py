"""Whether a person hides in a group: k-anonymity and l-diversity, and the gate that asks for them.

A missing value is a value of its own, so that it cannot make a group larger than it is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from exchange_stats.ground.errors import PrivacyError

Row = Mapping[str, str]


def group_sizes(rows: Sequence[Row], keys: Sequence[str]) -> list[int]:
    """Return for each row how many rows have its values of the keys; the least is k."""
    groups = [tuple(row[name] for name in keys) for row in rows]
    sizes = Counter(groups)
    return [sizes[group] for group in groups]


def distinct_values(rows: Sequence[Row], keys: Sequence[str], sensitive: str) -> list[int]:
    """Return for each row how many values of a sensitive column its group has; the least is l."""
    groups = [tuple(row[name] for name in keys) for row in rows]
    values: dict[tuple[str, ...], set[str]] = {}
    for group, row in zip(groups, rows, strict=True):
        values.setdefault(group, set()).add(row[sensitive])
    return [len(values[group]) for group in groups]


def require_anonymous(
    rows: Sequence[Row], keys: Sequence[str], settings: Mapping[str, int], sensitive: Sequence[str]
) -> None:
    """Refuse rows of persons of which some stand in a group that gives them away.

    Parameters
    ----------
    keys : sequence of str
        Columns by which somebody may know a person; a sensitive one may be among them.
    settings : mapping
        ``k`` and ``l`` of section ``anonymity`` of ``facts/privacy.toml``.
    sensitive : sequence of str
        Columns of which a group must show at least ``l`` values.

    Raises
    ------
    PrivacyError
        ``E_K_ANON``, with counts only.
    """
    k, least = settings["k"], settings["l"]
    small = sum(size < k for size in group_sizes(rows, keys))
    if small:
        message = (
            f"persons by {', '.join(keys)}: {small} of {len(rows)} records stand in groups under "
            f"{k}, expected none; widen bands or merge fields (E_K_ANON)"
        )
        raise PrivacyError(message)
    known_by = [name for name in keys if name not in sensitive]
    for name in sensitive:
        alike = sum(found < least for found in distinct_values(rows, known_by, name))
        if alike:
            message = (
                f"persons by {', '.join(known_by)}: {alike} of {len(rows)} records stand in groups "
                f"that show fewer than {least} values of {name}, expected none; widen bands, or "
                f"leave out {name} (E_K_ANON)"
            )
            raise PrivacyError(message)
