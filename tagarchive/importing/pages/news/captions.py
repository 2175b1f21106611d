"""Captions of pictures in a text: what they say and whose the picture is."""

from __future__ import annotations

import re
from typing import NamedTuple

_CAPITAL = r"[^\W\d_a-z][\w.&'’-]*"
_PART = rf"(?:{_CAPITAL}|(?:al|el|van|von|de|del|der|bin|la|le|di|da)(?:-{_CAPITAL})?)"
_NAME = rf"{_PART}(?: {_PART}){{0,5}}"
_OWNER = rf"(?:[a-z]{{2,4}}(?![\w-])|{_CAPITAL})(?: (?:{_CAPITAL}|of|for|and|the)){{0,5}}"
_VIA = r"(?:via|für|for|pour)"
_SUFFIX = r"(?:,? (?:file|file photo|archive|handout|pool|Archiv)|/(?:File Photo|File|Handout|Pool|Archive|Archiv))?"
_SLASHED = (
    rf"{_NAME} ?/ ?(?:(?:Pool|Handout) (?:via|/) )?{_OWNER}(?: {_VIA} {_OWNER})*(?:/{_OWNER})*(?: ?[–—-] ?{_OWNER})?"
    rf"{_SUFFIX}"
)
_LABEL = (
    r"(?:Photo|Photograph|Photos|Picture|Image|Illustration|Foto|Bild|Crédit(?: photo)?|Credit|Fotografía|Fotografie|"
    r"Photographie|Quelle|©|\(c\))"
)
_LABELLED = rf"{_LABEL}(?: by| courtesy of| von| de| par| di| :|:|) ?(?:{_OWNER}|{_NAME})(?: ?/ ?{_OWNER})*{_SUFFIX}"
_AGENCY = r"(?:Getty Images|AP Photo|Associated Press|EPA|REUTERS|Shutterstock|Alamy)"
_KNOWN = rf"(?:{_CAPITAL}(?: {_CAPITAL}){{0,3}} via )?{_AGENCY}(?:/{_NAME})?{_SUFFIX}"
_CREDIT = rf"(?:{_SLASHED}|{_LABELLED}|{_KNOWN})"
_END = re.compile(
    rf"(?P<before>.*?[.!?…”\"’)\]])(?P<gap>\s*)\(?(?P<credit>{_CREDIT})\)?\s*$"
    rf"|(?P<alone>{_SLASHED}|{_LABELLED})$",
    re.DOTALL,
)
_WITHIN = re.compile(rf"(?P<before>.+?)\s+(?P<credit>{_LABELLED}|\([^()]*{_CREDIT}\))$", re.DOTALL)
_GLUED = re.compile(r"(?<=[a-z\d][.!?])(?=[^\W\d_a-z])|(?<=[.!?][”’\"])(?=[^\W\d_a-z])")
_FIRST = re.compile(
    r"^(?:© ?)?(?:Photo|Фото|Photograph|Picture|Image|Foto|Bild|Credit|Fotografía|Crédit)\w*(?: by)?\s*:?\s+"
)


class Caption(NamedTuple):
    """A caption.

    Attributes:
        text: what it says
        credit: author or owner of the picture, without a label such as "Photograph:"
        before: number of characters before it that belong to a paragraph

    """

    text: str
    credit: str
    before: int = 0

    def fields(self) -> dict[str, str]:
        """The fields that are not empty."""
        return {key: value for key, value in (("caption", self.text), ("credit", self.credit)) if value}


def caption_in(text: str) -> Caption | None:
    """The caption that a paragraph of a text is, or that is stuck to its end; None if there is none.

    A caption ends with a credit. It begins where the last sentences begin that no space parts from the text before.
    """
    if len(text) > _LONGEST or not _SIGN.search(text[-_TAIL:]):
        return None
    match = _END.fullmatch(text)
    if not match or not match["before"]:
        return None
    before = match["before"]
    # The one before the credit is the last.
    starts = [found.start() for found in _GLUED.finditer(before)]
    start = starts[-1] if starts else 0
    if len(before[start:]) > _LONGEST_CAPTION:
        return None
    return Caption(before[start:].strip(), credit_of(match["credit"]), start)


_LONGEST, _LONGEST_CAPTION, _TAIL = 2_000, 500, 160
_SIGN = re.compile(
    r"/|Photo|Picture|Image|Foto|Bild|Cr[eé]dit|Illustration|©|\([cC]\)|EPA|REUTERS|Press|Alamy|Quelle|Shutter"
)


_BRACKETED = re.compile(
    rf"(?P<before>.+?)\s*(?:\[(?P<square>{_CAPITAL}[^\[\]]{{2,60}})\]|"
    r"\((?P<round>[\u0600-\u06ff][\u0600-\u06ff /]{2,40})\))",
    re.DOTALL,
)
"""A caption that ends with a credit in square brackets, or in Arabic in round ones."""


def parted_caption(text: str) -> Caption:
    """The caption of a figure, parted from its credit if it names one."""
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        return Caption(bracketed["before"], credit_of(bracketed["square"] or bracketed["round"]))
    match = _END.fullmatch(text) or _WITHIN.fullmatch(text)
    if not match:
        return Caption(text, "")
    groups = match.groupdict()
    if groups.get("alone"):
        return Caption("", credit_of(groups["alone"]))
    return Caption((groups["before"] or "").strip(), credit_of(groups["credit"]))


def credit_of(written: str) -> str:
    """A credit without a label and brackets."""
    text = written.strip()
    if text.count("(") != text.count(")") or (text.startswith("(") and text.endswith(")")):
        text = text.strip("()").strip()
    return _FIRST.sub("", text).strip()
