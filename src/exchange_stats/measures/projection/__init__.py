"""The road ahead: what may be projected, how, and what is said when nothing may."""
