"""Which figures rest on a fact: in a row that they show, or in a number of their words."""

from collections.abc import Iterator, Mapping

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing.figures.definitions import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables, figure_numbers, figure_table

Uses = Mapping[str, tuple[str, ...]]


def figures_by_fact(definitions: Mapping[str, FigureDefinition], tables: Tables) -> Uses:
    """Return the ids of the figures that rest on each fact, through every step between.

    A figure whose rows or numbers can no longer be selected is left out: the build refuses it
    in its own words.
    """
    inputs = _inputs(tables)
    found: dict[str, list[str]] = {}
    for definition in definitions.values():
        try:
            shown = set(facts_of(definition, tables))
        except FigureError:
            continue
        for fact_id in _beneath(shown, inputs):
            found.setdefault(fact_id, []).append(definition.id)
    return {fact_id: tuple(names) for fact_id, names in found.items()}


def facts_of(definition: FigureDefinition, tables: Tables) -> Iterator[str]:
    """Yield the facts that a figure shows: in its rows, then in the numbers of its words."""
    yield from figure_table(definition, tables)["fact_id"]
    yield from (fact_id for _, fact_id in figure_numbers(definition, tables).values())


def _inputs(tables: Tables) -> dict[str, list[str]]:
    """Return what each fact was made of: other facts, and the statement that it was read from."""
    made: dict[str, list[str]] = {}
    for table in tables.values():
        if "inputs" in table and "fact_id" in table:
            pairs = zip(table["fact_id"], table["inputs"], strict=True)
            made.update((fact_id, inputs.split()) for fact_id, inputs in pairs)
    observed = tables["observations"]
    stated = observed[observed["claim_id"] != ""]
    pairs = zip(stated["fact_id"], stated["claim_id"], strict=True)
    made.update((fact_id, [f"clm-{claim_id}"]) for fact_id, claim_id in pairs)
    return made


def _beneath(shown: set[str], inputs: Mapping[str, list[str]]) -> set[str]:
    """Return facts with all that they rest on."""
    found: set[str] = set()
    waiting = list(shown)
    while waiting:
        fact_id = waiting.pop()
        if fact_id not in found:
            found.add(fact_id)
            waiting.extend(inputs.get(fact_id, ()))
    return found
