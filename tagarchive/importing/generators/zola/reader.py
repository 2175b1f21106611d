"""Sites of Zola: pages with front matter in TOML, taxonomies and `@/` links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.importing.generators import shortcodes
from tagarchive.importing.generators.fields import ALIAS_KEYS
from tagarchive.importing.generators.front_matter import is_true, list_of, mapping_of, text_of
from tagarchive.importing.generators.liquid import origin
from tagarchive.importing.generators.permalinks import dashed, hyphened
from tagarchive.importing.generators.posts import Post, PostSite, found_posts
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.generators.site_authors import site_authors
from tagarchive.importing.generators.site_config import (
    SiteAddress,
    address_of,
    first_file,
    settings_at,
    text_in,
)
from tagarchive.importing.generators.site_files import SiteFiles
from tagarchive.importing.generators.sources import MARKDOWN, Source, inventory, named, texts_of
from tagarchive.importing.inputs.dates import NO_DATE
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, ItemType, Lost, Options, Remark
from tagarchive.importing.inputs.private_data import Data
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.markdown.link_targets import Reference, with_targets

_READ = frozenset("slug path taxonomies in_search_index render".split())
_OWN = re.compile(rb"\A(?:\xef\xbb\xbf)?\+\+\+[ \t]*\r?\n[\s\S]*^\[(?:taxonomies|extra)\]", re.MULTILINE)


class _Zola(NamedTuple):
    """Settings of a site.

    Attributes:
        content: folder of its texts in the input, with a slash at the end; empty if that is the input itself
        address: its public address
        language: code of its main language
        languages: codes of the others
        slugs: how names become part of addresses: `on`, `safe` or `off`
        is_site: True if the input is a whole site

    """

    content: str
    address: SiteAddress
    language: str
    languages: frozenset[str]
    slugs: str
    is_site: bool

    def slug(self, text: str) -> str:
        return dashed(text) or hyphened(text) if self.slugs == "on" else re.sub(r"\s+", "-", text.strip())


def recognises(files: Files) -> bool:
    """True for a folder with `config.toml` that has `base_url`, or with posts that have `[taxonomies]` or `[extra]`."""
    seen = 0
    for name in files.names():
        if re.fullmatch(r"(?:config|zola)\.toml", posixpath.basename(name)):
            return bool(re.search(rb"^\s*base_url\b", files.head(name, 20_000), re.MULTILINE))
        if posixpath.splitext(name)[1].lower() in MARKDOWN and seen < 100:
            seen += 1
            if _OWN.match(files.head(name)):
                return True
    return False


def found(files: Files, options: Options) -> Iterator[Found]:
    """The pages of a site or of a folder of posts. Raises `SiteError` if its settings are damaged."""
    names = frozenset(files.names())
    site = _settings(files, names)
    read = inventory(files, names, texts_of(names), lambda source: _reason(source, site))
    yield from read.skipped
    posts = [_post(source, site, read.sources) for source in read.sources]
    keys = frozenset(post.source.path for post in posts)
    posts = [post._replace(rewritten=_rewritten(post.source, site, keys)) for post in posts]
    root = posixpath.dirname(site.content.rstrip("/"))
    served = SiteFiles(files, names, root, ("static", "content", ""), site.address.whole, options.media)
    yield from found_posts(posts, PostSite(site.address, served, options, site_authors(files, names)))


def _reason(source: Source, site: _Zola) -> str:
    """Reason for which a text is no page; empty if it is one."""
    if not source.path.startswith(site.content):
        return "outside: not in the content"
    if _bare(source, site)[0] == "_index":
        return "a section: its text stands above the pages of a folder"
    return "" if source.is_fenced else "no front matter: Zola does not read it"


def _settings(files: Files, names: frozenset[str]) -> _Zola:
    path = first_file(names, r"(?:config|zola)\.toml")
    config: dict[str, Data] = settings_at(files, path) if path else {}
    content = "/".join(filter(None, (posixpath.dirname(path), "content")))
    has_content = any(name.startswith(f"{content}/") for name in names)
    slugs = text_in(config, "slugify", "paths") or text_of(config.get("slugify_paths")) or "on"
    return _Zola(
        f"{content}/" if has_content else "",
        address_of(text_of(config.get("base_url"))),
        text_of(config.get("default_language")) or "en",
        frozenset(mapping_of(config.get("languages"))),
        slugs if slugs in ("on", "safe", "off") else "on",
        bool(path) or has_content,
    )


def _bare(source: Source, site: _Zola) -> tuple[str, str]:
    """The name of a file without its language, and the language."""
    name, dot, code = source.stem.rpartition(".")
    return (name, code) if dot and code in site.languages else (source.stem, site.language)


def _type(source: Source, site: _Zola, sources: list[Source]) -> ItemType:
    """An article has a date, or stands in a folder with dated pages."""
    if source.fields.get("date") or named(_name(source, site)).date.is_day or not site.is_site:
        return "article"
    section = source.path.removeprefix(site.content).rpartition("/")[0].partition("/")[0]
    beside = [other for other in sources if other.path.removeprefix(site.content).startswith(f"{section}/")]
    return "article" if section and any(other.fields.get("date") for other in beside) else "page"


def _name(source: Source, site: _Zola) -> str:
    """The name of a file, or of the folder of a page with files of its own."""
    bare = _bare(source, site)[0]
    return posixpath.basename(source.folder) if bare == "index" and source.folder else bare


def _post(source: Source, site: _Zola, sources: list[Source]) -> Post:
    own, (bare, language) = source.fields, _bare(source, site)
    by_name = named(_name(source, site))
    folder = source.folder.removeprefix(site.content.rstrip("/")).strip("/")
    folder = posixpath.dirname(folder) if bare == "index" else folder
    slug = text_of(own.get("slug")) or site.slug(by_name.rest)
    suffix = f"-{language}" if language != site.language else ""
    prefix = f"{language}/" if language != site.language else ""
    path = text_of(own.get("path")).strip("/") or "/".join((*map(site.slug, filter(None, folder.split("/"))), slug))
    address = f"/{prefix}{path}/"
    taxonomies = mapping_of(own.get("taxonomies"))
    fields: dict[str, Data] = {**own, **{key: value for key, value in taxonomies.items() if key not in own}}
    is_hidden = is_true(own.get("render")) is False
    return Post(
        source._replace(fields=fields),
        _type(source, site, sources),
        Rewritten(source.text),
        {},
        address=address,
        named=NO_DATE if own.get("date") else by_name.date,
        name=f"{text_of(own.get('slug')) or by_name.rest}{suffix}",
        lang=language if language != site.language else "",
        aliases=[_alias(text_of(alias)) for key in ALIAS_KEYS for alias in list_of(own.get(key))],
        guid=site.address.of(address) if site.address.url else "",
        hidden="it is not rendered" if is_hidden else "",
        used=_READ | frozenset(ALIAS_KEYS),
        taxonomies=[key for key in taxonomies if key not in ("tags", "categories")],
    )


def _alias(written: str) -> str:
    """An alias as a path of the site; one without an ending is a folder."""
    path = f"/{written.strip().strip('/')}"
    return path if re.search(r"\.[A-Za-z0-9]+$", path) else f"{path}/"


def _rewritten(source: Source, site: _Zola, keys: frozenset[str]) -> Rewritten:
    """The text without shortcodes, with links to texts in place of `@/` links."""
    remarks: list[Remark] = []

    def becomes(written: str) -> Reference:
        if not written.startswith("@/"):
            return Reference(written)
        path, mark, fragment = written[2:].partition("#")
        key = f"{site.content}{path}"
        if key in keys:
            return Reference(f"{origin(key)}{mark}{fragment}")
        if posixpath.basename(path).startswith("_index."):
            folder = posixpath.dirname(path)
            return Reference(f"{site.address.path(f'/{folder}/' if folder else '/')}{mark}{fragment}")
        remarks.append(Lost("link", f"{shortened(written)} is not in the input"))
        return Reference("")

    done = shortcodes.zola(source.text, source.line)
    text = with_targets(done.text, becomes) if "@/" in done.text else done.text
    return Rewritten(text, (*done.remarks, *remarks))
