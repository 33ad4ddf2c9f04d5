"""What stands above the body of a table: header rows, spans, column numbers, titles and units."""

from exchange_stats.reading.proposal.headings.numbering import only_counts
from exchange_stats.reading.proposal.headings.stack import Header, header_of

__all__ = ["Header", "header_of", "only_counts"]
