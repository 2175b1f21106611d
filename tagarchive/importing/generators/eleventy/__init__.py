"""Sites of Eleventy. It does not touch the disk."""
