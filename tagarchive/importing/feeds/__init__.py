"""Feeds to items: RSS 0.9x to 2.0, RSS 1.0, Atom 0.3 and 1.0, JSON Feed. It does not touch the disk.

A feed of any format becomes a `Feed` and its entries (`entries.py`); these become items (`articles.py`).
"""
