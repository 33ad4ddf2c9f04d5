"""Whether a figure sets unlike definitions on one axis, and by which signed note it may."""

from collections.abc import Iterator, Mapping

from exchange_stats.ground import comparison
from exchange_stats.ground.stages import DEFINITION
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures.definitions import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables, series_rows

# What is computed was judged when it was computed.
DEFINED = ("reconciled", "ledger", "observations", "release")
CLAIMED = "claims"
Row = Mapping[str, str]


def signed_note(definition: FigureDefinition, tables: Tables) -> str:
    """Return the id of the signed note that a figure needs, empty if it sets like beside like.

    Series of one axis may differ in the programme, which their labels name; the points of one
    line may differ in nothing.

    Raises
    ------
    DefinitionError
        If definitions differ and no note in ``facts/comparisons.toml`` allows the figure.
    """
    notes = comparison.load_notes()
    found = ""
    for rows, breakdown in _axes(definition, tables):
        name = f"figure {definition.id}"
        found = comparison.require_comparable(rows, name, notes, breakdown=breakdown) or found
    return found


def with_note(words: str, note_id: str, language: str) -> str:
    """Return the note of a figure with the signed note that it needs, if any."""
    if not note_id:
        return words
    between = str(texts.locale(language)["sentences"])
    return f"{words}{between}{texts.text(f'note.{note_id}', language)}"


def _axes(
    definition: FigureDefinition, tables: Tables
) -> Iterator[tuple[list[Row], tuple[str, ...]]]:
    """Yield the rows that meet on one axis, and those that meet in one line."""
    panels: dict[str, list[Row]] = {}
    lines: dict[str, list[Row]] = {}
    for one in definition.series:
        if one.table in (*DEFINED, CLAIMED):
            chosen = series_rows(definition, one, tables)
            rows = chosen.reindex(columns=list(DEFINITION), fill_value="").to_dict("records")
            panels.setdefault(one.panel, []).extend(rows)
            if one.mark == "line":
                lines.setdefault(one.id, []).extend(rows)
    yield from ((rows, ("programme",)) for rows in panels.values())
    yield from ((rows, ()) for rows in lines.values())
