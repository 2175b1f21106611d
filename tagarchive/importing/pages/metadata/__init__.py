"""What a page states of the article on it, each value with where it stands. It does not touch the disk."""
