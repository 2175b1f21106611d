"""One module for each kind of output file. Does not touch the disk."""
