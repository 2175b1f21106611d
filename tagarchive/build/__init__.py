"""The incremental build: what is outdated, the store, publishing. Touches the disk."""
