"""Sites of Astro. It does not touch the disk."""
