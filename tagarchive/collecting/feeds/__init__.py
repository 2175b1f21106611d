"""Entries of feeds to drafts in the inbox, by rule; it touches the disk."""
