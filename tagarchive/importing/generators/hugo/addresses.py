"""Old addresses of Hugo: of its settings, of `url` and `slug`, and of aliases beside a page."""

from __future__ import annotations

import posixpath
import re
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from tagarchive.importing.generators.front_matter import Fields, text_of
from tagarchive.importing.generators.hugo.settings import Hugo
from tagarchive.importing.generators.permalinks import date_parts, filled, hyphened, moment_of
from tagarchive.importing.inputs.dates import Dated

# Capitals are made small last, since a setting keeps them.
_hyphened = partial(hyphened, keeps_case=True)


class PageAddress(NamedTuple):
    """Parts of the address of a page.

    Attributes:
        section: its folder below the content, without that of a bundle
        name: the name of its file or bundle
        fields: its front matter
        dated: its date
        language: its language

    """

    section: str
    name: str
    fields: Fields
    dated: Dated
    language: str

    def address(self, hugo: Hugo, zone: tzinfo) -> str:
        """The address, a path of the site that starts with a slash; empty if it can't be known."""
        prefix = f"/{self.language}" if self.language != hugo.language or hugo.has_language_folder else ""
        url = text_of(self.fields.get("url"))
        if url and ":" not in url:
            return url if url.startswith("/") else f"{prefix}/{url}"
        sections = [part for part in self.section.split("/") if part]
        pattern = url or text_of((hugo.permalinks or {}).get(sections[0] if sections else "/"))
        path = self._filled(pattern, sections, zone) if pattern else self._default(sections)
        path = path if hugo.keeps_case or url else path.lower()
        if not path or re.search(r"\.\w+$", path):
            return f"{prefix}{path}" if path else ""
        bare = path.rstrip("/")
        return f"{prefix}{bare}{'.html' if hugo.is_ugly and bare else '/'}"

    def _default(self, sections: list[str]) -> str:
        name = text_of(self.fields.get("slug")) or ("" if self.name == "index" and not sections else self.name)
        return "/" + "/".join(_hyphened(part) for part in (*sections, name) if part)

    def _filled(self, pattern: str, sections: list[str], zone: tzinfo) -> str:
        moment = moment_of(self.dated, zone)
        slug, title = text_of(self.fields.get("slug")), _hyphened(text_of(self.fields.get("title")))
        name = _hyphened(self.name)
        values = {
            **(date_parts(moment) if moment else {}),
            "section": sections[0] if sections else "",
            "sections": "/".join(sections),
            "title": title,
            "slug": _hyphened(slug) or title,
            "slugorfilename": _hyphened(slug) or name,
            "slugorcontentbasename": _hyphened(slug) or name,
            "filename": name,
            "contentbasename": name,
        }
        return filled(re.sub(r":sections\[[^\]]*\]", ":sections", pattern), values)


def alias_of(written: str, address: str) -> str:
    """An alias as a path of the site; one without a slash at its start stands beside the page."""
    alias = written.strip()
    if not alias or re.match(r"[a-z]+:", alias):
        return ""
    if alias.startswith("/"):
        return alias
    path = posixpath.normpath(posixpath.join(posixpath.dirname(address.rstrip("/")), alias))
    return f"{path}/" if alias.endswith("/") and path != "/" else path
