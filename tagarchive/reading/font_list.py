"""Lists of fonts for style sheets, in order of preference."""

from __future__ import annotations

import re
from typing import NewType

Fonts = NewType("Fonts", str)

A_FONT_LIST = 'names of fonts such as Georgia, "Noto Serif", serif'

_KINDS_OF_FONT = frozenset(
    "serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace ui-rounded math".split()
)


def fonts(text: str) -> Fonts:
    """Names of fonts for a style sheet: in quotes, except generic families (CSS Fonts 4)."""
    names = [re.fullmatch(r"""(["']?)(\w[\w -]*)\1""", part.strip()) for part in text.split(",")]
    if not all(names):
        raise ValueError(A_FONT_LIST)
    families = (name[2].strip() for name in names if name)
    return Fonts(", ".join(name if name in _KINDS_OF_FONT else f'"{name}"' for name in families))
