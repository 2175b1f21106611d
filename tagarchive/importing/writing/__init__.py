"""Items to files of a site, and the report of that; it touches the disk."""
