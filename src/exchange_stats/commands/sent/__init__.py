"""Commands that write a workbook for others to fill in, and take it back."""
