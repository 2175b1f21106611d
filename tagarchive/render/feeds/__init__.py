"""Feed writers: feed views to RSS 2.0, Atom and JSON Feed. Does not touch the disk."""
