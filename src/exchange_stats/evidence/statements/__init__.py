"""The workbooks of statements: claims with their intervals, and the register of cooperation."""
