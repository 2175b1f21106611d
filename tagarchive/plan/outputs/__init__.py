"""Output files, one module for each kind. Does not touch the disk."""
