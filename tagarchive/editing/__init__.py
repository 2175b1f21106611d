"""Changes of tags in the front matter of a site's files, and of nothing else in them. Touches the disk."""
