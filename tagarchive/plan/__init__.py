"""The archive to a recipe for every output file. Does not touch the disk."""
