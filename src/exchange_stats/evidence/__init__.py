"""From reported cells and claims to reconciled values, with every doubt kept."""
