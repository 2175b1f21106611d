"""Checks of sites as strings."""

from __future__ import annotations

from conftest import NOW, Site, Told, told

from tagarchive.build.context import with_context
from tagarchive.checking.findings import Findings, findings
from tagarchive.checking.site import silence_at, with_subject
from tagarchive.checking.subject import Subject
from tagarchive.reading.edition import Edition

WHOLE = {"summary": "S.", "source": "Wire", "tags": "[Iraq]"}
"""Keys of an article that lacks nothing."""


def check(site: Site, *, drafts: bool = False) -> Findings:
    """The findings about a site."""
    silence = silence_at(site.root)

    def found(subject: Subject) -> Findings:
        return findings(subject, silence)

    edition = Edition(drafts, NOW)
    return with_context(site.root, lambda context: with_subject(context, edition, found), lambda: None)


def found(site: Site, *codes: str) -> list[Told]:
    """The place and code of each finding with one of some codes; of all findings if there are no codes."""
    return told(check(site).only(codes).all)
