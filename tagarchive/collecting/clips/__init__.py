"""Pages of the web and saved pages to clippings of a site; it touches the disk."""
