"""Documents to the archive: order, tags, links, redirects, ids. Does not touch the disk."""
