"""Sites of Jekyll. It does not touch the disk."""
