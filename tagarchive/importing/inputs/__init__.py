"""Contents of an input as values, and modules that all kinds of input share; it touches the disk."""
