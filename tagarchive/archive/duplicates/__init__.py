"""Articles that are one: pairs, found by an index of sketches, and groups of them. Does not touch the disk."""
