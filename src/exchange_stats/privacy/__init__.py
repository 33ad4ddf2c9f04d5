"""Persons behind the counts: told apart under a key, counted once, and never handed on."""
