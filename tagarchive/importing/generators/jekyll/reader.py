"""Sites of Jekyll: posts, drafts, collections and pages, with the addresses that their settings give them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.importing.generators import liquid
from tagarchive.importing.generators.fields import ALIAS_KEYS, DATE_KEYS, date_at
from tagarchive.importing.generators.front_matter import Fields, is_true, list_of, mapping_of, text_of
from tagarchive.importing.generators.jekyll import addresses as jekyll_addresses
from tagarchive.importing.generators.jekyll import kramdown
from tagarchive.importing.generators.jekyll.addresses import PostAddress
from tagarchive.importing.generators.posts import Post, PostSite, found_posts
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.generators.site_authors import site_authors
from tagarchive.importing.generators.site_config import (
    SiteAddress,
    address_of,
    first_file,
    settings_at,
    text_in,
    zone_of,
)
from tagarchive.importing.generators.site_files import SiteFiles
from tagarchive.importing.generators.sources import (
    MARKDOWN,
    Source,
    in_no_text_folder,
    inventory,
    is_excluded,
    named,
    texts_of,
)
from tagarchive.importing.inputs.dates import NO_DATE
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, ItemType, Options
from tagarchive.importing.inputs.private_data import Data

_CONFIG = r"_config\.(?:yml|yaml|toml)"
_EXCLUDED = [
    "Gemfile",
    "node_modules",
    "vendor",
    "README.md",
    "README.markdown",
    "CHANGELOG.md",
    "LICENSE.md",
    "CONTRIBUTING.md",
]
_FRONTED = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n")


class _Jekyll(NamedTuple):
    """Settings of a site.

    Attributes:
        root: folder of the site in the input, with a slash at the end unless it is the input itself
        config: its settings
        address: its public address
        is_site: True if the input is a whole site, not only a folder of posts

    """

    root: str
    config: dict[str, Data]
    address: SiteAddress
    is_site: bool

    def inner(self, path: str) -> str:
        return path.removeprefix(self.root)

    @property
    def permalink(self) -> str:
        return text_of(self.config.get("permalink")) or "date"


def recognises(files: Files) -> bool:
    """True for a folder with `_config.yml` or `_posts`, or with posts whose names start with a date."""
    seen = 0
    for name in files.names():
        parts = name.split("/")
        if re.fullmatch(_CONFIG, parts[-1]) or "_posts" in parts[:-1]:
            return True
        if posixpath.splitext(name)[1].lower() in MARKDOWN and seen < 100:
            seen += 1
            if _FRONTED.match(files.head(name, 16)):
                return True
    return False


def found(files: Files, options: Options) -> Iterator[Found]:
    """The posts, drafts and pages of a site or of a folder of posts. Raises `SiteError` if its settings are damaged."""
    names = frozenset(files.names())
    site = _site(files, names)
    zone = zone_of(text_of(site.config.get("timezone"))) or options.zone
    paths = sorted(
        {*texts_of(names), *(name for name in texts_of(names, (".html", ".htm")) if "_posts" in name.split("/"))}
    )
    read = inventory(files, names, paths, lambda source: _reason(source, site))
    yield from read.skipped
    posts = _posts(read.sources, site, options._replace(zone=zone), names)
    served = SiteFiles(files, names, site.root.rstrip("/"), url=site.address.whole, media=options.media)
    yield from found_posts(
        posts, PostSite(site.address, served, options._replace(zone=zone), site_authors(files, names))
    )


def _site(files: Files, names: frozenset[str]) -> _Jekyll:
    path = first_file(names, _CONFIG)
    config = settings_at(files, path) if path else {}
    base = posixpath.dirname(path)
    source = text_of(config.get("source")).strip("./")
    root = "/".join(filter(None, (base, source)))
    has_posts = any("_posts" in name.split("/")[:-1] for name in names)
    address = address_of(text_of(config.get("url")), text_of(config.get("baseurl")))
    return _Jekyll(f"{root}/" if root else "", config, address, bool(path) or has_posts)


def _reason(source: Source, site: _Jekyll) -> str:
    """Reason for which a text is no page of the site; empty if it is one."""
    path = site.inner(source.path)
    if not source.path.startswith(site.root):
        return "outside: not in the folder of the site"
    if not site.is_site:
        return (
            "" if source.is_fenced or named(source.stem).date.is_day else "no front matter: Jekyll copies it as it is"
        )
    excluded = [text_of(one) for one in list_of(site.config.get("exclude"))]
    if is_excluded(path, [*_EXCLUDED, *excluded]):
        return "excluded by the settings"
    if not source.is_fenced:
        return "no front matter: Jekyll copies it as it is"
    folder = next((part for part in path.split("/")[:-1] if part.startswith("_")), "")
    if folder and folder not in ("_posts", "_drafts") and folder[1:] not in mapping_of(_collections(site)):
        return "ignored: Jekyll does not read this folder"
    return ""


def _collections(site: _Jekyll) -> dict[str, Data]:
    written = site.config.get("collections")
    return {text_of(one): {} for one in written} if isinstance(written, list) else mapping_of(written)


def _posts(sources: list[Source], site: _Jekyll, options: Options, names: frozenset[str]) -> list[Post]:
    has_dated = {source.folder for source in sources if named(source.stem).date.is_day or source.fields.get("date")}
    found = []
    for source in sources:
        defaults = _defaults(source, site)
        type_ = _type(source, site, has_dated)
        found.append(_post(source, defaults, type_, site, options))
    by_name = {_name(post.source, site): post.source.path for post in found}
    return [_rewritten(post, site, by_name, names) for post in found]


def _type(source: Source, site: _Jekyll, has_dated: set[str]) -> ItemType:
    folders = site.inner(source.path).split("/")[:-1]
    if {"_posts", "_drafts"} & set(folders):
        return "article"
    if named(source.stem).date.is_day or (not site.is_site and source.folder in has_dated):
        return "article"
    is_in_collection = any(folder.startswith("_") for folder in folders)
    return "article" if is_in_collection and source.fields.get("date") else "page" if site.is_site else "article"


def _defaults(source: Source, site: _Jekyll) -> Fields:
    """The values that the settings give to a text, the more special scope after others."""
    path = site.inner(source.path)
    folders = path.split("/")[:-1]
    kind = (
        "posts"
        if "_posts" in folders
        else "drafts"
        if "_drafts" in folders
        else next((folder[1:] for folder in folders if folder.startswith("_")), "pages")
    )
    matching = []
    for entry in list_of(site.config.get("defaults")):
        scope = mapping_of(mapping_of(entry).get("scope"))
        below, type_ = text_in(scope, "path").strip("/"), text_in(scope, "type")
        is_below = not below or path == below or path.startswith(f"{below}/") or is_excluded(path, [below])
        if is_below and type_.rstrip("s") in ("", kind.rstrip("s"), "post" if kind == "drafts" else kind.rstrip("s")):
            matching.append((len(below), bool(type_), mapping_of(mapping_of(entry).get("values"))))
    defaults: dict[str, Data] = {}
    for _, _, values in sorted(matching, key=lambda one: one[:2]):
        defaults |= values
    return defaults


def _post(source: Source, defaults: Fields, type_: ItemType, site: _Jekyll, options: Options) -> Post:
    fields: Fields = {**defaults, **source.fields}
    by_name = named(source.stem)
    folders = site.inner(source.path).split("/")[:-1]
    is_draft = "_drafts" in folders
    collection = next((part[1:] for part in folders if part.startswith("_") and part not in ("_posts", "_drafts")), "")
    written = date_at(fields, DATE_KEYS[:1], "created")[1]
    above = [part for part in folders[: folders.index("_posts")] if part] if "_posts" in folders else []
    post = PostAddress(
        path=site.inner(source.path),
        fields=fields,
        dated=written if written.is_day else by_name.date,
        rest=by_name.rest if type_ == "article" else source.stem,
        folders=tuple(above),
        collection=collection,
        zone=options.zone,
    )
    pattern = text_in(_collections(site).get(collection, ""), "permalink") if collection else site.permalink
    address = jekyll_addresses.of(post, pattern, is_post=type_ == "article" and not collection)
    hidden = "it is in _drafts" if is_draft else ""
    output = mapping_of(_collections(site).get(collection, {})).get("output") if collection else "true"
    if not hidden and is_true(output) is not True:
        hidden = f"the collection {collection} has no pages"
    aliases = [text_of(alias) for key in ALIAS_KEYS for alias in list_of(fields.get(key))]
    return Post(
        source,
        type_,
        Rewritten(source.text),
        defaults,
        address="" if is_draft and not written.is_day else address,
        named=by_name.date if type_ == "article" else NO_DATE,
        name=text_of(fields.get("slug")) or (by_name.rest if type_ == "article" else _page_name(source)),
        title=" ".join(word.capitalize() for word in re.split(r"[-_ ]+", by_name.rest)),
        aliases=[alias for alias in aliases if not alias.startswith("http")],
        guid=f"{site.address.of(posixpath.splitext(address)[0])}" if site.address.url and type_ == "article" else "",
        hidden=hidden,
        used=frozenset({"permalink", "slug", "redirect_to", *ALIAS_KEYS}),
        folders=tuple(above),
        words=True,
    )


def _page_name(source: Source) -> str:
    return posixpath.basename(source.folder) if source.stem == "index" and source.folder else source.stem


def _name(source: Source, site: _Jekyll) -> str:
    """Name of a post in `post_url`: its path below `_posts` without the ending."""
    return posixpath.splitext(site.inner(source.path).rpartition("_posts/")[2])[0]


def _rewritten(post: Post, site: _Jekyll, by_name: dict[str, str], names: frozenset[str]) -> Post:
    def led(tag: str, written: str) -> str:
        if tag == "post_url":
            key = by_name.get(written.strip("/")) or next(
                (path for name, path in by_name.items() if posixpath.basename(name) == written), ""
            )
        else:
            path = f"{site.root}{written.lstrip('/')}"
            if path in names and path not in by_name.values():
                return site.address.path(written) if not in_no_text_folder(path) else ""
            key = path if path in names else ""
        return liquid.origin(key) if key else ""

    text, line, remarks = post.source.text, post.source.line, post.rewritten.remarks
    if is_true(post.fields.get("render_with_liquid")) is not False:
        done = liquid.rewritten(text, line, liquid.Site(site.address.url, site.address.base, led, post.fields))
        text, remarks = done.text, done.remarks
    if not post.source.is_html:
        plain = kramdown.without_attributes(text, line)
        text, remarks = plain.text, (*remarks, *plain.remarks)
    return post._replace(rewritten=Rewritten(text, remarks))
