"""Types of texts in documents and in `site.toml`. What may stand in each of them is checked by `field_types.py`."""

from __future__ import annotations

from typing import Annotated, NewType

from tagarchive.core.errors import Written

Language = NewType("Language", str)
Line = NewType("Line", str)
WebUrl = NewType("WebUrl", str)

WrittenExactly = Annotated[Written, "line without character references"]
ONE_OR_MORE = "one or more"
"""Mark of a list that may be written as its only item."""
