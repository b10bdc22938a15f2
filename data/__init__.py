"""Built-in data of the product, and the invented sample."""
