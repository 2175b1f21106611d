"""Saved pages and pasted texts to articles and tags. It does not touch the disk: files come in as `Files`.

`page` and `text` are the kinds `page` and `text`. `page_metadata` and `page_text` go from a page to what
it says of itself and to its text. `news_text` finds the parts of a news text in blocks, of a page or of plain text.
"""
