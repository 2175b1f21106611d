"""Third-party HTML to Markdown that this program reads back as the same text. It does not touch the disk."""
