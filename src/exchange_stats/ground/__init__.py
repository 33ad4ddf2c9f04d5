"""What every other package may say: errors, facts, codes, periods, numbers, intervals, stages."""
