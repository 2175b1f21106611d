"""The preview: the site as it would be published, page by page as they are asked for, while its author writes.

`desk` reads the files whenever `watcher` tells of a change, and keeps a `snapshot` of the site; `press` makes pages of
it; `server` hands them out and tells open pages, through `streams`, what changed.
"""

DEFAULT_PORT = 8000
"""Where the preview listens unless that is taken."""
