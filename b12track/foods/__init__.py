"""What food contains: the food composition table, its searchable store, and the meal phrases."""
