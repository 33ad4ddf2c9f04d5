"""Which cells to hide, or how to round: the best pattern, the quick one, the rounded table."""
