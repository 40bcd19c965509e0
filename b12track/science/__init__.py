"""What is known about vitamin B12: pure functions and small cited tables, standard library only."""
