"""Whole sets on disk: staged, put in place at one stroke, and read as one."""
