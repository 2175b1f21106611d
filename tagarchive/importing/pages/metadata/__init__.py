"""Statements of a page on its article, each value with its place. It does not touch the disk."""
