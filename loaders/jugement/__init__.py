"""Judge: every row loaded, set aside or rejected, and what is said of the whole file."""
