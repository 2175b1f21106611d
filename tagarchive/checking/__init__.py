"""What may be wrong on a site although it builds. Rules touch nothing; reading a site touches the disk."""
