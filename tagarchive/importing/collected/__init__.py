"""What desks collected in other tools, to articles: bookmarks, tables, citations. It does not touch the disk."""
