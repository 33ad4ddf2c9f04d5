"""From a raw workbook to the stage ``reported``: cells, declared layouts, proposals."""
