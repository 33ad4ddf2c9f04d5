"""Student exchange between two countries: numbers and figures with their sources.

Which two is a fact (``facts/pair.toml``): Kyrgyzstan and China, unless told otherwise.

The names for notebooks::

    import exchange_stats as xs

    xs.load_table("reconciled")            # a processed table
    xs.compute_indicator("degree_share")   # an indicator, computed anew
    xs.show_figure("ratio-of-flows")       # a figure, shown with its alternative text
    xs.draw_figure("ratio-of-flows")       # the same for matplotlib, in a language and a size
    xs.write_figure("ratio-of-flows", "out")      # its files, pictures and Office
    xs.trace_number("ind-ratio_of_flows-...")     # a number, back to its cells
    xs.read_tables("students.xlsx")        # any workbook as one tidy table, a row a cell
    xs.inspect_tables("students.xlsx")     # what its tables are taken to be, and why
    xs.link_lists(["~/lists"], "~/our.key")       # lists of persons, as counts of persons
    xs.protect_table(table, ["institution", "sex"])   # counts as they may be published
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exchange_stats.face import (
        add_totals,
        audit_table,
        caption_figure,
        compute_indicator,
        describe_figure,
        draw_figure,
        inspect_tables,
        link_lists,
        list_figures,
        load_table,
        protect_table,
        read_tables,
        show_chart,
        show_figure,
        splice_series,
        trace_number,
        write_figure,
    )

__version__ = "0.1.0"
__all__ = [
    "add_totals",
    "audit_table",
    "caption_figure",
    "compute_indicator",
    "describe_figure",
    "draw_figure",
    "inspect_tables",
    "link_lists",
    "list_figures",
    "load_table",
    "protect_table",
    "read_tables",
    "show_chart",
    "show_figure",
    "splice_series",
    "trace_number",
    "write_figure",
]


def __getattr__(name: str) -> Any:
    """Return a public name; the libraries behind it are loaded when it is first used."""
    if name in __all__:
        from exchange_stats import face

        return getattr(face, name)
    message = f"module 'exchange_stats' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted([*__all__, "__version__"])
