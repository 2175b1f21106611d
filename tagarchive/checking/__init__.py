"""Faults of a site that builds all the same. Rules touch nothing; reading a site touches the disk."""
