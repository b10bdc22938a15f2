"""Open: a file somebody sent, whatever its format, becomes sheets of text with their line numbers."""
