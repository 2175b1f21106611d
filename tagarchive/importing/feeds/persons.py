"""Names of persons as feeds write them. Their e-mail addresses are private."""

from __future__ import annotations

import re

from tagarchive.importing.feeds.titles import plain_line

_ADDRESS = re.compile(r"(?:mailto:)?[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;\"]+", re.IGNORECASE)
_EMPTY = re.compile(r"[(<\[]\s*[)>\]]")


def person(written: str) -> str:
    """The name in a text such as “desk@port.example (Ida Kest)”; empty if it is an e-mail address alone."""
    name = plain_line(_EMPTY.sub("", _ADDRESS.sub("", written))).strip(' ,;"')
    whole = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]", name)
    return whole[1].strip() if whole else name


def without_addresses(text: str) -> str:
    """A text without e-mail addresses."""
    return " ".join(_EMPTY.sub("", _ADDRESS.sub("", text)).split())
