"""What a person owns beside the table: foods, products, meals."""
