"""Vaults of Obsidian. It does not touch the disk."""
