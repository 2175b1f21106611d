"""A site's folder to its configuration and documents. Touches the disk in `disk`, `site_files` and `file_state`."""
