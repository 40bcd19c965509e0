"""What measures, draws, simulates and tortures the program, and is no test."""
