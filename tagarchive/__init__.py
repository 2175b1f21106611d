"""tagarchive: a static site generator whose subject is the tag archive.

The folders, from the ground up: `core` (values), `reading` (files to documents), `archive` (documents in order),
`views` (data of templates), `plan` (a recipe for every output file), `render` (recipes to bytes), `build` (incremental
builds), `preview` (the live preview), `commands` (the command line).
"""

__version__ = "0.1.0"
