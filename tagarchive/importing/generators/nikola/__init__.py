"""Sites of Nikola. It does not touch the disk."""
