"""The values of a proposed table: numbers as text, signs as statuses, marks apart."""

from exchange_stats.reading.proposal.amounts.columns import (
    column_texts,
    flagged,
    number_matrix,
    printed_texts,
    stored_texts,
)
from exchange_stats.reading.proposal.amounts.decimals import (
    Decimals,
    decimals_of,
    grouped_by_column,
    settled,
)
from exchange_stats.reading.proposal.amounts.quantities import (
    is_quantity,
    quantities_in,
    with_quantities,
)
from exchange_stats.reading.proposal.amounts.texts import MISSING, Amount, Amounts, amount_of

__all__ = [
    "MISSING",
    "Amount",
    "Amounts",
    "Decimals",
    "amount_of",
    "column_texts",
    "decimals_of",
    "flagged",
    "grouped_by_column",
    "is_quantity",
    "number_matrix",
    "printed_texts",
    "quantities_in",
    "settled",
    "stored_texts",
    "with_quantities",
]
