"""Pictures as they are published: cleaned, and in smaller sizes. It does not touch the disk."""
