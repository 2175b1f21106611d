"""reStructuredText to HTML by docutils. It does not touch the disk."""
