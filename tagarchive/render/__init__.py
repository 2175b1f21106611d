"""A recipe to the bytes of a file. Does not touch the disk."""
