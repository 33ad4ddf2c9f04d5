"""From a table of counts to a table that may be published."""
