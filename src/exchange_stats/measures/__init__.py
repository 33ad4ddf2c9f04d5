"""From reconciled values to the indicators that are quoted."""
