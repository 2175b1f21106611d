"""The configuration and documents of a site's folder. Touches the disk in `disk`, `site_files` and `file_state`."""
