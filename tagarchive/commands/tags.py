"""`tagarchive tags`: lists tags and those that may be one, and renames, merges, splits, deletes and adds tags."""

from __future__ import annotations
