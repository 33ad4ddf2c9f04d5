"""The second readers of binary workbooks, and what decides between the first and the second."""
