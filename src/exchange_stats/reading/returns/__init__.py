"""What institutions send back: our filled form, or a list of persons that is counted."""

from exchange_stats.reading.returns.intake import (
    FORM,
    KINDS,
    PERSONS,
    Dictionary,
    fixed_codes,
    read_returned,
    recognise,
    refuse_unknown_list,
    register_returns,
    side_of,
)
from exchange_stats.reading.returns.roster import contact_columns, private_cells

__all__ = [
    "FORM",
    "KINDS",
    "PERSONS",
    "Dictionary",
    "contact_columns",
    "fixed_codes",
    "private_cells",
    "read_returned",
    "recognise",
    "refuse_unknown_list",
    "register_returns",
    "side_of",
]
