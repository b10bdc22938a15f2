"""Files that leave: one writer for each format, by which a sender's word is only text."""
