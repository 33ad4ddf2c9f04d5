"""A table that an analyst made herself: protected for print or, when it is invented, attacked."""
