"""The records of which the search index is made. Does not touch the disk."""
