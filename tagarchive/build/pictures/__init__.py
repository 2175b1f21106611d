"""Work on pictures in a build: what is known of them, and the files that are made of them. It touches the disk."""
