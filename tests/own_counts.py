"""Counts of three invented institutions by level, as an analyst would make them."""

import pandas as pd

from exchange_stats.own_table.totals import add_totals

NAMES = ["institution", "isced_level"]
COUNTS = {"A": (20, 13, 25), "B": (25, 3, 16), "C": (31, 14, 18)}
SAID = {
    **{"origin": "CHN", "host": "KGZ", "period": "2031", "population": "citizenship"},
    **{"measure": "enrolled", "basis": "at_date", "isced_field": "_T", "sex": "_T"},
    **{"programme": "degree", "funding": "_T", "unit": "persons"},
}


def parts(counts=COUNTS, **said):
    rows = [
        {"institution": name, "isced_level": level, "value": number, "synthetic": "yes", **said}
        for name, numbers in counts.items()
        for level, number in zip("678", numbers, strict=False)
    ]
    return pd.DataFrame(rows)


def full(counts=COUNTS, **said):
    return add_totals(parts(counts, **said), NAMES)


def wide(table, column="shown"):
    return table.pivot(index="institution", columns="isced_level", values=column)


def hide(table, *cells):
    """Return a table as printed by hand."""
    found = [cell in cells for cell in table[NAMES].itertuples(index=False, name=None)]
    return table.assign(shown=table["value"].astype(str).mask(found, "c"))
