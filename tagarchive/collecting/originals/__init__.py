"""Originals of clippings: files that are kept of them, and whether they are still there; it touches the disk."""
