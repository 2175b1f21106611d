"""Social cards as pictures. Does not touch the disk: the bytes of fonts are given to it."""
