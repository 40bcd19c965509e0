"""From days and periods to words a person reads in a terminal, and to JSON."""
