"""Office files: slides, Word pages and workbooks with charts that their reader can edit."""
