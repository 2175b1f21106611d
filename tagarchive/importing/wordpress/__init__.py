"""Exports of WordPress (WXR 1.0 to 1.2), read as streams. It does not touch the disk itself; `files` does."""
