"""Markdown to HTML. Does not touch the disk."""
