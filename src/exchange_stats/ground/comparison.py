"""Whether figures may meet: like definitions, or a signed note that prints with the result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DefinitionError, FactError, refuse
from exchange_stats.ground.stages import DEFINITION

PARTS = ("reason", "signed_by", "signed_on")


@dataclass(frozen=True)
class SignedNote:
    """A permission to compare across definitions, for the indicators it names."""

    id: str
    allows: tuple[str, ...]
    reason: str
    signed_by: str
    signed_on: str


def load_notes() -> dict[str, SignedNote]:
    """Return the signed notes of ``facts/comparisons.toml`` by id.

    Raises
    ------
    FactError
        If a note has no reason or no signature.
    """
    found = factbook.load_toml("comparisons.toml").get("note", {})
    unsigned = [
        f"[note.{name}]: {part}"
        for name, note in found.items()
        for part in PARTS
        if not note.get(part)
    ]
    if unsigned:
        headline = "facts/comparisons.toml: notes that are not signed in full"
        refuse(FactError, headline, unsigned, "give each note a reason, a role and a date")
    return {
        name: SignedNote(
            name,
            tuple(note.get("allows", ())),
            note["reason"],
            note["signed_by"],
            str(note["signed_on"]),
        )
        for name, note in found.items()
    }


def require_comparable(
    rows: Iterable[Mapping[str, str]],
    indicator_id: str,
    notes: Mapping[str, SignedNote],
    *,
    breakdown: tuple[str, ...] = (),
) -> str:
    """Return the id of the signed note that the comparison needs, empty if none is needed.

    Parameters
    ----------
    rows : iterable of mapping
        Rows of stage ``reconciled`` that are about to be added, divided or subtracted.
    indicator_id : str
        The indicator that asks.
    notes : mapping
        Signed notes by id.
    breakdown : tuple of str
        Definition columns in which a part may differ from its total, such as ``programme``.

    Raises
    ------
    DefinitionError
        If definitions differ and no signed note allows the indicator.
    """
    rows = list(rows)
    columns = [name for name in DEFINITION if name not in breakdown]
    values = {name: {row[name] for row in rows} for name in columns}
    unlike = {name: found for name, found in values.items() if len(found) > 1}
    if not unlike:
        return ""
    allowing = [note.id for note in notes.values() if indicator_id in note.allows]
    if allowing:
        return allowing[0]
    found = "; ".join(f"{name}: {' and '.join(sorted(codes))}" for name, codes in unlike.items())
    message = (
        f"{indicator_id}: unlike definitions ({found}), expected one; compare like with like, or "
        "sign a note in facts/comparisons.toml that allows this indicator"
    )
    raise DefinitionError(message)
