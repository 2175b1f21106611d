"""The search index: the program that makes it, and its place among the published files. Touches the disk."""
