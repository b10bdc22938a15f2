"""Recognise: which source the sheets are, where its columns stand, what the file leaves open."""
