"""Tables to figures, files and pages."""
