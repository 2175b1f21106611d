"""Rendering: turns a recipe into the bytes of a file. Does not touch the disk."""
