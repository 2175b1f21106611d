"""Sites of Zola. It does not touch the disk."""
