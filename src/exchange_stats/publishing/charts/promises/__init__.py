"""What was promised: plans towards a date, the steps reached, and how far the results are."""
