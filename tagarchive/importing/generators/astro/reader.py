"""Sites of Astro: content collections and pages in Markdown and MDX; their addresses are a guess from their folders."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.importing.generators.astro import mdx
from tagarchive.importing.generators.fields import ALIAS_KEYS
from tagarchive.importing.generators.front_matter import list_of, text_of
from tagarchive.importing.generators.permalinks import hyphened
from tagarchive.importing.generators.posts import Post, PostSite, found_posts
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.generators.site_authors import site_authors
from tagarchive.importing.generators.site_config import (
    SiteAddress,
    address_of,
    first_file,
    js_value,
    text_at,
)
from tagarchive.importing.generators.site_files import SERVED, SiteFiles
from tagarchive.importing.generators.sources import Source, inventory, is_excluded, named, texts_of
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, ItemType, Options

_CONFIG = r"astro\.config\.(?:[cm]?[jt]s)"
_LANGUAGE = re.compile(r"(?P<name>.+)\.(?P<code>[a-z]{2}(?:-[A-Za-z]{2})?)")
_READ = frozenset("slug permalink url".split())
_EXCLUDED = ["README.md", "CHANGELOG.md", "LICENSE.md", "CONTRIBUTING.md", "node_modules"]
_DATES = ("date", "pubDate", "pubdate", "publishedAt", "published_at", "publishDate", "created", "created_time")


class _Astro(NamedTuple):
    """Settings of a site.

    Attributes:
        root: folder of the site in the input, with a slash at the end; empty if that is the input itself
        address: its public address
        ends_with_slash: False if addresses have no slash at the end
        is_site: True if the input is a whole site

    """

    root: str
    address: SiteAddress
    ends_with_slash: bool
    is_site: bool

    def collection(self, path: str) -> tuple[str, str]:
        """The collection of a text, and its path in it; the collection of a page is empty."""
        inner = path.removeprefix(self.root)
        for start in ("src/content/", "content/", "src/data/"):
            if inner.startswith(start) and inner.count("/") > start.count("/"):
                name, _, rest = inner.removeprefix(start).partition("/")
                return name, rest
        return "", inner.removeprefix("src/pages/").removeprefix("src/content/")


def recognises(files: Files) -> bool:
    """True for a folder with settings of Astro or with `src/content/`."""
    return any(
        re.fullmatch(_CONFIG, posixpath.basename(name)) or re.search(r"(?:^|/)src/content/.+\.mdx?$", name)
        for name in files.names()
    )


def found(files: Files, options: Options) -> Iterator[Found]:
    """The texts of a site or of a folder of posts."""
    names = frozenset(files.names())
    site = _settings(files, names)
    read = inventory(files, names, texts_of(names), lambda source: _reason(source, site))
    yield from read.skipped
    dated = {source.folder for source in read.sources if _is_dated(source)}
    posts = [_post(source, site, dated) for source in read.sources]
    root = site.root.rstrip("/")
    served = SiteFiles(files, names, root, (*SERVED, "src/images"), site.address.whole, options.media)
    yield from found_posts(posts, PostSite(site.address, served, options, site_authors(files, names)))


def _settings(files: Files, names: frozenset[str]) -> _Astro:
    path = first_file(names, _CONFIG)
    code = text_at(files, path) if path else ""
    root = posixpath.dirname(path)
    if not path:
        inner = next((name for name in sorted(names) if re.search(r"(?:^|/)src/content/", name)), "")
        root = inner.partition("src/content/")[0].rstrip("/")
    address = address_of(js_value(code, "site"), js_value(code, "base"))
    is_site = bool(path) or any(name.startswith(f"{root}/src/content/".lstrip("/")) for name in names)
    return _Astro(f"{root}/" if root else "", address, js_value(code, "trailingSlash") != "never", is_site)


def _reason(source: Source, site: _Astro) -> str:
    if not source.path.startswith(site.root):
        return "outside: not in the folder of the site"
    inner = source.path.removeprefix(site.root)
    if site.is_site and (is_excluded(inner, _EXCLUDED) or not inner.startswith(("src/", "content/"))):
        return "outside: not in the content"
    return "a part of other texts: its name starts with _" if re.search(r"(?:^|/)_", inner) else ""


def _is_dated(source: Source) -> bool:
    return any(source.fields.get(key) for key in _DATES) or named(source.stem).date.is_day


def _type(source: Source, site: _Astro, dated: set[str]) -> ItemType:
    """An article has a date, or stands in a folder with dated texts."""
    return "article" if _is_dated(source) or source.folder in dated or not site.is_site else "page"


def _post(source: Source, site: _Astro, dated: set[str]) -> Post:
    fields, by_name = source.fields, named(source.stem)
    collection, inner = site.collection(source.path)
    language = _LANGUAGE.fullmatch(source.stem)
    parts = [part for part in posixpath.splitext(inner)[0].split("/") if part]
    if parts and parts[-1] == "index":
        parts.pop()
    own = text_of(fields.get("slug")).strip("/")
    permalink = text_of(fields.get("permalink")) or text_of(fields.get("url"))
    slug = own or "/".join(hyphened(part).replace(".", "") for part in parts)
    address = "/" + "/".join(filter(None, (collection, slug)))
    address = f"{address.rstrip('/')}/" if site.ends_with_slash else address
    is_known = permalink.startswith("/")
    is_page = source.path.removeprefix(site.root).startswith("src/pages/")
    name = posixpath.basename(own) or (parts[-1] if parts else source.stem)
    return Post(
        source,
        _type(source, site, dated),
        _rewritten(source),
        {},
        address=permalink if is_known else address,
        guess="" if is_known or is_page else "the folder of the collection stands in, since src/pages decides",
        named=by_name.date,
        name=re.sub(r"\.", "-", name),
        title=language["name"].replace("-", " ").capitalize() if language else "",
        lang=language["code"] if language else "",
        aliases=[text_of(alias) for key in ALIAS_KEYS for alias in list_of(fields.get(key))],
        used=_READ | frozenset(ALIAS_KEYS) if is_known or not permalink else frozenset({"slug", *ALIAS_KEYS}),
    )


def _rewritten(source: Source) -> Rewritten:
    """The text without what only MDX reads."""
    is_mdx = source.path.lower().endswith(".mdx")
    return mdx.as_markdown(source.text, source.line) if is_mdx else Rewritten(source.text)
