"""Front matter without e-mail addresses and passwords, which reach no file of the site and no report."""

from __future__ import annotations

import re

Data = str | list["Data"] | dict[str, "Data"]
"""A value of front matter: texts for all scalars, empty for null, `true` and `false` for truth values."""

ADDRESS = r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,24}"
"""An e-mail address as a regular expression; its parts have the lengths that mail allows, so that any text is quick."""

_EMAIL = re.compile(rf"[<(\[]?\s*(?:mailto:)?{ADDRESS}\s*[>)\]]?", re.IGNORECASE)
_PRIVATE_KEY = re.compile(r"(?:e-?mails?|mail|password|passwd|passphrase|secret|phone|telephone)", re.IGNORECASE)


def without_emails(text: str) -> str:
    """A text without its e-mail addresses and the brackets around them."""
    return " ".join(_EMAIL.sub(" ", text).split()) if "@" in text else text


def is_private(key: str) -> bool:
    """True if the value of a key is nobody's business."""
    return bool(_PRIVATE_KEY.fullmatch(key))


def public(data: Data) -> Data:
    """A value without private keys and e-mail addresses; empty if nothing remains."""
    match data:
        case dict():
            kept = {key: public(value) for key, value in data.items() if not is_private(key)}
            return {key: value for key, value in kept.items() if value}
        case list():
            return [item for item in map(public, data) if item]
    return without_emails(data)
