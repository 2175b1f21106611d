"""Lines that a page adds to each of its texts: standards, apps, shares, rights. Most forms are English."""

from __future__ import annotations

import re
from typing import NamedTuple

_RESERVED = "(?:All rights reserved|Alle Rechte vorbehalten|Tous droits réservés|Todos los derechos reservados)"
_BOILERPLATE = re.compile(
    r"Our Standards\s*:.{0,120}"
    r"|(?:Read|See|Show|Learn) (?:more|full (?:story|article))(?:\s*(?:>>|»|›|→|\.\.\.|…))?"
    r"|(?:Continue|Keep) reading(?: (?:the main story|below|.{0,3}))?|Story continues(?: below.*)?"
    r"|(?:Download|Get) (?:the|our) (?:free )?(?P<app>[^.]{2,40}?) app\b.{0,120}"
    r"|Advertisement(?: [-·] .{0,40})?|Advertising|Sponsored(?: content)?|Anzeige|Werbung|Publicité|Publicidad"
    r"|(?:Sign up|Subscribe|Register)(?: here| now)?(?: (?:for|to) .{2,140})?[.!]?"
    r"|(?:Share|Tweet|Print|E-?mail|Save|Listen|Copy link)(?: (?:this|on|via|to) .{0,60})?"
    r"|(?:Teilen|Partager|Compartir|Condividi)(?: (?:auf|sur|en|su|:).{0,60})?"
    r"|Follow (?:us|him|her|them|@\w+).{0,120}"
    r"|(?:Click|Tap) here (?:to|for) .{2,120}"
    r"|Leave a (?:comment|reply)|\d+ comments?|No comments(?: yet)?"
    rf"|{_RESERVED}\.?|_{{2,}}|<저작권자.{{0,120}}"
    r"|.{2,40} website can also be accessed at the following alternate addresses:?"
    r"|A version of this (?:article|story) appears in print\b.{0,120}"
    r"|.{0,80}This material may not be published, broadcast.{0,120}"
    r"|(?:Related|Read next|More on this|Recommended|Most read|More from .{2,40})\s*:?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:\(?Copyright\)?\s*)?(?:©|\([cC]\)|&copy;|Copyright)\s*(?:Copyright\s+)?"
    r"(?:(?:by\s+)?(?P<year>(?:19|20)\d\d)(?:\s*[-–]\s*(?P<to>(?:19|20)\d\d))?,?\s*)?"
    r"(?:by\s+)?(?P<owner>[^\W\d_][^©|]{1,80}?)?(?:,?\s+(?P<last>(?:19|20)\d\d))?\.?"
    rf"(?:\s*{_RESERVED}.{{0,200}}?)?"
    r"(?:\s*(?P<hash>[0-9a-f]{16,64}))?\s*",
    re.IGNORECASE | re.DOTALL,
)
_LEGAL = re.compile(
    r",?\s+(?:Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|PLC|plc|GmbH|AG|S\.?A|S\.?L|S\.?p\.?A|B\.?V|Pty|Corp|Co)\.?"
    r"(?: Ltd\.?)?$"
)
_FIRST_PUBLISHED = re.compile(
    r"(?:This|The) (?:story|article|report|piece) (?:was )?(?:(?:originally|first) )+(?:published|appeared|ran)"
    r"(?: \w+ [\d, ]+)? (?:by|in|on|at) (?P<medium>[^.]{2,60}?)(?: on [^.]{4,40})?\.?",
    re.IGNORECASE,
)


class Copyright(NamedTuple):
    """Statement of a copyright line: the owner without the form of the company, and the last year."""

    owner: str
    year: str


def has_legal_form(name: str) -> bool:
    """True for the name of a company with its form, such as Ltd. or GmbH."""
    return _LEGAL.search(name) is not None


def is_boilerplate(text: str) -> bool:
    """True for a line that is no part of the article."""
    return len(text) < 320 and _BOILERPLATE.fullmatch(text) is not None


def app_owner(text: str) -> str:
    """The medium whose app a line advertises; empty for other lines."""
    match = _BOILERPLATE.fullmatch(text) if len(text) < 320 else None
    return (match["app"] or "").strip() if match else ""


def copyright_of(text: str) -> Copyright | None:
    """Statement of a copyright line; None for other lines."""
    if len(text) > 400 or not re.search(r"©|\(c\)|copyright", text[:40], re.IGNORECASE):
        return None
    match = _COPYRIGHT.fullmatch(text)
    if not match:
        return None
    return Copyright(
        _LEGAL.sub("", (match["owner"] or "").strip(" ,.")).strip(" ,"),
        match["to"] or match["year"] or match["last"] or "",
    )


def first_publisher(text: str) -> str:
    """The medium that a line such as “This story was first published by …” names; empty for other lines."""
    match = _FIRST_PUBLISHED.fullmatch(text)
    return match["medium"].strip() if match else ""


def without_hash(text: str) -> str:
    """A line for the report, without the hash by which publishers mark copies."""
    return re.sub(r"\s*\b[0-9a-f]{16,64}\b", "", text).strip()
