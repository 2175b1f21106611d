"""Names of persons as feeds write them. Their e-mail addresses are private."""

from __future__ import annotations

import re

from tagarchive.importing.feeds.titles import plain_line
from tagarchive.importing.inputs.private_data import without_emails

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def person(written: str) -> str:
    """The name in a text such as “desk@port.example (Ida Kest)”; empty if it is an e-mail address alone."""
    name = plain_line(without_emails(written)).strip(' ,;"')
    whole = _BRACKETS.fullmatch(name)
    return whole[1].strip() if whole else name
