"""Sites of Pelican. It does not touch the disk."""
