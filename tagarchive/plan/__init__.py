"""Plan: turns the archive into a recipe for every output file. Does not touch the disk."""
