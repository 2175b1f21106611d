"""Values as hints write them: short, on one line, in quotes where the language of the file needs them."""

from __future__ import annotations

import json
import re

LONGEST = 60
"""Maximum length of a text in a hint."""

_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`])(?!.*(?::(?: |\Z)| #))[^\[\]{},“”„‘’]+(?<! )")
"""A text that YAML reads as it stands, in a list in brackets too."""


def shortened(text: str) -> str:
    """A text on one line, without its end if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def in_quotes(text: str) -> str:
    """A text in double quotes, as YAML and TOML read it."""
    return json.dumps(shortened(text), ensure_ascii=False)


def in_yaml(text: str) -> str:
    """A text as a value of YAML, without quotes where none are needed."""
    line = shortened(text)
    return line if _PLAIN.fullmatch(line) else in_quotes(line)
