"""The preview: the site as it would be published, page by page as they are asked for, while its author writes.

`state` reads the files whenever `watcher` reports a change, and keeps a `snapshot` of the site; `page_cache` makes its
pages; `server` sends them, and tells open pages through `live_reload` what changed. Touches the disk.
"""

DEFAULT_PORT = 8000
"""Port at which the preview listens unless it is taken."""

DEFAULT_ADDRESS = "127.0.0.1"
"""Address at which the preview listens: nothing but this machine reaches it."""
