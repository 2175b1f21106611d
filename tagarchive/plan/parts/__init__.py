"""Parts of views that several outputs share. Does not touch the disk."""
