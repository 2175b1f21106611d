"""Tags that rules and names of tags suggest for articles; it touches the disk."""
