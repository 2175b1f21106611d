"""What an input holds, as values, and what all kinds of input share; it touches the disk."""
