"""Values that know nothing of sites: errors, dates, digests, slugs, URLs. Does not touch the disk."""
