"""tagarchive: a static site generator whose subject is the tag archive."""

__version__ = "0.1.0"
