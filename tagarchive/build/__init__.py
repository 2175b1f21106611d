"""The incremental build: outdated files, the store and publishing. Touches the disk."""
