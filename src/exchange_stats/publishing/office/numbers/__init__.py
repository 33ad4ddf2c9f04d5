"""The numbers of a figure: how they are written, as grids for charts, and as one table."""
