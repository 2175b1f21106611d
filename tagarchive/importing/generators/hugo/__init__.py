"""Sites of Hugo. It does not touch the disk."""
