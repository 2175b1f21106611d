"""Addresses of a site as people give them to commands."""

from __future__ import annotations

from urllib.parse import urlsplit

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import Address
from tagarchive.reading.config import Config
from tagarchive.reading.field_types import site_address


def given_address(command: Location, site: Config, written: str) -> Address:
    """The address that is written as such, or as a whole URL of the site."""
    path, base = written, site.base_url
    if "://" in written:
        host, prefix = urlsplit(base).netloc.lower(), urlsplit(base).path.rstrip("/")
        if not base or urlsplit(written).netloc.lower() != host or not urlsplit(written).path.startswith(f"{prefix}/"):
            what = f"found {written}, expected an address of this site: {base or '/…'}"
            raise SiteError(Problem(command, "bad-argument", what))
        path = urlsplit(written).path.removeprefix(prefix)
    try:
        return site.addresses.page(site_address(path))
    except ValueError as error:
        raise SiteError(Problem(command, "bad-argument", f"found “{written}”, expected {error}")) from None
