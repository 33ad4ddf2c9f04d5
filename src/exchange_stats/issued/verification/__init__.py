"""Which figures a file shows, whether they are as exported, and whether newer ones exist."""
