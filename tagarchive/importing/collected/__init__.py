"""Exports of other tools to articles: bookmarks, tables, citations. It does not touch the disk."""
