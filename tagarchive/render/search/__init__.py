"""Records of the search index and its files, as bytes. Does not touch the disk."""
