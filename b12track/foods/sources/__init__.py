"""One reader per foreign food table: cells in, foods or reasons for refusing them out."""
