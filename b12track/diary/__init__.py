"""What this person ate: the irreplaceable file and everything that may write to it."""
