"""Workbooks whose layout a person has declared: exactly so, or refused with every offender."""

from exchange_stats.reading.declared.layout import declared_tables, load_layouts
from exchange_stats.reading.declared.records import read_records
from exchange_stats.reading.declared.tables import read_declared

__all__ = ["declared_tables", "load_layouts", "read_declared", "read_records"]
