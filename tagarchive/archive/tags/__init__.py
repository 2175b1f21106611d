"""Tags: which names are one, what is above what, and the articles of each. Does not touch the disk."""
