"""What commands share while they run: options of reading, and how far long work has come."""
