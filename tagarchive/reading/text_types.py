"""Types of texts in documents and in `site.toml`. What may stand in each of them is checked by `field_types.py`."""

from __future__ import annotations

from typing import NewType

Language = NewType("Language", str)
Line = NewType("Line", str)
WebUrl = NewType("WebUrl", str)
