"""``exchange-stats trace``: from a number to its cells, and from a cell to its numbers."""

import argparse
from pathlib import Path
from typing import Any

from exchange_stats.ground.errors import TraceError
from exchange_stats.project import find_root, tables_folder

HELP = "print where a number comes from, down to workbook, sheet and cell"
EXAMPLES = (
    "exchange-stats trace ratio-of-flows              the numbers of a figure",
    "exchange-stats trace ratio-of-flows 2018         the way of one of them",
    "exchange-stats trace 'moe_china_yearbook_2018!C23'  what is made of a cell",
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    command.add_argument("what", help="a figure, a fact id, or workbook_id!sheet!A1")
    command.add_argument(
        "point", nargs="?", default="", help="of a figure: a period, a series, or both: total:2018"
    )


def run(options: argparse.Namespace) -> int:
    """Print the way of a number to its cells, or of a cell to its numbers; return 0."""
    from exchange_stats import processed
    from exchange_stats import trace as tracing
    from exchange_stats.publishing import figures

    root, what = find_root(options.project), options.what
    tables = processed.read_set(tables_folder(root))
    facts, books = tracing.Facts(tables), processed.read_provenance(root)["workbooks"]
    if "!" in what:
        for fact_id in tracing.uses_of(what, tables):
            print(fact_id, tracing.trace_fact(fact_id, facts, books)[0].text, sep="  ")
        return 0
    definitions = figures.load_definitions(tables)
    if what not in definitions:
        print(tracing.as_text(tracing.trace_fact(what, facts, books)))
        print(_walked_back(what, facts, tracing.derive_facts(root)))
        return 0
    return _trace_figure(definitions[what], tables, options.point, root)


def _trace_figure(definition: Any, tables: Any, point: str, root: Path) -> int:
    """Print the numbers of a figure that a point names, each with its way if they are few."""
    from exchange_stats import processed
    from exchange_stats import trace as tracing
    from exchange_stats.publishing import figures

    shown = figures.figure_table(definition, tables).to_dict("records")
    named = figures.figure_numbers(definition, tables)
    found = [(f"{r['series']}:{r['x']}", r["value"], r["fact_id"]) for r in shown] + [
        (name, value, fact_id) for name, (value, fact_id) in named.items()
    ]
    wanted = [row for row in found if not point or point in (row[0], *row[0].split(":"))]
    if not wanted:
        message = (
            f"{definition.id}: no number at {point!r}, expected one of "
            f"{', '.join(row[0] for row in found)}; choose one of them"
        )
        raise TraceError(message)
    facts, books = tracing.Facts(tables), processed.read_provenance(root)["workbooks"]
    anew = tracing.derive_facts(root) if point else facts
    for name, value, fact_id in wanted:
        print(f"{name} = {value or 'missing'}  [{fact_id}]")
        if point:
            print(tracing.as_text(tracing.trace_fact(fact_id, facts, books)))
            print(_walked_back(fact_id, facts, anew))
    if not point:
        print(f"To see the way of one: exchange-stats trace {definition.id} {wanted[0][0]}")
    return 0


def _walked_back(fact_id: str, facts: Any, anew: Any) -> str:
    from exchange_stats import trace as tracing

    held, again = (tracing.amount(known.find(fact_id)[1]) for known in (facts, anew))
    if again == held:
        return f"Walked back from the cells: {again}, the same."
    message = (
        f"{fact_id}: the cells give {again}, data/processed holds {held}; "
        "run `exchange-stats build`"
    )
    raise TraceError(message)
