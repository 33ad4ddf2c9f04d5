"""From a path to bytes that may be parsed, and how parsing is kept within limits."""
