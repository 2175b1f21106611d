"""The first parts of the addresses of categories and tags, such as `/category/`, as links in texts show them."""

from __future__ import annotations

import re
from collections.abc import Collection

from tagarchive.core.originals import host_of
from tagarchive.importing.wordpress.addresses import path_of

_LINK = re.compile(r"""href=["']((?:https?:)?//[^"'<>\s?#]{4,500}|/[^"'<>\s?#]{1,500})["']""")
_MOST = 200

DEFAULTS = {"category": "/category/", "post_tag": "/tag/"}


class Bases:
    """The links of one blog that look like those of categories and tags."""

    def __init__(self, hosts: Collection[str], root: str) -> None:
        """`root` is the path of the blog, without a slash at its end."""
        self._hosts = hosts
        self._root = root
        self._seen: dict[tuple[str, str], set[str]] = {}
        self._permalinks: set[str] = set()
        self._settled: dict[str, tuple[str, bool]] = {}

    def permalink(self, path: str) -> None:
        """Notes the address of a post, which no category has."""
        self._permalinks.add(path.rstrip("/"))

    def look(self, html: str, slugs: dict[str, set[str]]) -> None:
        """Looks for links to terms in a text. `slugs` are the slugs of the terms by taxonomy."""
        for link in _LINK.findall(html) if "href=" in html else ():
            host = host_of(link if not link.startswith("//") else f"https:{link}")
            if host and host not in self._hosts:
                continue
            path = path_of(link).rstrip("/")
            *parents, last = path.split("/")
            for taxonomy, known in slugs.items():
                if last in known:
                    self._note(taxonomy, parents, path, known)

    def _note(self, taxonomy: str, parents: list[str], path: str, known: set[str]) -> None:
        while taxonomy == "category" and parents and parents[-1] in known:
            parents.pop()
        base = "/".join(parents)
        if any(part.isdigit() for part in parents) or not base.removeprefix(self._root).strip("/"):
            return
        paths = self._seen.setdefault((taxonomy, f"{base}/"), set())
        if len(paths) < _MOST:
            paths.add(path)

    def settle(self) -> None:
        """Decides the bases, and forgets the links."""
        counts = {key: len(paths - self._permalinks) for key, paths in self._seen.items()}
        for taxonomy, default in DEFAULTS.items():
            usual = f"{self._root}{default}"
            seen = {base: count for (one, base), count in counts.items() if one == taxonomy and count}
            best = usual if not seen or usual in seen else max(sorted(seen), key=seen.__getitem__)
            self._settled[taxonomy] = (best, bool(seen))
        self._seen.clear()
        self._permalinks.clear()

    def of(self, taxonomy: str) -> tuple[str, bool]:
        """The base of a taxonomy, and whether a text shows it."""
        return self._settled[taxonomy]
