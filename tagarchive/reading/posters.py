"""Posters: pictures that stand for films and players before they are loaded."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from tagarchive.core.errors import Location, Problem
from tagarchive.reading.allowed_hosts import to_allow


def refusal(url: str, where: Location, image_hosts: Collection[str]) -> Problem | None:
    """A notice for a poster at a URL; None if pages load pictures from its host."""
    host = urlsplit(url).hostname or url
    if host in image_hosts:
        return None
    message = f"found a poster on {host}, from which pages load no pictures; it is left out"
    hint = f"save the picture beside the article, and name its path; or {to_allow('image_hosts', image_hosts, (host,))}"
    return Problem(where, "remote-poster", message, hint)
