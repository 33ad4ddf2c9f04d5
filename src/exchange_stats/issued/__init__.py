"""What goes out beside the numbers: standard formats, revisions, the quality report."""
